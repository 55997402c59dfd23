import Verdicts
import Wire

extension RequirementID {
  static let thinkBlockShape: Self = "think-block-shape"
  static let thinkBeforeText: Self = "think-before-text"
  static let thinkNotInText: Self = "think-not-in-text"
  static let thinkNotDuplicated: Self = "think-not-duplicated"
  static let thinkDisabled: Self = "think-disabled"
  static let thinkAbsentUnlessAsked: Self = "think-absent-unless-asked"
}

extension MessageRules {
  mutating func judgeThinking() {
    let thinking = blocks("thinking")
    let firstThought = blocks.firstIndex { $0.type == "thinking" || $0.type == "redacted_thinking" }
    if !origin.isStream {
      for block in thinking { judgeShape(block) }
      if let firstThought, let firstText = blocks.firstIndex(where: { $0.type == "text" }) {
        collector.require(
          firstThought < firstText, for: .thinkBeforeText, reason: "out-of-order",
          "text comes before the first thinking block",
          expected: "thinking before text", actual: "text at position \(blocks[firstText].position)",
          at: origin.place(blocks[firstText].pointer))
      }
    }
    judgePresence(firstThought)
    judgeLeaks(hasThinking: firstThought != nil)
    judgeDuplicates(thinking)
  }

  private mutating func judgeShape(_ block: Block) {
    for key in ["thinking", "signature"] {
      collector.require(
        block.json[key]?.string != nil, for: .thinkBlockShape,
        reason: block.json[key] == nil ? "missing-field" : "wrong-type",
        "the \(key) of a thinking block is not a string", expected: "a string in \(key)",
        actual: Excerpt.of(block.json), at: origin.place(block.pointer.appending(key)))
    }
  }

  private mutating func judgePresence(_ firstThought: Int?) {
    guard let json = request.json else { return }
    if request.thinkingType == "disabled" {
      collector.require(
        firstThought == nil, for: .thinkDisabled, reason: "present",
        "the reply has thinking, which the request disabled",
        expected: "no thinking block", actual: Excerpt.of(firstThought.map { blocks[$0].json }),
        at: firstThought.map { origin.place(blocks[$0].pointer) } ?? Place())
    } else if json["thinking"] == nil, !blocks.isEmpty {
      collector.require(
        firstThought != 0, for: .thinkAbsentUnlessAsked, reason: "present",
        "the reply begins with thinking that the request did not ask for", expected: "another block first",
        actual: Excerpt.of(blocks.first?.json), at: origin.place(blocks[0].pointer))
    }
  }

  /// What sets thoughts apart in a model's raw output.
  static let thinkingMarkup = TextSearchSet([
    "<think>", "</think>", "[THINK]", "[/THINK]", "<|channel|>analysis", "<|channel>thought", "<seed:think>",
    "</seed:think>", "<mm:think>", "</mm:think>", "◁think▷", "◁/think▷", "<|START_THINKING|>", "<|END_THINKING|>",
    "<|begin_of_thought|>", "<|end_of_thought|>", "<|inner_prefix|>", "<|begin_of_box|>",
  ])

  private mutating func judgeLeaks(hasThinking: Bool) {
    if hasThinking, !texts.isEmpty { collector.observe(.thinkNotInText) }
    judgeMarkup(
      Self.thinkingMarkup, for: .thinkNotInText, "the text contains the tags of the model's thinking",
      expected: "a thinking block")
  }

  /// Reports the first of `markup` that stands in the text, unless the request speaks of it.
  private mutating func judgeMarkup(
    _ markup: TextSearchSet, for requirement: RequirementID, _ message: String, expected: String
  ) {
    guard let found = firstOfItsOwn(markup)?.text else { return }
    collector.fail(
      requirement, reason: "markup", message, expected: expected, actual: found.text,
      at: origin.place(found.block.pointer))
  }

  /// The first of `markup` that stands in a text and of which the request does not speak, and that text.
  func firstOfItsOwn(_ markup: TextSearchSet) -> (index: Int, text: (block: Block, text: String))? {
    let found = texts.map { markup.occurring(in: $0.text) }
    for index in Set(found.joined()).sorted() where !request.mentions(markup.needles[index]) {
      guard let place = found.firstIndex(where: { $0.contains(index) }) else { continue }
      return (index, texts[place])
    }
    return nil
  }

  /// The same long thought in two blocks was sent twice.
  private mutating func judgeRepeats(_ thinking: [Block]) {
    var known = Set<[UInt8]>()
    for block in thinking {
      guard let thought = block.json["thinking"]?.string?.trimmed, thought.utf8.count >= 40 else { continue }
      guard !known.insert(Array(thought.utf8)).inserted else { continue }
      collector.fail(
        .thinkNotDuplicated, reason: "repeated", "two thinking blocks hold the same", expected: "each thought once",
        actual: thought, at: origin.place(block.pointer))
      return
    }
  }

  /// Short thoughts may well come back as the answer; long ones only if they were sent twice.
  private mutating func judgeDuplicates(_ thinking: [Block]) {
    judgeRepeats(thinking)
    guard !texts.isEmpty else { return }
    for block in thinking {
      guard let thought = block.json["thinking"]?.string?.trimmed, thought.utf8.count >= 40 else { continue }
      // A model that says the same over and over says it in its thoughts and in its text.
      let end = TextSearch(String(thought.unicodeScalars.suffix(30)))
      if end.occurs(times: 2, in: thought) || texts.contains(where: { end.occurs(times: 2, in: $0.text) }) { continue }
      let search = TextSearch(thought)
      let found = texts.first { search.occurs(in: $0.text) }
      collector.require(
        found == nil, for: .thinkNotDuplicated, reason: "duplicated", "the text repeats the thinking",
        expected: "a text without it", actual: found?.text ?? "",
        at: found.map { origin.place($0.block.pointer) } ?? Place())
    }
  }
}
