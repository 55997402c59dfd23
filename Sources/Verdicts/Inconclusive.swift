/// Why nothing can be said of a check although something was sent.
package indirect enum Inconclusive: Sendable, Equatable {
  /// What the check needs did not occur: the precondition is violated.
  case preconditionUnmet(Violation)
  /// An earlier step did not bring what this one builds on, because the model did not do its part.
  case stepUnmet(step: String)
  /// A value that is compared is not in the response.
  case valueAbsent(path: String, status: Int)
  /// A value that is compared is null.
  case valueNull(path: String)
  /// The control asks for what only the model can do, and the model did not; its case's address.
  case modelUnwilling(control: String)
  /// The requirement is about the model alone, and the model did something else.
  case modelBehaviour
  /// Tools add no tokens, so the model does not see them; the check that shows it.
  case toolsUnseen(witness: String)
  /// Input totals differ by what was read from the cache alone, which another requirement owns.
  case cacheCountedTwice
  /// The server does not count what it reads, which another requirement owns.
  case inputUncounted(owner: String)
  /// A limit of this program's own was reached before any client gives up: the server is slow, or hangs.
  case tooSlow(String)
  /// The reply is longer than this program reads.
  case replyTooLong(String)
  /// The control, by its case's address, does not hold.
  case controlFailed(String)
  /// The plain request is refused in the same way; its case's address.
  case refusedLikePlain(String)
  /// The response was cut off or is malformed.
  case cutOff(String)
  /// The reply cannot be read; the requirement that says why.
  case unreadableReply(owner: String)
  /// It follows from what another requirement, violated in the same exchange, says already.
  case follows(owner: String)
  /// The reply is in a content coding that this program cannot decode.
  case undecodable(coding: String)
  /// The server says that it has too much to do, at first or again after the wait that it asked for.
  case overload(status: Int, afterWait: Bool)
  /// The case uses a variable that nothing provides: a mistake in the suite or in this program.
  case unboundVariable(String)
  /// This program failed on it; the sentence says how.
  case `internal`(String)
  /// What one trial came to, where too few of several held.
  case quorum(Inconclusive, Quorum)
  /// A violation was seen, and decides nothing for this reason.
  case despite(Violation, Inconclusive)

  /// The same, with the violation that the verdict is about to replace.
  package func replacing(_ verdict: Verdict) -> Inconclusive {
    verdict.violation.map { .despite($0, self) } ?? self
  }

  package var cause: InconclusiveCause {
    switch self {
    case .preconditionUnmet, .stepUnmet, .valueAbsent, .valueNull, .modelUnwilling, .modelBehaviour, .toolsUnseen:
      .model
    case .cacheCountedTwice, .inputUncounted: .control
    case .controlFailed, .refusedLikePlain, .follows: .control
    case .cutOff, .unreadableReply, .undecodable, .tooSlow, .replyTooLong: .transport
    case .overload: .overload
    case .unboundVariable, .internal: .harness
    case .quorum(let inner, _), .despite(_, let inner): inner.cause
    }
  }

  /// Begins with the cause.
  package var code: String {
    switch self {
    case .preconditionUnmet, .stepUnmet, .valueAbsent, .valueNull, .modelUnwilling: "model-not-given"
    case .modelBehaviour: "model-behaviour"
    case .toolsUnseen: "model-tools-unseen"
    case .cacheCountedTwice: "control-cache-counted-twice"
    case .inputUncounted: "control-input-uncounted"
    case .tooSlow: "transport-too-slow"
    case .replyTooLong: "transport-reply-too-long"
    case .controlFailed, .refusedLikePlain: Self.controlFailedCode
    case .follows: "control-follows"
    case .cutOff: "transport-cut-off"
    case .unreadableReply: Self.unreadableReplyCode
    case .undecodable: "transport-undecodable"
    case .overload: Self.overloadCode
    case .unboundVariable: "harness-unbound-variable"
    case .internal: "harness-internal"
    case .quorum(let inner, _), .despite(_, let inner): inner.code
    }
  }

  package static let controlFailedCode = "control-failed"
  package static let unreadableReplyCode = "transport-unreadable-reply"
  package static let overloadCode = "overload"
}

/// Who or what kept a check from being decided.
package enum InconclusiveCause: String, Sendable, CaseIterable {
  /// The model never did what the check is about.
  case model
  /// The control request, which had to be accepted, was not.
  case control
  /// The exchange broke off, or its reply cannot be read, for reasons the check is not about.
  case transport
  /// The server had no room for the request.
  case overload
  /// This program or its suite.
  case harness
}
