/// Makes English of verdicts. The only place that does: nothing reads these sentences but people.
package enum Wording {
  /// What a verdict says, in one sentence; empty for a pass and for what its reason code says already.
  package static func message(_ verdict: Verdict) -> String {
    switch verdict {
    case .pass, .unsupported: ""
    case .fail(let violation): message(violation)
    case .recovered(let recovery):
      "refused at first, in words the client knows: it \(sequence(recovery.actions))"
    case .notApplicable(let why): message(why)
    case .inconclusive(let doubt): message(doubt)
    case .notRun(let why): message(why)
    }
  }

  /// What is wrong, with what several accepted behaviours or several trials add to it.
  package static func message(_ violation: Violation) -> String {
    (violation.hasAlternatives ? "none of the accepted behaviours: " : "") + sentence(violation.detail)
      + (violation.quorum.map { " \(message($0))" } ?? "")
  }

  package static func message(_ why: NotApplicable) -> String {
    switch why {
    case .notListed(let path): "the server lists nothing that \(path) finds"
    case .condition(let fact, let needed, let found):
      "needs \(fact): \(needed.joined(separator: " or ")), and it is \(found)"
    case .tokenNeeded: "needs a token, and none was given"
    case .credentialsDemanded: "the server demands credentials; the cases on auth judge what it does without"
    case .absent(let control): "what it needs is absent here and properly refused; see \(control)"
    case .refusedBefore(let step):
      "the server refuses step '\(step)', as it may, and there is nothing to go on from"
    }
  }

  package static func message(_ why: NotRun) -> String {
    switch why {
    case .cutOff: "the run ended before it"
    case .noToken: "the server demands a token, and none was given"
    case .blocked(let step, let path): "blocked by step '\(step)': no \(path) in its response"
    case .stepNotSent(let step): "step '\(step)' was not sent"
    case .nothingSent: "nothing was sent"
    case .cancelled: "the run was interrupted"
    case .unreachable(let detail): detail
    }
  }

  static func message(_ doubt: Inconclusive) -> String {
    switch doubt {
    case .preconditionUnmet(let violation):
      "not tested, because the precondition is not met: \(message(violation)), got \(violation.actual)"
    case .stepUnmet(let step): "step '\(step)' did not bring what this one builds on"
    case .valueAbsent(let path, let status): "\(path) is not in the response (status \(status))"
    case .valueNull(let path): "\(path) is null: there is nothing to compare"
    case .modelUnwilling(let address): "not tested: the model does not do what \(address) asks it for"
    case .modelBehaviour: "the model did something else, which says nothing about the server"
    case .toolsUnseen(let witness): "not tested: tools add no tokens, so the model does not see them; see \(witness)"
    case .cacheCountedTwice: "tokens read from the cache are also counted in input_tokens; see resp-usage-cache-sum"
    case .inputUncounted(let owner): "the server does not count what it reads, so this says nothing; see \(owner)"
    case .tooSlow(let detail):
      "not decided, too slow: \(detail); a longer --first-byte-timeout or --idle-timeout would show it"
    case .replyTooLong(let detail): "not decided: the reply is longer than dropin reads (\(detail))"
    case .controlFailed(let address): "its control \(address) fails, so this was not checked"
    case .refusedLikePlain(let address): "\(address) is refused in the same way, so this says nothing"
    case .cutOff(let detail): "the response was cut off or malformed (\(detail)); see http-framing-valid"
    case .follows(let owner): "not decided: it follows from what \(owner) says of the same exchange"
    case .undecodable(let coding): "the reply is compressed as \(coding), which dropin cannot decode"
    case .unreadableReply(let owner): "the reply could not be read; see \(owner)"
    case .overload(let status, let afterWait):
      "the server is overloaded (\(status))"
        + "\(afterWait ? ", and again when it was asked once more" : ""), so this says nothing"
    case .unboundVariable(let name): "nothing provides ${\(name)}, which the case uses; this is no fault of the server"
    case .internal(let sentence): sentence
    case .despite(_, let inner): message(inner)
    case .quorum(let inner, let quorum): "\(message(inner)) \(message(quorum))"
    }
  }

  private static func message(_ quorum: Quorum) -> String {
    "(\(quorum.held) of \(quorum.tried) tries held, \(quorum.needed) needed)"
  }

  static func sequence(_ actions: [String]) -> String { actions.joined(separator: "; then it ") }
}
