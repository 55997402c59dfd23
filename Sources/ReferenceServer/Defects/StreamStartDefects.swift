import Wire

extension Defect {
  /// `message_start` and what it holds.
  static let streamStarts: [Defect] = [
    onEvents(
      "start-missing", breaks: "sse-first-message-start", "Leaves message_start out.",
      source: "measured: no message_start"
    ) { $0.removeAll { $0.name == "message_start" } },
    onEvents(
      "start-second", breaks: "sse-first-message-start", "Opens a block before the message.",
      source: "docs: streaming"
    ) { if $0.count > 1, $0[1].name == "content_block_start" { $0.swapAt(0, 1) } },
    onEvents(
      "start-twice", breaks: "sse-single-message-start", "Sends message_start again before the second half.",
      source: "BerriAI/litellm#32357"
    ) { events in if let start = events.first { events.insert(start, at: events.count / 2) } },
    onStart(
      "start-no-role", breaks: "sse-start-message-shape",
      "Opens with a message that has neither type nor role.", source: "vllm-project/vllm#34887"
    ) {
      $0.remove("type")
      $0.remove("role")
    },
    onStart(
      "start-no-model", breaks: "sse-start-message-shape", "Opens with a message that names no model.",
      source: "sdk: types/raw_message_start_event.py"
    ) { $0.remove("model") },
    onStart(
      "start-content-null", breaks: "sse-start-content-empty", "Opens with a message whose content is null.",
      source: "measured: content_null"
    ) { $0["content"] = JSON.null },
    onStart(
      "start-content-missing", breaks: "sse-start-content-empty", "Opens with a message without content.",
      source: "measured: content_null"
    ) { $0.remove("content") },
    onStart(
      "start-content-filled", breaks: "sse-start-content-empty",
      "Opens with a text block inside the message.", source: "docs: streaming"
    ) { $0["content"] = [["type": "text", "text": ""]] },
    onStart(
      "start-stop-reason", breaks: "sse-start-stop-null", "Opens with a stop reason.",
      source: "sdk: types/message.py:103-105"
    ) { $0["stop_reason"] = "end_turn" },
    onStart(
      "start-stop-keys-missing", breaks: "sse-start-stop-keys", "Leaves the stop fields out at the start.",
      source: "sdk: types/message.py:103-105"
    ) {
      $0.remove("stop_reason")
      $0.remove("stop_sequence")
    },
    onStart(
      "start-usage-missing", breaks: "sse-start-usage-present", "Opens without usage.",
      source: "measured: message_start_no_usage"
    ) { $0.remove("usage") },
    onStart(
      "start-usage-null", breaks: "sse-start-usage-present", "Opens with a usage of null.",
      source: "measured: message_start_no_usage"
    ) { $0["usage"] = JSON.null },
    onStart(
      "start-input-zero", breaks: "sse-start-input-tokens-real", "Opens with zero input tokens.",
      source: "sgl-project/sglang#20678"
    ) { $0.edit("usage") { $0["input_tokens"] = 0 } },
    onEvents(
      "stream-input-constant", breaks: "sse-start-input-tokens-real", "Counts one input token in every stream.",
      source: "fakellm 0.3.5"
    ) { events in
      for index in events.indices {
        if events[index].data["type"]?.says("message_start") == true {
          events[index].data.edit("message") { $0.edit("usage") { $0["input_tokens"] = 1 } }
        }
        if events[index].data["usage"] != nil { events[index].data.edit("usage") { $0.remove("input_tokens") } }
      }
    },
    onStart(
      "start-input-guess", breaks: "sse-start-input-tokens-real", "Opens with a guess of the input tokens.",
      source: "ollama/ollama#13934"
    ) { $0.edit("usage") { $0["input_tokens"] = JSON(($0["input_tokens"]?.int ?? 0) / 4 + 1) } },
    Defect(
      "start-lost-outside-ascii", breaks: "sse-first-message-start",
      "Leaves message_start off where the first character takes several bytes.", source: "ggml-org/llama.cpp#28926"
    ) {
      $0.events.append { events, _ in
        let first = events.firstResult { $0.data["delta"]?["text"]?.string?.utf8.first }
        if let first, first >= 0x80 { events.removeAll { $0.name == "message_start" } }
      }
    },
    onStart(
      "start-id-constant", breaks: "sse-start-id-stable", "Opens every stream with the same message id.",
      source: "docs: streaming"
    ) { $0["id"] = "msg_01AAAAAAAAAAAAAAAAAAAAAA" },
    onStart(
      "start-id-foreign", breaks: "sse-start-id-prefix", "Opens with the id of another API.",
      source: "vllm-project/vllm#34887"
    ) { $0["id"] = .string("chatcmpl-" + ($0["id"]?.string?.dropFirst(4) ?? "")) },
  ]
}
