import Verdicts
import Wire

extension RequirementID {
  static let sseStopSequenceValue: Self = "sse-stop-sequence-value"
  static let respStopReasonNonnull: Self = "resp-stop-reason-nonnull"
  static let respStopSequenceKey: Self = "resp-stop-sequence-key"
  static let stopReasonEnum: Self = "stop-reason-enum"
  static let stopReasonNotOpenAI: Self = "stop-reason-not-openai"
  static let stopSequenceHit: Self = "stop-sequence-hit"
  static let stopSequenceExcluded: Self = "stop-sequence-excluded"
  static let stopSequenceStreamNoLeak: Self = "stop-sequence-stream-no-leak"
  static let stopSequenceNullOtherwise: Self = "stop-sequence-null-otherwise"
}

extension MessageRules {
  mutating func judgeStop() {
    let reason = message["stop_reason"] ?? .null
    if !origin.isStream {
      collector.require(
        !reason.isNull, for: .respStopReasonNonnull, reason: message["stop_reason"] == nil ? "missing-field" : "null",
        "a finished message has no stop reason", expected: "a stop reason",
        actual: Excerpt.of(message["stop_reason"]),
        at: origin.place("stop_reason"))
      collector.require(
        message["stop_sequence"] != nil, for: .respStopSequenceKey, reason: "missing-field",
        "the message has no stop_sequence", expected: "\"stop_sequence\":null", actual: "nothing",
        at: origin.place("stop_sequence"))
    }
    guard !reason.isNull else { return }
    judgeReasonWord(reason)
    guard let word = stopReason else { return }
    let sequence = message["stop_sequence"] ?? .null
    // In a stream the type of the field has been judged.
    if origin.isStream, !sequence.isNull, sequence.string == nil { return }
    if word == .endTurn, let named = sequence.string,
      request.stopSequences.contains(where: { $0.sameBytes(as: named) }),
      !named.isBlank, !texts.contains(where: { TextSearch(named).occurs(in: $0.text) })
    {
      judgeUnreported(named, word)
      return
    }
    if word != .stopSequence {
      collector.require(
        sequence.isNull, for: .stopSequenceNullOtherwise, reason: "wrong-value",
        "the reply names a stop sequence, but another stop reason", expected: "null", actual: Excerpt.of(sequence),
        at: origin.place("stop_sequence"))
    }
    if !collector.isViolated(.stopSequenceNullOtherwise) { judgeStopSequence(word) }
  }

  private mutating func judgeReasonWord(_ reason: JSON) {
    guard let word = reason.string else {
      collector.fail(
        .stopReasonEnum, reason: "wrong-type", "the stop reason is not a string", expected: "a documented stop reason",
        actual: Excerpt.of(reason), at: origin.place("stop_reason"))
      return
    }
    if StopReason.openAIWords.contains(word) {
      collector.fail(
        .stopReasonNotOpenAI, reason: "openai-word", "the stop reason is one of the OpenAI API",
        expected: "a documented stop reason", actual: word, at: origin.place("stop_reason"))
      return
    }
    collector.observe(.stopReasonNotOpenAI)
    collector.require(
      StopReason(rawValue: word) != nil, for: .stopReasonEnum, reason: "wrong-value",
      "the stop reason is not documented",
      expected: StopReason.allCases.map(\.rawValue).joined(separator: ", "), actual: word,
      at: origin.place("stop_reason"))
  }

  /// The reply names the sequence that ended it, and only the reason says otherwise.
  private mutating func judgeUnreported(_ sequence: String, _ reason: StopReason) {
    let hit: RequirementID = origin.isStream ? .sseStopSequenceValue : .stopSequenceHit
    collector.fail(
      hit, reason: "wrong-reason", "the reply names the stop sequence that ended it and gives another reason",
      expected: "stop_reason stop_sequence", actual: "\(reason.rawValue) with \(Excerpt.of(.string(sequence)))",
      at: origin.place("stop_reason"))
    collector.observe(origin.isStream ? .stopSequenceStreamNoLeak : .stopSequenceExcluded)
  }

  /// A stop sequence that was met is reported and left out of the text.
  private mutating func judgeStopSequence(_ reason: StopReason) {
    // White space alone may be refused or ignored.
    let sequences = request.stopSequences.filter { !$0.isBlank }
    let hit: RequirementID = origin.isStream ? .sseStopSequenceValue : .stopSequenceHit
    let leak: RequirementID = origin.isStream ? .stopSequenceStreamNoLeak : .stopSequenceExcluded
    guard reason == .stopSequence else {
      for sequence in sequences {
        let search = TextSearch(sequence)
        guard let found = texts.first(where: { search.occurs(in: $0.text) }) else { continue }
        collector.fail(
          hit, reason: "not-enforced", "the text goes on after a stop sequence", expected: "stop_reason stop_sequence",
          actual: "\(reason.rawValue) after a text with \(Excerpt.of(.string(sequence)))",
          at: origin.place(found.block.pointer))
        return
      }
      return
    }
    guard request.json != nil else { return }
    let named = message["stop_sequence"]?.string
    let isAsked = collector.require(
      named.map { name in request.stopSequences.contains { $0.sameBytes(as: name) } } ?? false, for: hit,
      reason: named == nil ? "missing-field" : "wrong-value",
      "the reply does not name the stop sequence that ended it",
      expected: "one of \(JSON.array(request.stopSequences.map { .string($0) }).text())",
      actual: Excerpt.of(message["stop_sequence"]), at: origin.place("stop_sequence"))
    guard isAsked, let named else { return }
    let search = TextSearch(named)
    let found = texts.first { search.occurs(in: $0.text) }
    collector.require(
      found == nil, for: leak, reason: "leaked", "the text contains the stop sequence", expected: "a text without it",
      actual: found?.text ?? "", at: found.map { origin.place($0.block.pointer) } ?? Place())
  }
}
