import Verdicts
import Wire

/// One requirement seen satisfied, or violated at one place of an exchange.
///
/// Satisfied ones matter as much as violations: a requirement without any finding was not observed,
/// and must not look as if it had passed.
package struct Finding: Sendable, Equatable {
  /// The requirement's id.
  package var requirement: String
  /// Nil: satisfied.
  package var violation: Violation?

  package init(requirement: String, violation: Violation? = nil) {
    self.requirement = requirement
    self.violation = violation
  }

  package static func satisfied(_ requirement: String) -> Finding { Finding(requirement: requirement) }

  /// A violated requirement: what is wrong in one sentence, what had to be there and what was.
  ///
  /// - Parameters:
  ///   - reason: a static code without dynamic values, fit as a failure's signature.
  ///   - answer: the error that the server gave instead, when that as a whole is what is wrong.
  package static func violated(
    _ requirement: String, reason: String, _ message: String, expected: String, actual: String,
    answer: ErrorAnswer? = nil, at place: Place = Place()
  ) -> Finding {
    Finding(
      requirement: requirement,
      violation: Violation(
        reason: Reason(code: reason), detail: .rule(message), expected: expected, actual: actual, answer: answer,
        at: place))
  }

  package var isViolated: Bool { violation != nil }
  package var place: Place { violation?.place ?? Place() }

  /// Earlier exchanges but for which it would hold.
  package var relatedExchanges: [String] {
    get { violation?.relatedExchanges ?? [] }
    set { violation?.relatedExchanges = newValue }
  }
}
