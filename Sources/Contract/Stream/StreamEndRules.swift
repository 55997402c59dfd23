import Verdicts
import Wire

extension RequirementID {
  static let sseStopOwnFields: Self = "sse-stop-own-fields"
  static let sseNothingAfterStop: Self = "sse-nothing-after-stop"
  static let sseFirstMessageStart: Self = "sse-first-message-start"
  static let sseMessageDeltaOnceOrMore: Self = "sse-message-delta-once-or-more"
  static let sseMessageDeltaStopReason: Self = "sse-message-delta-stop-reason"
  static let sseMessageDeltaStopSequence: Self = "sse-message-delta-stop-sequence"
  static let sseMessageStopLast: Self = "sse-message-stop-last"
  static let sseNoContentAfterMessageDelta: Self = "sse-no-content-after-message-delta"
  static let sseEmptyReplyValid: Self = "sse-empty-reply-valid"
  static let sseToolStopReason: Self = "sse-tool-stop-reason"
  static let sseToolTruncatedReason: Self = "sse-tool-truncated-reason"
  static let sseToolNoEmptyTextBlock: Self = "sse-tool-no-empty-text-block"
  static let sseThinkSignatureDelta: Self = "sse-think-signature-delta"
  static let sseThinkIndexOrder: Self = "sse-think-index-order"
  static let sseAbortNotCleanEnd: Self = "sse-abort-not-clean-end"
}

extension StreamGrammar {
  /// Judges what can only be told once the last event has come.
  mutating func judgeEnd(_ ending: Ending) {
    for block in blocks where block.isClosed && !block.isPhantom { judgeClosedBlock(block) }
    // Without its beginning a message cannot be told to have ended.
    if messageStart == nil, collector.isViolated(.sseFirstMessageStart) { return }
    if state == .failed {
      collector.observe(.sseAbortNotCleanEnd)
      return
    }
    if state != .ended, ending == .closedByClient { return }
    if lastMessageDelta == nil, state != .ended {
      judgeAbort(ending)
      return
    }
    collector.observe(.sseMessageDeltaOnceOrMore, .sseMessageStopLast)
    if let delta = lastMessageDelta {
      judgeLastMessageDelta(delta)
    } else {
      collector.fail(
        .sseMessageDeltaOnceOrMore, reason: "missing", "the message ends without message_delta",
        expected: "message_delta before message_stop", actual: "none")
    }
    if state == .ended {
      collector.observe(.sseNothingAfterStop)
    } else if ending == .complete {
      collector.fail(
        .sseMessageStopLast, reason: "missing", "the stream ends without message_stop", expected: "message_stop",
        actual: "the end of the body")
    }
    // Where message_stop came too early, everything that it cut off follows from that.
    guard !collector.isViolated(.sseNothingAfterStop) else { return }
    if lastMessageDelta != nil, !blocks.isEmpty { collector.observe(.sseNoContentAfterMessageDelta) }
    for block in blocks where block.isOpen && !block.isPhantom && !block.isClosedByGuess && !block.isStray {
      collector.fail(
        .sseEveryBlockClosed, reason: "missing-stop", "content block \(block.index) is never closed",
        expected: "content_block_stop with index \(block.index)", actual: "none", at: block.event.place())
    }
    judgeBlockOrder()
  }

  /// Nothing says that the message is finished: neither message_delta nor message_stop nor an error.
  private mutating func judgeAbort(_ ending: Ending) {
    guard state != .initial else {
      if ending == .complete {
        collector.fail(
          .sseFirstMessageStart, reason: "missing", "the stream ends before message_start", expected: "message_start",
          actual: "the end of the body")
      }
      return
    }
    if blocks.isEmpty, ending == .complete {
      collector.fail(
        .sseEmptyReplyValid, reason: "incomplete", "a reply without text is not a complete stream",
        expected: "message_delta and message_stop", actual: "a normal end of the body")
    }
    collector.require(
      ending == .cut, for: .sseAbortNotCleanEnd, reason: "clean-end",
      "the stream breaks off, and its response ends normally",
      expected: "message_delta and message_stop, an error event or a broken connection",
      actual: "a normal end of the body", at: (blocks.last?.event ?? messageStart)?.place() ?? Place())
  }

  /// `message_stop` says nothing but that it is over.
  mutating func judgeMessageStop(_ event: StreamEvent) {
    guard let object = event.json?.object else { return }
    collector.observe(.sseStopOwnFields)
    for key in object.keys where !key.sameBytes(as: "type") {
      collector.fail(
        .sseStopOwnFields, reason: "foreign-field", "message_stop has a member that the API does not know",
        expected: "its type only", actual: key, at: event.place(key))
    }
  }

  private mutating func judgeLastMessageDelta(_ event: StreamEvent) {
    guard let delta = event.json?["delta"], delta.object != nil else { return }
    let reason = delta["stop_reason"] ?? .null
    collector.require(
      !reason.isNull, for: .sseMessageDeltaStopReason, reason: delta["stop_reason"] == nil ? "missing-field" : "null",
      "the last message_delta has no stop reason", expected: "a stop reason", actual: Excerpt.of(delta),
      at: event.place("delta"))
    let sequence = delta["stop_sequence"]
    // Where the reason is missing too, that says enough.
    if delta["stop_reason"] != nil {
      collector.require(
        sequence != nil && (sequence?.isNull == true || sequence?.string != nil),
        for: .sseMessageDeltaStopSequence,
        reason: sequence == nil ? "missing-field" : "wrong-type", "the last message_delta has no stop_sequence",
        expected: "null or a string", actual: Excerpt.of(delta), at: event.place("delta"))
    }
    settlePending(reason.string, event)
    judgeToolStopReason(reason.string, event)
  }

