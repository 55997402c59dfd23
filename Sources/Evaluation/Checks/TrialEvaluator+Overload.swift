import Cases
import Verdicts

/// What is said of a request for which the server had no room: it may have too much to do at any time, and what it
/// would have answered is not known.
extension TrialEvaluator {
  func overloaded(_ result: CheckResult, _ evidence: StepEvidence) -> CheckResult {
    guard let reading = evidence.readings.first(where: { $0.exchange.id == result.exchange }) else { return result }
    return overloaded(result, in: evidence.step, reading: reading) ?? result
  }

  func overloaded(_ result: CheckResult, _ relation: Relation) -> CheckResult {
    let names = Set(relation.paths.map(\.step))
    for evidence in steps where names.contains(evidence.step.id) {
      guard let reading = evidence.readings.first else { continue }
      if let overloaded = overloaded(result, in: evidence.step, reading: reading) { return overloaded }
    }
    return result
  }

  /// Nil when it says nothing of the kind.
  private func overloaded(_ result: CheckResult, in step: Step, reading: ResponseReading) -> CheckResult? {
    switch result.verdict {
    case .notRun, .inconclusive: return nil
    case .pass, .fail, .unsupported, .recovered, .notApplicable: break
    }
    guard !step.isAboutOverload, reading.isOverloaded, let status = reading.status else { return nil }
    let doubt = Inconclusive.overload(status: status, afterWait: !reading.earlier.isEmpty)
    return result.with(.inconclusive(doubt.replacing(result.verdict)))
  }
}
