import Cases
import Contract

/// Steps that were not sent because an earlier one was refused, when that one may be: they are no gap.
extension TrialJudge {
  /// Why the step at `index` needed not be sent: what it builds on was refused, and rightly so.
  func refusal(before index: Int, _ spared: [String: String], _ results: [CheckResult]) -> String? {
    let needed = steps[index].step.request.variables
    for earlier in steps[..<index] where earlier.step.captures.contains(where: { needed.contains($0.name) }) {
      if let reason = spared[earlier.step.id] { return reason }
      guard let status = earlier.readings.first?.status, status >= 400, !earlier.step.checks.isEmpty else { continue }
      let addresses = Set(earlier.step.checks.map { address($0, earlier.step) })
      let own = results.filter { addresses.contains($0.address) }
      if own.allSatisfy({ $0.verdict == .pass || $0.verdict == .unsupported }) {
        return "the server refuses step '\(earlier.step.id)', as it may, and there is nothing to go on from"
      }
    }
    return nil
  }

  func notApplicable(_ result: CheckResult, _ reason: String) -> CheckResult {
    var result = result
    result.verdict = .notApplicable
    result.reason = "refused-before"
    result.message = reason
    return result
  }
}