  private mutating func settlePending(_ reason: String?, _ event: StreamEvent) {
    let wasCut = reason == "max_tokens" || reason == "model_context_window_exceeded"
    let metLimit = request.maximumTokens.flatMap { limit in lastOutputTokens.map { $0 >= limit } } ?? false
    for judgement in pending {
      switch judgement.matter {
      case .truncatedArguments where wasCut: collector.observe(.sseToolTruncatedReason)
      // A reason that is missing or unknown has been reported, and tells nothing.
      case .truncatedArguments where reason.flatMap({ StopReason(rawValue: $0) }) == nil: break
      case .truncatedArguments(let text) where metLimit:
        collector.fail(
          .sseToolTruncatedReason, reason: "wrong-value",
          "the token limit cut a tool call, and the stop reason does not say so",
          expected: "max_tokens", actual: "\(reason ?? "null") after \(text)",
          at: event.place("delta", "stop_reason"))
      case .truncatedArguments(let text):
        reportInvalidArguments(text, "the fragments of a tool's arguments end too early", at: judgement.event)
      case .noArguments(let name):
        guard reason == StopReason.toolUse.rawValue, let wanted = request.requiredMembers(of: name) else { continue }
        collector.fail(
          .sseToolArgumentsSent, reason: "missing", "a call came without the arguments that its tool requires",
          expected: "fragments with \(wanted.joined(separator: ", "))", actual: "no fragment with anything in it",
          at: judgement.event.place())
      case .brokenLastCharacter:
        // The token limit may fall inside a character, and then nobody can complete it.
        if !wasCut { reportLostCharacter(judgement.event) }
      case .missingSignatureDelta:
        guard !wasCut else { continue }
        collector.require(
          false, for: .sseThinkSignatureDelta, reason: "missing", "a thinking block has no signature delta",
          expected: "signature_delta just before content_block_stop", actual: "none",
          at: judgement.event.place())
      }
    }
  }

  private mutating func judgeToolStopReason(_ reason: String?, _ event: StreamEvent) {
    guard let reason, StopReason(rawValue: reason) != nil else { return }
    // A cut-off call has its own requirement, and so have blocks that are not where they belong.
    let callsTool = blocks.contains { $0.kind == .toolUse }
    if !callsTool, blocks.contains(where: { $0.kind.isOther }) { return }
    guard !collector.isViolated(.sseToolTruncatedReason), !collector.isViolated(.sseNoContentAfterMessageDelta),
      !collector.isViolated(.sseNothingAfterStop),
      !blocks.contains(where: { $0.kind == .unknown })
    else { return }
    if callsTool { collector.observe(.sseToolStopReason) }
    if StopReason(rawValue: reason)?.agrees(withToolUse: callsTool, request: request) == false {
      collector.fail(
        .sseToolStopReason, reason: "wrong-value",
        callsTool
          ? "the stream calls a tool, and the stop reason is not tool_use"
          : "the stop reason is tool_use, and no tool is called",
        expected: callsTool ? "tool_use" : "another stop reason", actual: reason,
        at: event.place("delta", "stop_reason"))
    }
  }

  /// Rules about the blocks taken together.
  private mutating func judgeBlockOrder() {
    let opened = blocks.filter { !$0.isPhantom }
    let texts = opened.filter { $0.kind == .text }
    if opened.contains(where: { $0.kind == .toolUse }), !collector.isViolated(.sseTextStartEmpty) {
      collector.observe(.sseToolNoEmptyTextBlock)
      for text in texts
      where text.pieces.joined.isBlank && !text.hasLostContent && !text.isReplaced && !text.isStray {
        collector.fail(
          .sseToolNoEmptyTextBlock, reason: "empty", "a stream that calls a tool has an empty text block",
          expected: "no such block", actual: Excerpt.of(.string(text.pieces.joined)), at: text.event.place())
      }
    }
    if let thinking = opened.firstIndex(where: { $0.kind == .thinking || $0.kind == .redactedThinking }),
      let text = opened.firstIndex(where: { $0.kind == .text })
    {
      collector.require(
        thinking < text, for: .sseThinkIndexOrder, reason: "out-of-order", "text comes before the first thinking block",
        expected: "thinking before text", actual: "text at index \(opened[text].index)",
        at: opened[text].event.place())
    }
    let isEmptyReply = opened.allSatisfy {
      $0.kind == .text && $0.pieces.joined.isEmpty && !$0.hasLostContent
    }
    if isEmptyReply {
      collector.require(
        opened.count <= 1, for: .sseEmptyReplyValid, reason: "many-blocks",
        "a reply without text has several empty text blocks",
        expected: "one empty block or none", actual: "\(opened.count) empty blocks",
        at: opened.last?.event.place() ?? Place())
    }
  }
}
