import Cases
import Contract
import Wire

/// Judges whether a refusal's message names the field that is at fault.
struct FieldMentionEvaluator {
  let reading: ResponseReading

  /// Nil when there is no refusal with a message to look at; other requirements say so then.
  func judge(_ check: Check, _ own: CheckResult) -> CheckResult? {
    guard own.verdict == .pass || own.verdict == .unsupported, let status = reading.status,
      (400..<500).contains(status),
      let message = reading.error?["message"]?.string
    else { return nil }
    var result = own
    result.address = own.address + "/names"
    result.requirement = Check.namingRequirement
    let lower = message.lowercased()
    if check.names.contains(where: { lower.utf8Contains($0.lowercased()) }) {
      result.verdict = .pass
    } else {
      result.verdict = .fail
      result.reason = "field-not-named"
      result.message = "the refusal does not say which field is at fault"
      result.expected = "a message with " + check.names.joined(separator: " or ")
      result.actual = shortened(message)
    }
    return result
  }
}
