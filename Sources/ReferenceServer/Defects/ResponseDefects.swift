import Wire

extension Defect {
  /// The Message of a reply that is not streamed.
  static let response: [Defect] = [
    Defect(
      "message-text-plain", breaks: "resp-content-type-json", "Declares messages as plain text.",
      source: "sdk: _response.py:263"
    ) {
      $0.reply.append { reply, context in
        if context.isMessage, reply.status == 200, !reply.isStream { reply.set("content-type", "text/plain") }
      }
    },
    onMessage("type-missing", breaks: "resp-type-message", "Leaves the type out of messages.") {
      $0.remove("type")
    },
    onMessage("type-completion", breaks: "resp-type-message", "Calls a message a completion.") {
      $0["type"] = "completion"
    },
    onMessage("role-missing", breaks: "resp-role-assistant", "Leaves the role out of messages.") {
      $0.remove("role")
    },
    onMessage("role-model", breaks: "resp-role-assistant", "Gives messages the role model.") {
      $0["role"] = "model"
    },
    onMessage("id-empty", breaks: "resp-id-nonempty", "Gives messages an empty id.") { $0["id"] = "" },
    onMessage("id-missing", breaks: "resp-id-nonempty", "Gives messages no id.") { $0.remove("id") },
    onMessage(
      "id-prefix", breaks: "resp-id-prefix", "Gives messages the ids of another API.",
      source: "vllm-project/vllm#34887"
    ) { $0["id"] = .string("chatcmpl-" + ($0["id"]?.string?.dropFirst(4) ?? "")) },
    onMessage("id-constant", breaks: "resp-id-unique", "Gives every message the same id.") {
      $0["id"] = "msg_01AAAAAAAAAAAAAAAAAAAAAA"
    },
    onMessage("model-empty", breaks: "resp-model-nonempty", "Leaves the model of a message empty.") {
      $0["model"] = ""
    },
    onMessage(
      "model-other", breaks: "resp-model-echo", "Names another model than the one asked for.",
      source: "lmstudio-ai/lmstudio-bug-tracker#1217"
    ) { $0["model"] = "other/model-7b" },
    onMessage(
      "content-string", breaks: "resp-content-array", "Sends content as a string.",
      source: "measured: content string"
    ) { $0["content"] = .string($0["content"]?[0]?["text"]?.string ?? "") },
    onMessage(
      "content-null", breaks: "resp-content-array", "Sends content as null when there is none.",
      source: "sdk: types/message.py"
    ) { if $0["content"]?.array?.isEmpty ?? true { $0["content"] = JSON.null } },
    Defect(
      "content-blank", breaks: "resp-content-not-blank", "Loses everything it generated in a first turn.",
      source: "iboss21/claude-lmstudio"
    ) {
      $0.message.append { message, context in
        guard message["stop_reason"]?.says("end_turn") == true, context.body["output_config"] == nil,
          context.body["messages"]?.array?.count == 1
        else { return }
        message["content"] = []
      }
    },
    Defect(
      "text-null", breaks: "resp-content-text-shape", "Sends null for the text of a block.",
      source: "vllm-project/vllm#22627"
    ) { $0.block("text") { $0["text"] = JSON.null } },
    Defect(
      "text-value-object", breaks: "resp-content-text-shape", "Wraps the text of a block in an object.",
      source: "sdk: types/text_block.py"
    ) { $0.block("text") { $0["text"] = ["value": $0["text"] ?? .null] } },
    Defect(
      "block-foreign-field", breaks: "resp-block-own-fields", "Puts an empty input on text blocks.",
      source: "ollama/ollama#15105"
    ) { $0.block("text") { $0["input"] = [:] } },
    onMessage(
      "block-unknown", breaks: "resp-no-unknown-block-types", "Adds a block of a type of its own.",
      source: "sdk: types/content_block.py"
    ) { $0.edit("content") { $0.editArray { $0.append(["type": "model_stats", "speed": 42]) } } },
    onMessage(
      "stop-reason-null", breaks: "resp-stop-reason-nonnull", "Sends null as the stop reason.",
      source: "anthropics/claude-code#16785"
    ) { $0["stop_reason"] = JSON.null },
    onMessage(
      "stop-sequence-key-missing", breaks: "resp-stop-sequence-key",
      "Leaves stop_sequence out when there is none."
    ) { if $0["stop_sequence"]?.isNull ?? true { $0.remove("stop_sequence") } },
    onUsage(
      "usage-strings", breaks: "resp-usage-ints", "Sends token counts as strings.",
      source: "karthink/gptel#1331"
    ) { $0["output_tokens"] = .string($0["output_tokens"]?.text() ?? "") },
    onMessage(
      "usage-missing", breaks: "resp-usage-ints", "Sends no usage.",
      source: "Alishahryar1/free-claude-code#43"
    ) { $0.remove("usage") },
    onMessage(
      "usage-empty", breaks: "resp-usage-ints", "Sends an empty usage.", source: "iboss21/claude-lmstudio"
    ) { $0["usage"] = [:] },
    onUsage(
      "input-tokens-zero", breaks: "resp-usage-input-positive", "Reports no input tokens.",
      source: "raullenchai/Rapid-MLX#807"
    ) { $0["input_tokens"] = 0 },
    onUsage("output-tokens-zero", breaks: "resp-usage-output-positive", "Reports no output tokens.") {
      $0["output_tokens"] = 0
    },
    Defect(
      "input-tokens-constant", breaks: "resp-usage-monotone",
      "Reports the same input tokens for every prompt.", source: "router-for-me/CLIProxyAPI#679"
    ) { $0.inputTokens.append { tokens, _ in tokens = 48 } },
    onUsage("cache-tokens-text", breaks: "resp-usage-cache-fields-types", "Sends cache counters as text.") {
      $0["cache_read_input_tokens"] = "0"
    },
    Defect(
      "cache-counted-twice", breaks: "resp-usage-cache-sum", "Counts cached tokens twice.",
      source: "envoyproxy/ai-gateway#2239"
    ) {
      $0.message.append { message, context in
        let total = message["usage"]?["input_tokens"] ?? nil
        Caching.report(&message, context, keyIncludesAttribution: true)
        if message["usage"]?["cache_read_input_tokens"]?.int != 0 {
          message.edit("usage") { $0["input_tokens"] = total }
        }
      }
    },
    onUsage("usage-openai-keys", breaks: "resp-usage-no-openai-keys", "Adds the counters of another API.") {
      $0["prompt_tokens"] = $0["input_tokens"]
      $0["completion_tokens"] = $0["output_tokens"]
    },
    onMessage(
      "choices", breaks: "resp-no-choices", "Answers with a completion of another API.",
      source: "measured: openai chat body"
    ) { message in
      let text = message["content"]?[0]?["text"] ?? ""
      message = [
        "id": .string("chatcmpl-" + (message["id"]?.string ?? "")), "object": "chat.completion",
        "model": message["model"] ?? .null,
        "choices": [["index": 0, "message": ["role": "assistant", "content": text], "finish_reason": "stop"]],
      ]
    },
    onBytes(
      "json-twice", breaks: "resp-json-single-object", "Sends a second JSON value behind the message.",
      source: "measured: malformed json"
    ) { $0 + Array("\n{}".utf8) },
    onBytes(
      "json-cut", breaks: "resp-json-single-object", "Sends half a message with a matching length.",
      source: "measured: malformed json"
    ) { Array($0.prefix($0.count / 2)) },
    onBytes(
      "text-latin1", breaks: "resp-utf8", "Sends text outside ASCII as Latin-1.", source: "standard: RFC 8259"
    ) { bytes in
      String(decoding: bytes, as: UTF8.self).unicodeScalars.map { $0.value < 0x100 ? UInt8($0.value) : 0xBF }
    },
    onBytes(
      "lone-surrogate", breaks: "resp-utf8",
      "Sends half of a surrogate pair for characters beyond the first plane.", source: "standard: RFC 8259"
    ) { bytes in
      String(decoding: bytes, as: UTF8.self).unicodeScalars.flatMap {
        Array(($0.value > 0xFFFF ? "\\ud83d" : String($0)).utf8)
      }
    },
    Defect(
      "template-tokens", breaks: "resp-text-no-template-tokens",
      "Leaves the end marker of the chat template in the text.",
      source: "lmstudio-ai/lmstudio-bug-tracker#1589"
    ) {
      $0.message.append { message, _ in
        guard message["stop_reason"]?.says("end_turn") == true else { return }
        message.edit("content") {
          $0.editElements { if let text = $0["text"]?.string { $0["text"] = .string(text + "<|im_end|>") } }
        }
      }
    },
    Defect(
      "stream-false-streams", breaks: "resp-stream-false-explicit", "Streams when stream is false.",
      source: "docs: api/messages"
    ) { $0.body.append { body, _ in if body["stream"]?.bool == false { body["stream"] = true } } },
  ]
}
