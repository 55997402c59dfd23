import Contract

extension CheckResult {
  /// The reason of a check that holds only because the client knew what to leave out.
  package static let acceptedAfterFallback = "accepted-after-fallback"
  /// The reason of a check that does not apply because its control found that what it needs is absent.
  package static let absent = "control-unsupported"
}

/// What is said of a request that its client had to change before it was served.
extension TrialEvaluator {
  private static let fallbackRejected = "fallback-rejected"

  /// Served after such a change, the server does without what the client wanted, and has said so. A server that
  /// names a fallback and then refuses what it asked for helps nobody, whatever else the case would accept.
  func afterFallback(_ result: CheckResult, _ evidence: StepEvidence) -> CheckResult {
    guard !evidence.fallbacks.isEmpty else { return result }
    var result = result
    let fallbacks = evidence.fallbacks.joined(separator: "; then it ")
    switch result.verdict {
    case .pass where !evidence.isInVain:
      result.verdict = .unsupported
      result.reason = CheckResult.acceptedAfterFallback
      result.message = "refused at first, in words the client knows: it \(fallbacks)"
    case .pass, .unsupported, .fail:
      guard evidence.isInVain else { return result }
      result.verdict = .fail
      result.reason = Self.fallbackRejected
      result.message = "refused again in the same words after the client had done what they ask for: it \(fallbacks)"
      if result.expected.isEmpty { result.expected = "an answer to the request as changed" }
      if result.actual.isEmpty { result.actual = "\(evidence.readings.first?.status ?? 0) again" }
    default: break
    }
    return result
  }
}
