import Cases
import Contract
import Verdicts
import Wire

/// Judges whether a refusal's message names the field that is at fault.
struct FieldMentionEvaluator {
  let reading: ResponseReading

  /// Nil when there is no refusal with a message to look at; other requirements say so then.
  func judge(_ check: Check, _ own: CheckResult) -> CheckResult? {
    guard own.verdict.isHeld, let status = reading.status, (400..<500).contains(status),
      let message = reading.error?["message"]?.string
    else { return nil }
    var result = own
    result.id = own.id.ofFieldMention
    result.requirement = Check.namingRequirement
    let lower = message.lowercased()
    let isNamed = check.names.contains { lower.utf8Contains($0.lowercased()) }
    result.verdict =
      isNamed
      ? .pass
      : .fail(
        Violation(
          reason: .fieldNotNamed, detail: .fieldNotNamed,
          expected: "a message with " + check.names.joined(separator: " or "), actual: message.shortened))
    return result
  }
}
