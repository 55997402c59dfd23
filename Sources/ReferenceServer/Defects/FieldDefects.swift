import Wire

extension Defect {
  /// What was seen at servers and gateways in the field, where features meet.
  static let field: [Defect] = [
    Defect(
      "arguments-lost-after-thinking", breaks: "sse-tool-arguments-sent",
      "Sends no fragments of a call's arguments in streams that began with thinking.",
      source: "musistudio/claude-code-router#1397"
    ) {
      $0.events.append { events, _ in
        guard events.contains(where: { $0.data["content_block"]?["type"]?.says("thinking") == true }) else { return }
        events.removeAll { $0.data["delta"]?["type"]?.says("input_json_delta") == true }
      }
    },
    Defect(
      "stream-without-thinking", breaks: "sse-think-parity", "Leaves thinking out of streams, and counts it.",
      source: "sgl-project/sglang#26795"
    ) {
      $0.generated.append { generated, context in
        guard context.isStream else { return }
        generated.blocks.removeAll { if case .thinking = $0 { true } else { false } }
      }
    },
    Defect(
      "fragments-with-raw-lines", breaks: "sse-tool-json-concat-valid",
      "Leaves line ends in the arguments that fragments make up unescaped.", source: "earendil-works/pi#2981"
    ) {
      $0.generated.append { generated, context in
        guard context.isStream else { return }
        generated.blocks = generated.blocks.map { block in
          guard case .toolUse(let id, let name, let pieces, let input) = block else { return block }
          let text = pieces.joined().split(separator: "\\n", omittingEmptySubsequences: false).joined(separator: "\n")
          return .toolUse(id: id, name: name, pieces: Tokenizer.tokens(text), input: input)
        }
      }
    },
    Defect(
      "stream-line-too-long", breaks: "sse-long-lines", "Ends a stream without a word at a line of more than 64 KiB.",
      source: "maximhq/bifrost#1904"
    ) {
      $0.frames.append { steps, _ in
        if let long = steps.firstIndex(where: { $0.bytes.count > 65_536 }) { steps.removeSubrange(long...) }
      }
    },
    asText("call-as-invoke", source: "farion1231/cc-switch#1308", "MiniMax") { name, input in
      let parameters = (input.object?.members ?? []).map {
        "<parameter name=\"\($0.key)\">\($0.value.text())</parameter>"
      }
      return "<invoke name=\"\(name)\">\(parameters.joined())</invoke></minimax:tool_call>"
    },
    asText("call-as-python-tag", source: "docs: define-tools", "Llama 3") { name, input in
      "<|python_tag|>{\"name\": \"\(name)\", \"parameters\": \(input.text())}"
    },
    asText("call-as-json-text", source: "docs: define-tools", "bare JSON") { name, input in
      "{\"name\": \"\(name)\", \"arguments\": \(input.text())}"
    },
    asText("call-as-harmony", source: "docs: define-tools", "gpt-oss") { name, input in
      "commentary to=functions.\(name) json\(input.text())"
    },
    Defect(
      "end-cache-zero", breaks: "sse-usage-cache-not-zeroed",
      "Sets what was read from the cache to zero in message_delta.", source: "QuantumNous/new-api#7472"
    ) {
      $0.message.append { message, _ in message.edit("usage", reading) }
      $0.start { message, _ in message.edit("usage", reading) }
      $0.event("message_delta") { data, _ in
        data.edit("usage") { usage in
          reading(&usage)
          usage["cache_read_input_tokens"] = 0
        }
      }
    },
    Defect(
      "end-input-wild", breaks: "sse-usage-input-not-zeroed",
      "Puts a count of input tokens into message_delta that has nothing to do with the prompt.",
      source: "sgl-project/sglang#20678"
    ) { $0.event("message_delta") { data, _ in data.edit("usage") { $0["input_tokens"] = 1_234_567 } } },
    Defect(
      "long-prompt-cut-short", breaks: "stop-limit-only-at-limit",
      "Cuts replies to long prompts after thirty tokens and says that the limit did.", source: "ollama/ollama#16618"
    ) {
      $0.options.append { options, context in
        if PromptCounter.count(context.body) > 3000 { options.maximumTokens = min(options.maximumTokens, 30) }
      }
    },
    Defect(
      "page-for-refusals", breaks: "err-no-200-with-error", "Answers what it should refuse with a page under 200.",
      source: "docs: errors"
    ) {
      $0.reply.append { reply, context in
        guard reply.status >= 400, reply.status < 500, context.isMessage else { return }
        reply.status = 200
        reply.set("content-type", "text/html; charset=utf-8")
        reply.body = .whole(Array("<!doctype html><title>Sign in</title><p>Please sign in.</p>".utf8))
      }
    },
    onUsage(
      "cache-written-twice", breaks: "resp-usage-cache-creation-sum",
      "Counts what was written to the cache for five minutes and for an hour, both times all of it.",
      source: "docs: prompt-caching"
    ) { usage in
      usage["cache_creation_input_tokens"] = 1
      usage["cache_creation"] = ["ephemeral_5m_input_tokens": 1, "ephemeral_1h_input_tokens": 1]
    },
  ]

  /// Three quarters of the input as read from the cache.
  @Sendable private static func reading(_ usage: inout JSON) {
    guard let total = usage["input_tokens"]?.int, total >= 4 else { return }
    usage["cache_read_input_tokens"] = JSON(total - total / 4)
    usage["input_tokens"] = JSON(total / 4)
  }

  /// Calls arrive as text in the notation of a model, and the turn just ends.
  private static func asText(
    _ name: String, source: String, _ dialect: String,
    write: @escaping @Sendable (_ name: String, _ input: JSON) -> String
  ) -> Defect {
    Defect(
      name, breaks: "tooluse-no-text-when-forced", "Leaves calls in the text, in the notation of \(dialect).",
      source: source
    ) {
      $0.generated.append { generated, _ in
        guard generated.stopReason == "tool_use" else { return }
        generated.blocks = generated.blocks.map { block in
          guard case .toolUse(_, let name, _, let input) = block else { return block }
          return .text(pieces: Tokenizer.tokens(write(name, input)))
        }
        generated.stopReason = "end_turn"
      }
    }
  }
}
