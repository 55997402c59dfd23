import Wire

extension Defect {
  private static func reason(
    _ name: String, breaks requirement: String, _ summary: String, source: String,
    edit: @escaping @Sendable (String) -> String
  ) -> Defect {
    Defect(name, breaks: requirement, summary, source: source) {
      $0.generated.append { generated, _ in generated.stopReason = edit(generated.stopReason) }
    }
  }

  /// Limits, stop sequences, stop reasons, the context window.
  static let stopping: [Defect] = [
    Defect(
      "limit-end-turn", breaks: "stop-max-tokens-1", "Says that the turn has ended when the limit was hit.",
      source: "raullenchai/Rapid-MLX#826"
    ) {
      $0.message.append { message, _ in
        if message["stop_reason"]?.says("max_tokens") == true { message["stop_reason"] = "end_turn" }
      }
    },
    Defect(
      "limit-overrun", breaks: "stop-max-tokens-bound", "Generates ten tokens more than max_tokens allows.",
      source: "waybarrios/vllm-mlx#376"
    ) {
      $0.options.append { options, _ in options.maximumTokens += 10 }
    },
    Defect(
      "stop-sequence-ignored", breaks: "stop-sequence-hit", "Ignores stop sequences.",
      source: "raullenchai/Rapid-MLX#462"
    ) { $0.options.append { options, _ in options.stopSequences = [] } },
    Defect(
      "stop-sequence-last-ignored", breaks: "stop-sequence-multiple", "Obeys the first of several stop sequences only.",
      source: "raullenchai/Rapid-MLX#462"
    ) { $0.options.append { options, _ in options.stopSequences = Array(options.stopSequences.prefix(1)) } },
    Defect(
      "stop-sequence-unreported", breaks: "stop-sequence-hit",
      "Obeys stop sequences but calls it the end of the turn.", source: "vllm-project/vllm#45807"
    ) {
      $0.message.append { message, _ in
        guard message["stop_reason"]?.says("stop_sequence") == true else { return }
        message["stop_reason"] = "end_turn"
        message["stop_sequence"] = .null
      }
    },
    Defect(
      "stop-sequence-included", breaks: "stop-sequence-excluded", "Leaves the stop sequence in the text.",
      source: "raullenchai/Rapid-MLX#469"
    ) {
      $0.message.append { message, _ in
        guard let stop = message["stop_sequence"]?.string, message["content"]?.array?.isEmpty == false else {
          return
        }
        message.edit("content") {
          $0.editElements { $0["text"] = .string(($0["text"]?.string ?? "") + stop) }
        }
      }
    },
    Defect(
      "stop-sequence-always", breaks: "stop-sequence-null-otherwise",
      "Names the first stop sequence whatever ended the reply.", source: "docs: handling-stop-reasons"
    ) {
      $0.generated.append { generated, context in
        if generated.stopReason != "stop_sequence" {
          generated.stopSequence = context.body["stop_sequences"]?[0]?.string ?? ""
        }
      }
    },
    Defect(
      "stop-sequence-first", breaks: "stop-sequence-multiple",
      "Reports the first stop sequence instead of the one it met.", source: "docs: handling-stop-reasons"
    ) {
      $0.message.append { message, context in
        if message["stop_sequence"]?.string != nil {
          message["stop_sequence"] = context.body["stop_sequences"]?[0]
        }
      }
    },
    Defect(
      "stop-sequence-token-leak", breaks: "stop-sequence-multitoken",
      "Holds back only the last token of a stop sequence.", source: "raullenchai/Rapid-MLX#462"
    ) {
      $0.message.append { message, _ in
        guard let stop = message["stop_sequence"]?.string, message["content"]?.array?.isEmpty == false else {
          return
        }
        let leak = Tokenizer.tokens(stop).dropLast().joined()
        message.edit("content") {
          $0.editElements { $0["text"] = .string(($0["text"]?.string ?? "") + leak) }
        }
      }
    },
    Defect(
      "stop-sequence-stream-leak", breaks: "stop-sequence-stream-no-leak",
      "Streams the stop sequence before it notices.", source: "docs: handling-stop-reasons"
    ) {
      $0.events.append { events, context in
        guard
          let stop = events.last(where: { $0.name == "message_delta" })?.data["delta"]?["stop_sequence"]?
            .string,
          let place = events.lastIndex(where: { $0.name == "content_block_stop" })
        else { return }
        events.insert(
          StreamEvent(
            "content_block_delta", ["index": 0, "delta": ["type": "text_delta", "text": .string(stop)]]),
          at: place)
      }
    },
    serving(
      "stop-sequence-empty-served", breaks: "stop-sequence-empty-400", "Accepts an empty stop sequence.",
      source: "docs: api/messages", rule: "stop_sequences"
    ) { $0.field("stop_sequences")?.array?.contains("") ?? false },
    refusing(
      "stop-sequence-blank-500", breaks: "stop-sequence-whitespace-400",
      "Crashes on a stop sequence of white space.", source: "docs: api/messages", with: 500
    ) {
      $0.field("stop_sequences")?.array?.contains { $0.string.map { !$0.isEmpty && $0.isBlank } ?? false }
        ?? false
    },
    refusing(
      "stop-sequences-four", breaks: "stop-sequence-many", "Refuses more than four stop sequences.",
      source: "docs: api/messages"
    ) { ($0.field("stop_sequences")?.array?.count ?? 0) > 4 },
    reason(
      "stop-reason-invented", breaks: "stop-reason-enum", "Uses a stop reason of its own.",
      source: "docs: handling-stop-reasons"
    ) { $0 == "end_turn" || $0 == "max_tokens" ? "complete" : $0 },
    reason(
      "stop-reason-openai", breaks: "stop-reason-not-openai", "Uses the stop reasons of another API.",
      source: "anthropics/claude-code#20222"
    ) {
      ["end_turn": "stop", "max_tokens": "length", "tool_use": "tool_calls", "stop_sequence": "stop"][$0]
        ?? $0
    },
    Defect(
      "overflow-served", breaks: "stop-context-overflow-input", "Cuts a prompt that is too long and answers.",
      source: "lmstudio-ai/lmstudio-bug-tracker#2339"
    ) {
      $0.accept("window")
      $0.options.append { options, _ in if options.room == 0 { options.room = 64 } }
      $0.inputTokens.append { tokens, context in tokens = min(tokens, window(context) - 64) }
    },
    Defect(
      "overflow-500", breaks: "stop-context-overflow-input",
      "Wraps the refusal of an overlong prompt in a server failure.", source: "iboss21/claude-lmstudio"
    ) {
      $0.fault.append { fault, _ in
        guard fault.message.hasPrefix("prompt is too long") else { return }
        (fault.status, fault.type) = (500, "api_error")
        fault.message =
          "Engine protocol predict request returned 400: {\"type\":\"exceed_context_size_error\"}"
      }
    },
    Defect(
      "overflow-200", breaks: "stop-context-overflow-input",
      "Answers an overlong prompt with 200 and nothing.", source: "lmstudio-ai/lmstudio-bug-tracker#2339"
    ) {
      $0.accept("window")
      $0.generated.append { generated, context in
        guard PromptCounter.count(context.body) > window(context) else { return }
        generated = Generated()
      }
      $0.inputTokens.append { tokens, context in if tokens > window(context) { tokens = 0 } }
    },
    Defect(
      "overflow-wording", breaks: "stop-context-overflow-wording",
      "Refuses overlong prompts in words of its own.", source: "lmstudio-ai/lmstudio-bug-tracker#2322"
    ) {
      $0.fault.append { fault, _ in
        if fault.message.hasPrefix("prompt is too long") {
          fault.message = "The number of tokens to keep is greater than the context length"
        }
      }
    },
    Defect(
      "overflow-413", breaks: "stop-context-overflow-wording",
      "Refuses overlong prompts as requests that are too large.",
      source: "measured: clients in front of a scripted server"
    ) {
      $0.fault.append { fault, _ in
        if fault.message.hasPrefix("prompt is too long") { (fault.status, fault.type) = (413, "request_too_large") }
      }
    },
    Defect(
      "overflow-wording-foreign", breaks: "stop-context-overflow-official",
      "Refuses overlong prompts in the words of another server.",
      source: "measured: clients in front of a scripted server"
    ) {
      $0.fault.append { fault, _ in
        if fault.message.hasPrefix("prompt is too long") {
          fault.message =
            "request (400012 tokens) exceeds the available context size (200000 tokens), try increasing it"
        }
      }
    },
    refusing(
      "max-tokens-overflow-wording", breaks: "stop-context-maxtokens-wording",
      "Refuses a large max_tokens for a short prompt in words of its own.",
      source: "claude-code: errors page", saying: "the context holds 4096 tokens but more were requested"
    ) { !$0.countsOnly && $0.tools.isEmpty && ($0.field("max_tokens")?.int ?? 0) >= 32000 },
    Defect(
      "max-tokens-overflow-numbers", breaks: "stop-context-maxtokens-wording",
      "Refuses a large max_tokens in the right words, and the limit they lead to as well.",
      source: "claude-code: errors page"
    ) {
      $0.extraRules.append(
        ValidationRule("defect") { input in
          guard !input.countsOnly, input.tools.isEmpty, let limit = input.field("max_tokens")?.int,
            limit >= 24000
          else { return nil }
          return .invalid("input length and `max_tokens` exceed context limit: 15 + \(limit) > 30000")
        })
    },
    Defect(
      "window-end-turn", breaks: "stop-context-window-exceeded",
      "Says that the turn has ended when the window was full.", source: "docs: handling-stop-reasons"
    ) {
      $0.generated.append { generated, _ in
        if generated.stopReason == "model_context_window_exceeded" { generated.stopReason = "end_turn" }
      }
    },
    Defect(
      "never-ends", breaks: "stop-end-turn", "Goes on until a limit stops it.",
      source: "iboss21/claude-lmstudio"
    ) {
      $0.text { text, context in String(repeating: text + " ", count: 400) }
    },
  ]

  private static func window(_ context: DefectContext) -> Int {
    let models = context.configuration.models
    return (models.first { context.body["model"]?.says($0.id) == true } ?? models[0]).contextWindow
  }
}
