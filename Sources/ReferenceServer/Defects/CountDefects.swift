import Wire

extension Defect {
  /// Token counting.
  static let counting: [Defect] = [
    Defect(
      "count-zero", breaks: "count-basic", "Counts nothing.", source: "docs: token-counting"
    ) { $0.count.append { count, _ in count["input_tokens"] = 0 } },
    Defect(
      "count-other-key", breaks: "count-basic", "Reports the count under a key of its own.",
      source: "lmstudio-ai/lmstudio-bug-tracker#2055"
    ) { $0.count.append { count, _ in count = ["tokens": count["input_tokens"] ?? .null] } },
    refusing(
      "count-max-tokens-required", breaks: "count-no-maxtokens-needed", "Demands max_tokens for counting.",
      source: "sdk: resources/messages/messages.py:1872", saying: "max_tokens: Field required"
    ) { $0.countsOnly && $0.field("max_tokens") == nil },
    refusing(
      "count-extra-500", breaks: "count-extra-maxtokens", "Crashes on max_tokens in a count request.",
      source: "sdk: resources/messages/messages.py:1872", with: 500
    ) { $0.countsOnly && $0.field("max_tokens") != nil },
    Defect(
      "count-system-ignored", breaks: "count-system", "Leaves the system prompt out of the count.",
      source: "router-for-me/CLIProxyAPI#679"
    ) { $0.count.append { count, context in recount(&count, context, without: "system") } },
    Defect(
      "count-tools-ignored", breaks: "count-tools", "Leaves tools out of the count.",
      source: "router-for-me/CLIProxyAPI#840"
    ) { $0.count.append { count, context in recount(&count, context, without: "tools") } },
    refusing(
      "count-thinking-refused", breaks: "count-thinking-param",
      "Refuses to count when thinking is mentioned.", source: "sdk: resources/messages/messages.py:1872"
    ) { $0.countsOnly && $0.field("thinking") != nil },
    Defect(
      "count-too-high", breaks: "count-matches-usage", "Counts nearly half more than it charges.",
      source: "zai-org/zai-coding-plugins#12"
    ) {
      $0.count.append { count, _ in
        count["input_tokens"] = JSON((count["input_tokens"]?.int ?? 0) * 143 / 100 + 3)
      }
    },
    refusing(
      "count-history-500", breaks: "count-multiturn-tools", "Crashes when it counts tool calls.",
      source: "claude-code: reading 2.1.42", with: 500
    ) { $0.countsOnly && !$0.blocks("tool_use").isEmpty },
    Defect(
      "count-image-ignored", breaks: "count-image", "Leaves images out of the count.",
      source: "docs: token-counting"
    ) {
      $0.count.append { count, context in
        var body = context.body
        body.edit("messages") {
          $0.editElements {
            $0.edit("content") { $0.editArray { $0.removeAll { $0["type"]?.says("image") == true } } }
          }
        }
        count["input_tokens"] = JSON(PromptCounter.count(body))
      }
    },
    serving(
      "count-messages-optional", breaks: "count-missing-messages", "Counts a request without messages.",
      source: "docs: token-counting", rule: "messages"
    ) { $0.countsOnly },
    serving(
      "count-any-model", breaks: "count-unknown-model",
      "Counts for any model although it serves only its own.", source: "docs: errors", rule: "model.known"
    ) { $0.countsOnly },
    Defect(
      "count-generates", breaks: "count-no-generation", "Counts by generating a reply.",
      source: "docs: token-counting"
    ) {
      $0.reply.append { reply, context in
        if context.route == .countTokens, reply.status == 200 { reply.delay += 2500 }
      }
    },
    Defect(
      "count-queues", breaks: "count-during-generation", "Counts only when nothing is being generated.",
      source: "Wei-Shaw/claude-relay-service#731"
    ) {
      $0.reply.append { reply, context in
        if context.route == .countTokens, context.state.with({ $0.inFlight > 1 }) { reply.delay += 5000 }
      }
    },
    Defect(
      "count-absent-200", breaks: "count-absent-404", "Has no token counting and answers 200 all the same.",
      source: "lmstudio-ai/lmstudio-bug-tracker#2055"
    ) {
      $0.intercept.append { context in
        guard context.route == .countTokens else { return nil }
        return .reply(
          ServerReply(
            status: 200,
            json: [
              "error": .string(
                "Unexpected endpoint or method. (POST \(context.request.path)). Returning 200 anyway")
            ]))
      }
    },
    Defect(
      "count-absent-500", breaks: "count-absent-404", "Has no token counting and crashes when asked.",
      source: "BerriAI/litellm#13252"
    ) { $0.refuseWire(501, "not implemented") { $0.route == .countTokens } },
  ]

  private static func recount(_ count: inout JSON, _ context: DefectContext, without key: String) {
    var body = context.body
    body.remove(key)
    count["input_tokens"] = JSON(PromptCounter.count(body))
  }
}
