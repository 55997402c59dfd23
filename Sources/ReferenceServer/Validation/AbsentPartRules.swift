import Wire

extension ValidationRule {
  /// Refuses what the server does without, in words that make Claude Code leave it out.
  static let absentParts = [
    ValidationRule("absent.thinking") { input in
      guard input.lacks(.adaptiveThinking), input.field("thinking")?["type"]?.says("adaptive") == true else {
        return nil
      }
      return .invalid("thinking.type", "adaptive thinking is not supported by this model")
    },
    ValidationRule("absent.effort") { input in
      guard input.lacks(.effort), input.field("output_config")?["effort"] != nil else { return nil }
      return .invalid("output_config.effort", "Extra inputs are not permitted")
    },
    ValidationRule("absent.system") { input in
      guard input.lacks(.systemMessages),
        let index = input.messages.firstIndex(where: { $0["role"]?.says("system") == true })
      else { return nil }
      return .invalid("messages.\(index).role", "Input should be 'user' or 'assistant'")
    },
    ValidationRule("absent.limit") { input in
      guard input.lacks(.longLimits), !input.countsOnly, let model = input.model,
        let limit = input.field("max_tokens")?.int
      else { return nil }
      let tokens = PromptCounter.count(input.body)
      guard tokens <= model.contextWindow, tokens + limit > model.contextWindow else { return nil }
      return .invalid(
        "input length and `max_tokens` exceed context limit: \(tokens) + \(limit) > \(model.contextWindow), "
          + "decrease input length or `max_tokens` and try again")
    },
  ]
}

extension ValidationInput {
  fileprivate func lacks(_ part: Configuration.Part) -> Bool { configuration.absent.contains(part) }
}
