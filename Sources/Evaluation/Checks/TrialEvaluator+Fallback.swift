import Cases
import Verdicts

/// What is said of a request that its client had to change before it was served.
extension TrialEvaluator {
  /// Served after such a change, the server does without what the client wanted, and has said so. A server that
  /// names a fallback and then refuses what it asked for helps nobody, whatever else the case would accept.
  func afterFallback(_ result: CheckResult, _ evidence: StepEvidence) -> CheckResult {
    guard !evidence.fallbacks.isEmpty else { return result }
    switch result.verdict {
    case .pass where !evidence.isRefusedAfterFallback:
      return result.with(.recovered(Recovery(actions: evidence.fallbacks)))
    case .pass, .unsupported, .fail:
      return evidence.isRefusedAfterFallback ? result.with(.fail(rejected(result.verdict.violation, evidence))) : result
    case .recovered, .notApplicable, .inconclusive, .notRun: return result
    }
  }

  private func rejected(_ violation: Violation?, _ evidence: StepEvidence) -> Violation {
    var rejected = Violation(
      reason: .fallbackRejected, detail: .fallbackRejected(actions: evidence.fallbacks),
      expected: "an answer to the request as changed", actual: "\(evidence.readings.first?.status ?? 0) again")
    guard let violation else { return rejected }
    if !violation.expected.isEmpty { rejected.expected = violation.expected }
    if !violation.actual.isEmpty { rejected.actual = violation.actual }
    rejected.answer = violation.answer
    rejected.place = violation.place
    return rejected
  }
}
