extension Wording {
  /// What is wrong, whatever else was accepted and however often it was tried.
  package static func sentence(_ detail: Violation.Detail) -> String {
    switch detail {
    case .rule(let sentence): sentence
    case .mismatch(let view, let pointer): "\(view)\(pointer) is not as expected"
    case .timedOut(let kind): "the server did not finish in time (\(kind.rawValue))"
    case .brokenOff: "the server broke the exchange off"
    case .errorWith200: "the server answers 200 with an error inside"
    case .rejected(let status): "the server answers \(status) to a request it should accept"
    case .accepted: "the server accepts what it should refuse"
    case .rejectedForAnotherReason: "the server refuses for another reason"
    case .rejectedWithAnotherStatus: "the refusal has another status"
    case .rejectedWithAnotherType: "the refusal has another error type"
    case .notMentioned(let word): "the refusal does not mention '\(word)'"
    case .otherDetails: "error.details is not what clients act on"
    case .fieldNotNamed: "the refusal does not say which field is at fault"
    case .noStream: "the response is not an event stream"
    case .eventMissing(let name): "no \(name) event of the wanted form"
    case .eventUnwanted: "an event that must not come"
    case .relation(let violation): sentence(violation)
    case .fallbackRejected(let actions):
      "refused again in the same words after the client had done what they ask for: it \(sequence(actions))"
    }
  }

  private static func sentence(_ violation: Violation.RelationViolation) -> String {
    switch violation {
    case .unequal: "values that have to be equal differ"
    case .equal: "values that have to differ are equal"
    case .notNumbers: "expected a number"
    case .notGreater: "a value is not greater than the next"
    case .smaller: "a value is smaller than the next"
    case .tooFarApart: "the values lie further apart than allowed"
    }
  }
}
