import Cases
import Verdicts

/// Steps that were not sent because an earlier one was refused, when that one may be, or because the model did
/// not do what the earlier one is about: they are no gap in the run.
extension TrialEvaluator {
  /// Why the step at `index` needed not be sent: what it builds on was refused, and rightly so.
  func refusal(before index: Int, _ skipped: [String: NotApplicable], _ results: [CheckResult]) -> NotApplicable? {
    for earlier in foundations(of: index) {
      if let reason = skipped[earlier.step.id] { return reason }
      guard let status = earlier.readings.first?.status, status >= 400, !earlier.step.checks.isEmpty else { continue }
      if own(results, of: earlier.step).allSatisfy(\.verdict.isHeld) { return .refusedBefore(step: earlier.step.id) }
    }
    return nil
  }

  /// Why nothing can be said of the step at `index`: a check of a step that it builds on says that the model did
  /// not do what was needed.
  func unmetPrecondition(before index: Int, _ results: [CheckResult]) -> Inconclusive? {
    for earlier in foundations(of: index) {
      let own = own(results, of: earlier.step)
      let isUnmet = own.contains { result in
        if case .inconclusive(let doubt) = result.verdict { doubt.cause == .model } else { false }
      }
      if isUnmet, own.allSatisfy({ $0.verdict.violation == nil }) { return .stepUnmet(step: earlier.step.id) }
    }
    return nil
  }

  /// The earlier steps whose captures the step at `index` needs.
  private func foundations(of index: Int) -> [StepEvidence] {
    let needed = steps[index].step.request.variables
    return steps[..<index].filter { $0.step.captures.contains { needed.contains($0.name) } }
  }

  private func own(_ results: [CheckResult], of step: Step) -> [CheckResult] {
    let ids = Set(step.checks.map { subject.checkID($0, of: step) })
    return results.filter { ids.contains($0.id) }
  }
}
