import Cases
import Contract
import Verdicts

/// What the checks of a run leave of each requirement for those who rely on it, gathered in one pass.
struct RequirementStanding {
  /// That the server satisfies only by refusing, because what the client sends is too large for the model.
  private(set) var tooSmall: Set<String> = []
  /// That hold only for a client which leaves out what the server does without.
  private(set) var recovered: Set<String> = []
  /// That the run should have decided and did not. That the model did not give occasion does not count, nor that an
  /// invariant had nothing to look at.
  private(set) var open: Set<String> = []

  /// The accepted behaviour, by its name in the cases, of a sound server whose model cannot take in what a client sends.
  private static let tooSmallReason = "context-too-small"

  init(_ checks: [Report.Check], of suite: Suite) {
    var decided = Set<String>()
    var seen = Set(suite.invariants)
    for check in checks {
      seen.insert(check.requirement)
      switch check.verdict {
      case .notRun: open.insert(check.requirement)
      case .inconclusive: if check.cause != .model { open.insert(check.requirement) }
      case .unsupported:
        decided.insert(check.requirement)
        if check.reason == Self.tooSmallReason { tooSmall.insert(check.requirement) }
      case .recovered:
        decided.insert(check.requirement)
        recovered.insert(check.requirement)
      case .pass, .fail, .expectedFail, .unexpectedPass, .flaky, .notApplicable: decided.insert(check.requirement)
      }
    }
    for entry in suite.requirements where entry.untested == nil && !seen.contains(entry.requirement.id) {
      open.insert(entry.requirement.id)
    }
    open.subtract(decided)
  }
}
