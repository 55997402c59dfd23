import Wire

extension Defect {
  /// Content blocks and their indices.
  static let streamBlocks: [Defect] = [
    onEvents(
      "block-start-missing", breaks: "sse-block-start-before-delta",
      "Sends deltas for blocks that were never opened.", source: "raullenchai/Rapid-MLX#73"
    ) { $0.removeAll { $0.name == "content_block_start" } },
    onIndices(
      "index-from-one", breaks: "sse-index-from-zero", "Counts blocks from one.",
      source: "measured: index_starts_at_1"
    ) { JSON($0 + 1) },
    onIndices(
      "index-gap", breaks: "sse-index-contiguous", "Skips an index after the first block.",
      source: "jundot/omlx#1353"
    ) { JSON($0 > 0 ? $0 + 1 : 0) },
    onIndices(
      "index-always-zero", breaks: "sse-index-contiguous", "Gives every block the index zero.",
      source: "lich0821/ccNexus#89"
    ) { _ in 0 },
    onIndices(
      "index-missing", breaks: "sse-index-int", "Leaves the index out.", source: "measured: missing_index"
    ) { _ in nil },
    onIndices(
      "index-text", breaks: "sse-index-int", "Sends the index as a string.", source: "measured: missing_index"
    ) { .string(String($0)) },
    onEvents(
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
    onEvents(
      "block-stop-missing", breaks: "sse-every-block-closed", "Never closes the last block.",
      source: "ikawrakow/ik_llama.cpp#1524"
    ) { events in
      if let last = events.lastIndex(where: { $0.name == "content_block_stop" }) { events.remove(at: last) }
    },
    onEvents(
      "block-stop-twice", breaks: "sse-no-delta-after-stop", "Closes every block twice.",
      source: "BerriAI/litellm#37273"
    ) { events in events = events.flatMap { $0.name == "content_block_stop" ? [$0, $0] : [$0] } },
    onEvents(
      "delta-after-stop", breaks: "sse-no-delta-after-stop",
      "Sends the last delta behind the end of its block.", source: "claude-code: gateway guide"
    ) { events in
      if let place = events.firstIndex(where: { $0.name == "content_block_stop" }), place > 0,
        events[place - 1].name == "content_block_delta"
      {
        events.swapAt(place - 1, place)
      }
    },
    onEvents(
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
    ) { $0.delta("thinking_delta") { $0 = ["type": "text_delta", "text": $0["thinking"] ?? .null] } },
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
    ) { $0.delta("text_delta") { $0["text"] = ["value": $0["text"] ?? .null] } },
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
            ["index": events[place].data["index"] ?? 0, "delta": ["type": "text_delta", "text": .null]]),
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
      "stream-extra-block", breaks: "sse-parity-nonstream",
      "Streams one more text block than the same reply has as JSON.", source: "raullenchai/Rapid-MLX#1480"
    ) {
      $0.events.append { events, _ in
        let types = events.compactMap { $0.data["content_block"]?["type"]?.string }
        guard types == ["text"], let end = events.firstIndex(where: { $0.name == "message_delta" }) else {
          return
        }
        events.insert(
          contentsOf: [
            StreamEvent("content_block_start", ["index": 1, "content_block": ["type": "text", "text": ""]]),
            StreamEvent("content_block_delta", ["index": 1, "delta": ["type": "text_delta", "text": "."]]),
            StreamEvent("content_block_stop", ["index": 1]),
          ], at: end)
      }
    },
  ]
}
