import Wire

extension Defect {
  private static func events(
    _ name: String, breaks requirement: String, _ summary: String, source: String,
    _ edit: @escaping @Sendable (inout [StreamEvent]) -> Void
  ) -> Defect {
    Defect(name, breaks: requirement, summary, source: source) {
      $0.events.append { events, _ in edit(&events) }
    }
  }

  private static func start(
    _ name: String, breaks requirement: String, _ summary: String, source: String,
    _ edit: @escaping @Sendable (inout JSON) -> Void
  ) -> Defect {
    Defect(name, breaks: requirement, summary, source: source) { $0.start { message, _ in edit(&message) } }
  }

  private static func end(
    _ name: String, breaks requirement: String, _ summary: String, source: String,
    _ edit: @escaping @Sendable (inout JSON) -> Void
  ) -> Defect {
    Defect(name, breaks: requirement, summary, source: source) {
      $0.event("message_delta") { data, _ in edit(&data) }
    }
  }

  /// Moves the indices of content blocks.
  private static func indices(
    _ name: String, breaks requirement: String, _ summary: String, source: String,
    _ edit: @escaping @Sendable (Int) -> JSON?
  ) -> Defect {
    events(name, breaks: requirement, summary, source: source) { events in
      for index in events.indices {
        if let old = events[index].data["index"]?.int { events[index].data["index"] = edit(old) }
      }
    }
  }

  /// Where the block with that index is closed.
  private static func stop(of block: Int, in events: [StreamEvent]) -> Int? {
    events.firstIndex { $0.name == "content_block_stop" && $0.data["index"]?.int == block }
  }

  /// `message_start` and what it holds.
  static let streamStarts: [Defect] = [
    events(
      "start-missing", breaks: "sse-first-message-start", "Leaves message_start out.",
      source: "measured: no message_start"
    ) { $0.removeAll { $0.name == "message_start" } },
    events(
      "start-second", breaks: "sse-first-message-start", "Opens a block before the message.",
      source: "docs: streaming"
    ) { if $0.count > 1, $0[1].name == "content_block_start" { $0.swapAt(0, 1) } },
    events(
      "start-twice", breaks: "sse-single-message-start", "Sends message_start again before the second half.",
      source: "BerriAI/litellm#32357"
    ) { events in if let start = events.first { events.insert(start, at: events.count / 2) } },
    start(
      "start-no-role", breaks: "sse-start-message-shape",
      "Opens with a message that has neither type nor role.", source: "vllm-project/vllm#34887"
    ) {
      $0.remove("type")
      $0.remove("role")
    },
    start(
      "start-no-model", breaks: "sse-start-message-shape", "Opens with a message that names no model.",
      source: "sdk: types/raw_message_start_event.py"
    ) { $0.remove("model") },
    start(
      "start-content-null", breaks: "sse-start-content-empty", "Opens with a message whose content is null.",
      source: "measured: content_null"
    ) { $0["content"] = JSON.null },
    start(
      "start-content-missing", breaks: "sse-start-content-empty", "Opens with a message without content.",
      source: "measured: content_null"
    ) { $0.remove("content") },
    start(
      "start-content-filled", breaks: "sse-start-content-empty",
      "Opens with a text block inside the message.", source: "docs: streaming"
    ) { $0["content"] = [["type": "text", "text": ""]] },
    start(
      "start-stop-reason", breaks: "sse-start-stop-null", "Opens with a stop reason.",
      source: "sdk: types/message.py:103-105"
    ) { $0["stop_reason"] = "end_turn" },
    start(
      "start-stop-keys-missing", breaks: "sse-start-stop-keys", "Leaves the stop fields out at the start.",
      source: "ollama/ollama#14825"
    ) {
      $0.remove("stop_reason")
      $0.remove("stop_sequence")
    },
    start(
      "start-usage-missing", breaks: "sse-start-usage-present", "Opens without usage.",
      source: "measured: message_start_no_usage"
    ) { $0.remove("usage") },
    start(
      "start-usage-null", breaks: "sse-start-usage-present", "Opens with a usage of null.",
      source: "measured: message_start_no_usage"
    ) { $0["usage"] = JSON.null },
    start(
      "start-input-zero", breaks: "sse-start-input-tokens-real", "Opens with zero input tokens.",
      source: "sgl-project/sglang#20678"
    ) { $0.edit("usage") { $0["input_tokens"] = 0 } },
    start(
      "start-input-guess", breaks: "sse-start-input-tokens-real", "Opens with a guess of the input tokens.",
      source: "ollama/ollama#13934"
    ) { $0.edit("usage") { $0["input_tokens"] = JSON(($0["input_tokens"]?.int ?? 0) / 4 + 1) } },
    start(
      "start-id-constant", breaks: "sse-start-id-stable", "Opens every stream with the same message id.",
      source: "docs: streaming"
    ) { $0["id"] = "msg_01AAAAAAAAAAAAAAAAAAAAAA" },
    start(
      "start-id-foreign", breaks: "sse-start-id-stable", "Opens with the id of another API.",
      source: "vllm-project/vllm#34887"
    ) { $0["id"] = "chatcmpl-123" }
  ]

