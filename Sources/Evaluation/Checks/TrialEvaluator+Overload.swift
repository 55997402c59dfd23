import Cases
import Contract

/// What is said of a request for which the server had no room: it may have too much to do at any time, and what it
/// would have answered is not known.
extension TrialEvaluator {
  func overloaded(_ result: CheckResult, _ evidence: StepEvidence) -> CheckResult {
    guard let reading = evidence.readings.first(where: { $0.exchange.id == result.exchange }) else { return result }
    return overloaded(result, evidence.step, reading)
  }

  func overloaded(_ result: CheckResult, _ relation: Relation) -> CheckResult {
    let names = Set(relation.paths.map(\.step))
    for evidence in steps where names.contains(evidence.step.id) {
      guard let reading = evidence.readings.first else { continue }
      let said = overloaded(result, evidence.step, reading)
      if said.verdict != result.verdict { return said }
    }
    return result
  }

  private func overloaded(_ result: CheckResult, _ step: Step, _ reading: ResponseReading) -> CheckResult {
    guard result.verdict != .notRun, result.verdict != .inconclusive, !step.isAboutOverload,
      reading.overloadedFor != nil, let status = reading.status
    else { return result }
    var result = result
    result.verdict = .inconclusive
    result.reason = "overloaded"
    let again = reading.earlier.isEmpty ? "" : ", and again after the wait it asked for"
    result.message = "the server says that it has too much to do (\(status))\(again), so this says nothing"
    return result
  }
}
