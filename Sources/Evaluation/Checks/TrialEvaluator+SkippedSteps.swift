import Cases
import Contract

/// Steps that were not sent because an earlier one was refused, when that one may be, or because the model did
/// not do what the earlier one is about: they are no gap in the run.
extension TrialEvaluator {
  /// Why the step at `index` needed not be sent: what it builds on was refused, and rightly so.
  func refusal(before index: Int, _ skipped: [String: String], _ results: [CheckResult]) -> String? {
    let needed = steps[index].step.request.variables
    for earlier in steps[..<index] where earlier.step.captures.contains(where: { needed.contains($0.name) }) {
      if let reason = skipped[earlier.step.id] { return reason }
      guard let status = earlier.readings.first?.status, status >= 400, !earlier.step.checks.isEmpty else { continue }
      let addresses = Set(earlier.step.checks.map { address($0, earlier.step) })
      let own = results.filter { addresses.contains($0.address) }
      if own.allSatisfy({ $0.verdict == .pass || $0.verdict == .unsupported }) {
        return "the server refuses step '\(earlier.step.id)', as it may, and there is nothing to go on from"
      }
    }
    return nil
  }

  /// Why nothing can be said of the step at `index`: a check of a step that it builds on says that the model did
  /// not do what was needed.
  func unmetPrecondition(before index: Int, _ results: [CheckResult]) -> String? {
    let needed = steps[index].step.request.variables
    for earlier in steps[..<index] where earlier.step.captures.contains(where: { needed.contains($0.name) }) {
      let addresses = Set(earlier.step.checks.map { address($0, earlier.step) })
      let own = results.filter { addresses.contains($0.address) }
      if own.contains(where: { $0.verdict == .inconclusive && $0.reason == Self.preconditionUnmet }),
        own.allSatisfy({ $0.verdict != .fail })
      {
        return "step '\(earlier.step.id)' did not bring what this one builds on"
      }
    }
    return nil
  }

  /// The reason of checks that the model's reply left open.
  static let preconditionUnmet = "model-not-given"

  func notGiven(_ result: CheckResult, _ reason: String) -> CheckResult {
    var result = result
    result.verdict = .inconclusive
    result.reason = Self.preconditionUnmet
    result.message = reason
    return result
  }

  func notApplicable(_ result: CheckResult, _ reason: String) -> CheckResult {
    var result = result
    result.verdict = .notApplicable
    result.reason = "refused-before"
    result.message = reason
    return result
  }
}
