import Cases
import Contract
import Verdicts

extension Case {
  /// Turns the findings about an exchange of one of its steps into results with addresses. Several violated places of
  /// one requirement keep apart.
  package func invariantResults(_ findings: [Finding], of step: Step, exchange: String) -> [CheckResult] {
    var count: [String: Int] = [:]
    return findings.map { finding in
      let number = count[finding.requirement, default: 0] + 1
      count[finding.requirement] = number
      return CheckResult(
        id: checkID(.invariant(requirement: finding.requirement, occurrence: number), of: step),
        requirement: finding.requirement, verdict: finding.verdict, exchange: exchange)
    }
  }
}

extension Finding {
  fileprivate var verdict: Verdict {
    guard var violation else { return .pass }
    violation.expected = violation.expected.shortened
    violation.actual = violation.actual.shortened
    return .fail(violation)
  }
}
