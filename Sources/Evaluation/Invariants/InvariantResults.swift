import Contract

/// Turns an exchange's findings into results with addresses.
public func invariantResults(_ findings: [Finding], case address: String, step: String?, exchange: String)
  -> [CheckResult]
{
  let prefix = "\(address)#" + (step.map { "\($0)/" } ?? "") + "invariant/"
  var results: [CheckResult] = []
  var count: [String: Int] = [:]
  for finding in findings {
    let number = count[finding.requirement, default: 0] + 1
    count[finding.requirement] = number
    // Several broken places of one requirement keep apart; the first has the plain address.
    var result = CheckResult(
      address: prefix + finding.requirement + (number == 1 ? "" : "/\(number)"), requirement: finding.requirement,
      verdict: .pass, place: finding.place, exchange: exchange)
    if case .violated(let reason, let message, let expected, let actual) = finding.outcome {
      result.verdict = .fail
      result.reason = reason
      result.message = message
      result.expected = shortened(expected)
      result.actual = shortened(actual)
      result.relatedExchanges = finding.relatedExchanges
    }
    results.append(result)
  }
  return results
}
