import Verdicts
import Wire

/// One requirement seen satisfied, or violated at one place of an exchange.
///
/// Satisfied ones matter as much as violations: a requirement without any finding was not observed,
/// and must not look as if it had passed.
public struct Finding: Sendable, Equatable {
  /// The requirement's id.
  public var requirement: String
  /// Nil: satisfied.
  public var violation: Violation?

  public init(requirement: String, violation: Violation? = nil) {
    self.requirement = requirement
    self.violation = violation
  }

  public static func satisfied(_ requirement: String) -> Finding { Finding(requirement: requirement) }

  /// A violated requirement: what is wrong in one sentence, what had to be there and what was.
  ///
  /// - Parameters:
  ///   - reason: a static code without dynamic values, fit as a failure's signature.
  ///   - answer: the error that the server gave instead, when that as a whole is what is wrong.
  public static func violated(
    _ requirement: String, reason: String, _ message: String, expected: String, actual: String,
    answer: ErrorAnswer? = nil, at place: Place = Place()
  ) -> Finding {
    Finding(
      requirement: requirement,
      violation: Violation(
        reason: Reason(code: reason), detail: .rule(message), expected: expected, actual: actual, answer: answer,
        at: place))
  }

  public var isViolated: Bool { violation != nil }
  public var place: Place { violation?.place ?? Place() }

  /// Earlier exchanges but for which it would hold.
  public var relatedExchanges: [String] {
    get { violation?.relatedExchanges ?? [] }
    set { violation?.relatedExchanges = newValue }
  }
}
