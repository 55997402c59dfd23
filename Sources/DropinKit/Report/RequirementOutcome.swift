import Verdicts

/// What became of a requirement.
public enum RequirementOutcome: String, Sendable, CaseIterable {
  case satisfied
  case violated
  /// Violated as the list of known failures says.
  case knownViolation
  /// Satisfied against the list of known failures.
  case unexpectedlySatisfied
  /// The server does not have the feature, and says so properly.
  case unsupported
  /// The server refuses it, and the clients go on without it.
  case recovered
  /// It says nothing about this server.
  case notApplicable
  /// Checked, and nothing can be said.
  case inconclusive
  case notRun

  init(_ verdict: VerdictKind) {
    switch verdict {
    case .pass: self = .satisfied
    case .fail: self = .violated
    case .expectedFail, .flaky: self = .knownViolation
    case .unexpectedPass: self = .unexpectedlySatisfied
    case .unsupported: self = .unsupported
    case .recovered: self = .recovered
    case .notApplicable: self = .notApplicable
    case .inconclusive: self = .inconclusive
    case .notRun: self = .notRun
    }
  }
}
