import Wire

extension RequirementID {
  static let respTextNoTemplateTokens: Self = "resp-text-no-template-tokens"
}

extension MessageRules {
  /// What chat templates put between the turns.
  static let templateTokens = TextSearchSet([
    "<|im_start|>", "<|im_end|>", "<|eot_id|>", "<|start_header_id|>", "<|end_header_id|>",
    "<|begin_of_text|>",
    "<|end_of_text|>", "<|endoftext|>", "<|start|>", "<|end|>", "<|message|>", "<|return|>", "<|channel|>",
    "<|user|>", "<|assistant|>", "<|system|>", "<start_of_turn>", "<end_of_turn>", "[INST]", "[/INST]",
    "<|START_OF_TURN_TOKEN|>", "<|END_OF_TURN_TOKEN|>", "<｜end▁of▁sentence｜>",
  ])

  mutating func judgeTextLeaks() {
    let texts = texts.filter { !$0.text.isEmpty }
    guard !texts.isEmpty else { return }
    // Thoughts and calls in the model's own notation bring such tokens along.
    if collector.isViolated(.thinkNotInText)
      || collector.isAnyViolated([.toolUseNoMarkupInText, .toolUseNoTextWhenForced])
    {
      return
    }
    collector.observe(.respTextNoTemplateTokens)
    func report(_ found: (block: Block, text: String), _ token: String) {
      collector.fail(
        .respTextNoTemplateTokens, reason: "template-token",
        "the text contains a control token of the chat template",
        expected: "a text without \(token)", actual: found.text, at: origin.place(found.block.pointer))
    }
    if let found = firstOfItsOwn(Self.templateTokens) {
      return report(found.text, Self.templateTokens.needles[found.index])
    }
    // `</s>` also closes struck-out text in HTML, so it only counts at the very end.
    let token = "</s>"
    if let found = texts.first(where: { $0.text.trimmed.utf8.reversed().starts(with: token.utf8.reversed()) }
    ),
      !found.text.containsBytes(of: "<s>"), !request.mentions(token)
    {
      report(found, token)
    }
  }
}
