import Wire

extension RequirementID {
  static let sseThinkStartShape: Self = "sse-think-start-shape"
  static let sseThinkSignatureSingle: Self = "sse-think-signature-single"
  static let sseThinkSignatureKey: Self = "sse-think-signature-key"
  static let sseThinkOmitted: Self = "sse-think-omitted"
}

extension StreamGrammar {
  /// Judges the block that opens a piece of thinking. Its signature may come here or in a delta.
  mutating func judgeThinkingStart(_ block: JSON, _ event: StreamEvent) {
    let thinking = block["thinking"]
    collector.require(
      thinking?.string?.isEmpty ?? false, for: .sseThinkStartShape,
      reason: thinking == nil ? "missing-field" : thinking?.string == nil ? "wrong-type" : "wrong-value",
      "a thinking block does not start with empty thinking", expected: "\"thinking\":\"\"",
      actual: Excerpt.of(block),
      at: thinking == nil ? event.place("content_block") : event.place("content_block", "thinking"))
    if request.omitsThinking { collector.observe(.sseThinkOmitted) }
    guard let signature = block["signature"], !signature.isNull, signature.string == nil else { return }
    collector.fail(
      .sseThinkSignatureKey, reason: "wrong-type", "a thinking block starts with a signature that is not a string",
      expected: "\"signature\":\"\"", actual: Excerpt.of(block), at: event.place("content_block", "signature"))
  }

  /// A signature replaces the one before it, so that a second one loses the first.
  mutating func judgeSignatureDelta(_ delta: JSON, in event: StreamEvent, ofBlock id: Int) {
    blocks[id].signatureDeltas += 1
    collector.require(
      blocks[id].signatureDeltas == 1, for: .sseThinkSignatureSingle, reason: "repeated",
      "a thinking block has a second signature, which replaces the first", expected: "one signature_delta",
      actual: event.data ?? "", at: event.place())
    collector.require(
      delta["signature"]?.string != nil, for: .sseThinkSignatureKey,
      reason: delta["signature"] == nil ? "missing-field" : "wrong-type", "a signature delta has no signature",
      expected: "a string in signature", actual: Excerpt.of(delta), at: event.place("delta"))
  }

  mutating func judgeOmission(_ delta: JSON, _ event: StreamEvent) {
    guard request.omitsThinking, delta["thinking"]?.string?.isEmpty == false else { return }
    collector.fail(
      .sseThinkOmitted, reason: "not-omitted", "the stream has thinking, which the request asked to omit",
      expected: "no thinking_delta", actual: Excerpt.of(delta), at: event.place("delta"))
  }

  /// Judges a thinking block once it was closed.
  mutating func judgeClosedThinking(_ block: ContentBlockRecord) {
    let opening = block.contentBlock?["signature"]
    if collector.isViolated(.sseThinkSignatureKey) { return }
    collector.observe(.sseThinkSignatureKey)
    if block.signatureDeltas == 0, !block.hasLostContent, opening?.string == nil {
      collector.fail(
        .sseThinkSignatureKey, reason: opening == nil ? "missing-field" : "wrong-type",
        "a thinking block ends without a signature", expected: "a string in signature",
        actual: Excerpt.of(block.contentBlock), at: block.event.place("content_block"))
      return
    }
    switch block.signatureDeltas {
    case 0 where !block.hasLostContent:
      pending.append(PendingJudgement(matter: .missingSignatureDelta, event: block.event))
    case 1:
      collector.require(
        block.lastDeltaWasSignature, for: .sseThinkSignatureDelta, reason: "out-of-order",
        "the signature is not the last delta of its thinking block",
        expected: "signature_delta just before content_block_stop", actual: "another delta after it",
        at: block.event.place())
    default: break
    }
  }
}