  /// Content blocks and their indices.
  static let streamBlocks: [Defect] = [
    events(
      "block-start-missing", breaks: "sse-block-start-before-delta",
      "Sends deltas for blocks that were never opened.", source: "raullenchai/Rapid-MLX#73"
    ) { $0.removeAll { $0.name == "content_block_start" } },
    indices(
      "index-from-one", breaks: "sse-index-from-zero", "Counts blocks from one.",
      source: "measured: index_starts_at_1"
    ) { JSON($0 + 1) },
    indices(
      "index-gap", breaks: "sse-index-contiguous", "Skips an index after the first block.",
      source: "jundot/omlx#1353"
    ) { JSON($0 > 0 ? $0 + 1 : 0) },
    indices(
      "index-always-zero", breaks: "sse-index-contiguous", "Gives every block the index zero.",
      source: "lich0821/ccNexus#89"
    ) { _ in 0 },
    indices(
      "index-missing", breaks: "sse-index-int", "Leaves the index out.", source: "measured: missing_index"
    ) { _ in nil },
    indices(
      "index-text", breaks: "sse-index-int", "Sends the index as a string.", source: "measured: missing_index"
    ) { .string(String($0)) },
    events(
      "blocks-overlap", breaks: "sse-blocks-sequential", "Closes all blocks at the end.",
      source: "ggml-org/llama.cpp#17570"
    ) { events in
      let stops = events.filter { $0.name == "content_block_stop" }
      guard stops.count > 1, let place = events.firstIndex(where: { $0.name == "message_delta" }) else {
        return
      }
      events.insert(contentsOf: stops, at: place)
      for _ in stops {
        if let first = events.firstIndex(where: { $0.name == "content_block_stop" }) {
          events.remove(at: first)
        }
      }
    },
    events(
      "block-stop-missing", breaks: "sse-every-block-closed", "Never closes the last block.",
      source: "ikawrakow/ik_llama.cpp#1524"
    ) { events in
      if let last = events.lastIndex(where: { $0.name == "content_block_stop" }) { events.remove(at: last) }
    },
    events(
      "block-stop-twice", breaks: "sse-no-delta-after-stop", "Closes every block twice.",
      source: "BerriAI/litellm#37273"
    ) { events in events = events.flatMap { $0.name == "content_block_stop" ? [$0, $0] : [$0] } },
    events(
      "delta-after-stop", breaks: "sse-no-delta-after-stop",
      "Sends the last delta behind the end of its block.", source: "claude-code: gateway guide"
    ) { events in
      if let place = events.firstIndex(where: { $0.name == "content_block_stop" }), place > 0,
        events[place - 1].name == "content_block_delta"
      {
        events.swapAt(place - 1, place)
      }
    },
    events(
      "block-start-per-token", breaks: "sse-index-contiguous", "Opens the block again for every token.",
      source: "ggml-org/llama.cpp#18551"
    ) { events in
      guard let start = events.first(where: { $0.name == "content_block_start" }) else { return }
      let index = start.data["index"]?.int
      var seen = false
      events = events.flatMap { event -> [StreamEvent] in
        guard event.name == "content_block_delta", event.data["index"]?.int == index else { return [event] }
        defer { seen = true }
        return seen ? [start, event] : [event]
      }
    },
    Defect(
      "text-start-bare", breaks: "sse-text-start-empty", "Opens text blocks without their text.",
      source: "measured: text_block_start_no_text_key"
    ) { $0.opening("text") { $0.remove("text") } },
    Defect(
      "text-start-filled", breaks: "sse-text-start-empty", "Opens text blocks with a blank in them.",
      source: "docs: streaming"
    ) { $0.opening("text") { $0["text"] = " " } },
    Defect(
      "delta-type-foreign", breaks: "sse-delta-type-matches-block", "Sends thinking as deltas of text.",
      source: "BerriAI/litellm#25212"
    ) { $0.delta("thinking_delta") { $0 = ["type": "text_delta", "text": $0["thinking"] ?? nil] } },
    Defect(
      "text-in-tool-block", breaks: "sse-delta-type-matches-block",
      "Sends a text delta into an open tool call.", source: "sgl-project/sglang#24293"
    ) { hooks in
      hooks.events.append { events, _ in
        guard
          let place = events.firstIndex(where: { $0.data["content_block"]?["type"]?.says("tool_use") == true }
          )
        else { return }
        events.insert(
          StreamEvent(
            "content_block_delta",
            ["index": events[place].data["index"] ?? 0, "delta": ["type": "text_delta", "text": "\n"]]),
          at: place + 1)
      }
    },
    Defect(
      "text-delta-object", breaks: "sse-text-delta-string", "Wraps the text of deltas in an object.",
      source: "sdk: types/text_delta.py"
    ) { $0.delta("text_delta") { $0["text"] = ["value": $0["text"] ?? nil] } },
    Defect(
      "text-delta-null", breaks: "sse-text-delta-string", "Sends a text delta of null at the end of a block.",
      source: "vllm-project/vllm#22627"
    ) {
      $0.events.append { events, _ in
        guard
          let place = events.firstIndex(where: { $0.data["content_block"]?["type"]?.says("text") == true })
        else { return }
        events.insert(
          StreamEvent(
            "content_block_delta",
            ["index": events[place].data["index"] ?? 0, "delta": ["type": "text_delta", "text": nil]]),
          at: place + 1)
      }
    },
    Defect(
      "text-delta-cumulative", breaks: "sse-text-delta-incremental",
      "Sends all the text so far in every delta.", source: "docs: api/versioning"
    ) {
      $0.events.append { events, _ in
        var sofar = ""
        for index in events.indices {
          if events[index].name == "content_block_start" { sofar = "" }
          guard let text = events[index].data["delta"]?["text"]?.string else { continue }
          sofar += text
          events[index].data.edit("delta") { $0["text"] = .string(sofar) }
        }
      }
    },
    Defect(
      "first-delta-lost", breaks: "sse-parity-nonstream",
      "Loses the whole last block of a stream with several.", source: "BerriAI/litellm#30765"
    ) {
      $0.events.append { events, _ in
        let last = events.compactMap { $0.data["index"]?.int }.max() ?? 0
        if last > 0 { events.removeAll { $0.data["index"]?.int == last } }
      }
    }
  ]

