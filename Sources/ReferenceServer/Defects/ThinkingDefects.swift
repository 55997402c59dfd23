import Wire

extension Defect {
  private static func replay(
    _ name: String, breaks requirement: String, _ summary: String, source: String, with status: Int = 400,
    saying message: String = "unsupported history", type: String = "thinking",
    when: @escaping @Sendable (ValidationInput, JSON) -> Bool
  ) -> Defect {
    refusing(name, breaks: requirement, summary, source: source, with: status, saying: message) { input in
      input.blocks(type).contains { when(input, $0.block) }
    }
  }

  /// Signatures made here begin like this.
  private static func isOwn(_ block: JSON) -> Bool { block["signature"]?.string?.hasPrefix("Er") ?? false }

  /// Thinking: asking for it, getting it, replaying it.
  static let thinking: [Defect] = [
    refusing(
      "adaptive-refused", breaks: "think-adaptive-accepted",
      "Refuses adaptive thinking in words no client knows.", source: "claude-code: gateway guide",
      saying: "invalid discriminator value"
    ) { $0.thinking == "adaptive" },
    refusing(
      "omitted-refused", breaks: "think-adaptive-omitted", "Refuses the wish to leave thoughts out.",
      source: "claude-code: capture 2.1.291", saying: "display: Extra inputs are not permitted"
    ) { $0.field("thinking")?["display"] != nil },
    refusing(
      "budget-refused", breaks: "think-enabled-budget", "Refuses thinking with a budget.",
      source: "sdk: types/thinking_config_enabled_param.py"
    ) {
      $0.thinking == "enabled" && ($0.field("thinking")?["budget_tokens"]?.int ?? 0) >= 1024
        && ($0.field("max_tokens")?.int ?? 0) > ($0.field("thinking")?["budget_tokens"]?.int ?? 0)
        && $0.choice.isEmpty
    },
    Defect(
      "disabled-thinks", breaks: "think-disabled", "Thinks although thinking is switched off.",
      source: "raullenchai/Rapid-MLX#213"
    ) {
      $0.options.append { options, context in
        if context.body["thinking"]?["type"]?.says("disabled") == true { options.thinking = .shown }
      }
    },
    Defect(
      "thinks-unasked", breaks: "think-absent-unless-asked", "Opens every reply with thinking.",
      source: "kekzl/imp#1541"
    ) {
      $0.options.append { options, context in if context.body["thinking"] == nil { options.thinking = .shown }
      }
    },
    serving(
      "budget-small-served", breaks: "think-budget-too-small", "Accepts a thinking budget of any size.",
      source: "sdk: types/thinking_config_enabled_param.py", rule: "thinking.budget"
    ) { ($0.field("thinking")?["budget_tokens"]?.int ?? 9999) < 1024 },
    serving(
      "budget-missing-served", breaks: "think-budget-missing", "Makes up a thinking budget where there is none.",
      source: "sdk: types/thinking_config_enabled_param.py", rule: "thinking.budget"
    ) { $0.field("thinking")?["budget_tokens"] == nil },
    serving(
      "thinking-type-missing-served", breaks: "think-type-missing", "Guesses a thinking mode that is not named.",
      source: "sdk: types/thinking_config_param.py", rule: "thinking.type"
    ) { $0.field("thinking")?["type"] == nil },
    serving(
      "display-served", breaks: "think-bad-display", "Passes over a display of thoughts that it does not know.",
      source: "sdk: types/thinking_config_adaptive_param.py", rule: "thinking.type"
    ) { $0.field("thinking")?["display"] != nil },
    serving(
      "budget-all-served", breaks: "think-budget-ge-max",
      "Accepts a thinking budget that leaves nothing for the answer.",
      source: "sdk: types/thinking_config_enabled_param.py", rule: "thinking.budget"
    ) { ($0.field("thinking")?["budget_tokens"]?.int ?? 0) >= 1024 },
    serving(
      "thinking-type-served", breaks: "think-bad-type", "Passes over a thinking mode it does not know.",
      source: "docs: thinking", rule: "thinking.type"
    ) { $0.field("thinking")?["type"] != nil && $0.field("thinking")?["display"] == nil },
    Defect(
      "signature-missing", breaks: "think-block-shape", "Sends thinking blocks without a signature.",
      source: "ggml-org/llama.cpp#18551"
    ) { $0.block("thinking") { $0.remove("signature") } },
    Defect(
      "thinking-last", breaks: "think-before-text", "Puts thinking behind the text.", source: "docs: thinking"
    ) {
      $0.message.append { message, _ in
        message.edit("content") {
          $0.editArray {
            $0 =
              $0.filter { $0["type"]?.says("thinking") != true }
              + $0.filter { $0["type"]?.says("thinking") == true }
          }
        }
      }
    },
    Defect(
      "think-tags-in-text", breaks: "think-not-in-text", "Leaves thoughts in the text between tags.",
      source: "raullenchai/Rapid-MLX#882"
    ) {
      $0.script.append { segments, _ in
        guard case .thinking(let thought)? = segments.first else { return }
        segments.removeFirst()
        if case .text(let text)? = segments.first {
          segments[0] = .text("<think>\n\(thought)\n</think>\n\n\(text)")
        }
      }
    },
    Defect(
      "thinking-duplicated", breaks: "think-not-duplicated",
      "Delivers thoughts as thinking and again as text.", source: "raullenchai/Rapid-MLX#702"
    ) {
      $0.script.append { segments, _ in
        guard case .thinking(let thought)? = segments.first, segments.count > 1,
          case .text(let text) = segments[1]
        else { return }
        segments[1] = .text(thought + "\n\n" + text)
      }
    },
    replay(
      "replay-own-thinking-refused", breaks: "think-replay-own",
      "Refuses its own thinking blocks in a tool loop.", source: "docs: thinking"
    ) { input, block in
      isOwn(block) && block["thinking"]?.string?.isEmpty == false
        && ["enabled", "adaptive"].contains(input.thinking)
    },
    replay(
      "foreign-signature-500", breaks: "think-replay-foreign-signature",
      "Crashes on a signature made elsewhere.", source: "anthropics/claude-code#10627", with: 500
    ) { _, block in
      !isOwn(block) && (block["signature"]?.string?.utf8.count ?? 0) > 4
        && block["thinking"]?.string?.isEmpty == false
    },
    replay(
      "empty-thinking-refused", breaks: "think-replay-empty-thinking",
      "Refuses a thinking block without thoughts.", source: "docs: thinking"
    ) { _, block in block["thinking"]?.says("") == true },
    replay(
      "redacted-refused", breaks: "think-replay-redacted", "Refuses redacted thinking in the history.",
      source: "sdk: types/redacted_thinking_block_param.py", type: "redacted_thinking"
    ) { _, _ in true },
    refusing(
      "stripped-thinking-refused", breaks: "think-replay-stripped",
      "Insists on thinking in the history while thinking is on.", source: "NousResearch/hermes-agent#16748",
      saying: "The content[].thinking in the thinking mode must be passed back to the API."
    ) {
      ["enabled", "adaptive"].contains($0.thinking) && !$0.blocks("tool_use").isEmpty
        && $0.blocks("thinking").isEmpty && $0.blocks("redacted_thinking").isEmpty
    },
    replay(
      "thinking-unasked-refused", breaks: "think-replay-without-thinking-param",
      "Refuses thinking in the history unless thinking is asked for.", source: "claude-code: gateway guide"
    ) { input, block in
      input.thinking.isEmpty && block["thinking"]?.string?.isEmpty == false
        && input.blocks("tool_use").isEmpty
    },
    Defect(
      "thinking-uncounted", breaks: "think-tokens-in-output", "Leaves thinking out of the output tokens.",
      source: "docs: thinking"
    ) {
      $0.generated.append { generated, _ in
        generated.outputTokens = max(generated.outputTokens - generated.thinkingTokens, 0)
        generated.thinkingTokens = 0
      }
    },
    refusing(
      "forced-thinking-500", breaks: "think-forced-tool-conflict",
      "Crashes on thinking together with a forced tool.", source: "docs: define-tools", with: 500
    ) { $0.thinking == "enabled" && ["any", "tool"].contains($0.choice) },
  ]
}
