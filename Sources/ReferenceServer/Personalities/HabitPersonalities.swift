import Wire

extension Personality {
  /// How the model's replies begin and go on.
  static let habits: [Personality] = [
    Personality(
      "always-thinking", .model, "The model thinks at length unless thinking is turned off, asked or not.",
      configure: { $0.thinks = .always }
    ) {
      $0.script.append { segments, context in
        let budget = context.body["thinking"]?["budget_tokens"]?.int ?? 60
        let thought = Tokenizer.tokens(ramble(60)).prefix(min(60, budget)).joined()
        segments = segments.map { if case .thinking = $0 { .thinking(thought) } else { $0 } }
      }
    },
    Personality("text-before-calls", .model, "The model says something before every call that it is free to make.") {
      $0.script.append { segments, context in
        guard !context.forcesCall, segments.contains(where: { $0.isCall }) else { return }
        let thoughts = segments.filter { if case .thinking = $0 { true } else { false } }
        segments =
          thoughts
          + segments.filter { $0.isCall }.flatMap { [.text("Let me look that up with a call of a tool."), $0] }
      }
    },
    Personality("emoji-first", .model, "The model begins every text with an emoji.") {
      $0.text { text, context in context.wantsSchema ? text : "\u{1F600} \(text)" }
    },
    Personality("empty-now-and-then", .model, "The model ends its turn at once, every eleventh time.") {
      $0.script.append { segments, context in
        if context.isEvery(11, "empty"), !context.forcesCall, !context.wantsSchema { segments = [] }
      }
    },
    Personality(
      "slow-prefill", .model, "The model reads some 20 tokens a millisecond, with a fifth of a second on top."
    ) {
      $0.reply.append { reply, context in
        guard context.isMessage, reply.status == 200 else { return }
        reply.delay += 200 + PromptCounter.count(context.body) / 20
      }
    },
  ]
}

extension Segment {
  fileprivate var isCall: Bool { if case .tool = self { true } else { false } }
}

extension DefectContext {
  /// True for every `number`th request that asks, counted for each `subject`.
  func isEvery(_ number: Int, _ subject: String) -> Bool {
    state.with { memory in
      let count = (memory.notes["every \(subject)"]?.int ?? 0) + 1
      memory.notes["every \(subject)"] = JSON(count)
      return count.isMultiple(of: number)
    }
  }
}