  /// `message_delta`, `message_stop`, pings and the rest.
  static let streamEnds: [Defect] = [
    events(
      "message-delta-missing", breaks: "sse-message-delta-once-or-more", "Leaves message_delta out.",
      source: "measured: no_message_delta"
    ) { $0.removeAll { $0.name == "message_delta" } },
    end(
      "end-stop-reason-null", breaks: "sse-message-delta-stop-reason", "Ends with a stop reason of null.",
      source: "anthropics/claude-code#16785"
    ) { $0.edit("delta") { $0["stop_reason"] = JSON.null } },
    events(
      "end-stop-reason-wiped", breaks: "sse-message-delta-stop-reason",
      "Sends a second message_delta without a stop reason.",
      source: "measured: two_message_deltas_second_null"
    ) { events in
      guard let place = events.firstIndex(where: { $0.name == "message_delta" }) else { return }
      var second = events[place]
      second.data["delta"] = ["stop_reason": nil, "stop_sequence": nil]
      events.insert(second, at: place + 1)
    },
    end(
      "end-stop-sequence-key", breaks: "sse-message-delta-stop-sequence",
      "Leaves stop_sequence out of message_delta when there is none.", source: "docs: streaming"
    ) { $0.edit("delta") { if $0["stop_sequence"]?.isNull ?? true { $0.remove("stop_sequence") } } },
    end(
      "end-usage-missing", breaks: "sse-message-delta-usage", "Ends without usage.",
      source: "earendil-works/pi#6567"
    ) { $0.remove("usage") },
    end(
      "end-usage-null", breaks: "sse-message-delta-usage", "Ends with a usage of null.",
      source: "earendil-works/pi#6567"
    ) { $0["usage"] = JSON.null },
    end(
      "end-delta-missing", breaks: "sse-message-delta-delta-object",
      "Ends with a message_delta that has no delta.", source: "measured: message_delta_no_delta"
    ) {
      $0["stop_reason"] = $0["delta"]?["stop_reason"]
      $0.remove("delta")
    },
    events(
      "end-usage-difference", breaks: "sse-usage-cumulative",
      "Counts output tokens in message_delta from zero after the start.", source: "docs: streaming"
    ) { events in
      for index in events.indices {
        if events[index].name == "message_delta" {
          events[index].data.edit("usage") { $0["output_tokens"] = 0 }
        }
      }
    },
    end(
      "end-input-zero", breaks: "sse-usage-input-not-zeroed", "Ends with zero input tokens.",
      source: "sgl-project/sglang#33419"
    ) { $0.edit("usage") { $0["input_tokens"] = 0 } },
    events(
      "message-stop-missing", breaks: "sse-message-stop-last", "Leaves message_stop out.",
      source: "farion1231/cc-switch#6462"
    ) { $0.removeAll { $0.name == "message_stop" } },
    events(
      "events-after-stop", breaks: "sse-nothing-after-stop", "Sends statistics behind message_stop.",
      source: "docs: streaming"
    ) { $0.append(StreamEvent("stats", ["tokens_per_second": 42])) },
    events(
      "end-before-block-stop", breaks: "sse-no-content-after-message-delta",
      "Sends message_delta before the last block is closed.", source: "claude-code: gateway guide"
    ) { events in
      guard let place = events.firstIndex(where: { $0.name == "message_delta" }), place > 0,
        events[place - 1].name == "content_block_stop"
      else { return }
      events.swapAt(place - 1, place)
    },
    Defect(
      "ping-with-index", breaks: "sse-ping-shape", "Sends pings with a time in them.",
      source: "docs: streaming"
    ) { $0.event("ping") { data, _ in data["timestamp"] = 1 } },
    events(
      "progress-events", breaks: "sse-no-unknown-events", "Sends progress events nobody asked for.",
      source: "docs: streaming"
    ) { if !$0.isEmpty { $0.insert(StreamEvent("prompt_processing.progress", ["progress": 1]), at: 1) } },
    events(
      "empty-reply-bare", breaks: "sse-empty-reply-valid", "Ends an empty reply without a word.",
      source: "measured: no content blocks"
    ) { events in
      if !events.contains(where: { $0.name == "content_block_start" }), events.last?.name == "message_stop" {
        events = Array(events.prefix(1))
      }
    },
    end(
      "end-limit-end-turn", breaks: "sse-max-tokens-reason",
      "Streams the end of a turn where the limit was hit.", source: "mudler/LocalAI#1808"
    ) {
      $0.edit("delta") { if $0["stop_reason"]?.says("max_tokens") == true { $0["stop_reason"] = "end_turn" } }
    },
    end(
      "end-stop-sequence-lost", breaks: "sse-stop-sequence-value",
      "Loses the stop sequence at the end of a stream.", source: "sgl-project/sglang#33153"
    ) { $0.edit("delta") { $0["stop_sequence"] = JSON.null } },
    Defect(
      "stream-loses-stop-reason", breaks: "sse-parity-nonstream",
      "Ends streams at the limit and messages at the end of the turn.", source: "raullenchai/Rapid-MLX#826"
    ) {
      $0.message.append { message, _ in
        if message["stop_reason"]?.says("max_tokens") == true {
          message["stop_reason"] = "model_context_window_exceeded"
        }
      }
    }
  ]
}
