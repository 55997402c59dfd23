import Cases
import Contract
import Verdicts
import Wire

/// Judges that a request was refused, and leaves the form of the refusal to the requirements that own
/// it: a 422, a 5xx, an envelope of another shape or an `error` event after a 200 are each one defect
/// of the server, not one of every negative. A refusal with statuses of its own is judged whole.
struct RefusalEvaluator {
  let reading: ResponseReading

  /// Statuses which say that the request was never looked at.
  static let unrelated: Set<Int> = [401, 403, 429]

  /// Nil when the refusal is as wanted.
  func violation(of refusal: Refusal) -> Violation? {
    let status = reading.status ?? 0
    if (200..<400).contains(status), reading.error == nil {
      return violation(.accepted, .accepted, of: refusal, actual: "\(status)")
    }
    if refusal.statuses.isEmpty {
      if Self.unrelated.contains(status) {
        return otherStatus(.wrongStatus, .rejectedForAnotherReason, of: refusal, status: status)
      }
    } else if !refusal.statuses.contains(status) {
      return otherStatus(
        status >= 500 ? .serverError : .wrongStatus, .rejectedWithAnotherStatus, of: refusal, status: status)
    }
    return content(of: refusal)
  }

  private func otherStatus(_ reason: Reason, _ detail: Violation.Detail, of refusal: Refusal, status: Int) -> Violation
  {
    var found = violation(reason, detail, of: refusal, actual: "\(status): \(message)")
    if status >= 400 { found.answer = ErrorAnswer(status: status, message: message) }
    return found
  }

  private func content(of refusal: Refusal) -> Violation? {
    if !refusal.types.isEmpty {
      let type = reading.error?["type"]?.string ?? ""
      if !refusal.types.contains(type), !isTypeJudged {
        return violation(.wrongErrorType, .rejectedWithAnotherType, of: refusal, actual: type)
      }
    }
    let text = rawText
    if let missing = refusal.mentions.first(where: { !text.utf8Contains($0.lowercased()) }) {
      return violation(.notMentioned, .notMentioned(missing), of: refusal, actual: message)
    }
    guard let details = refusal.details,
      var mismatch = Matching().mismatch(
        details, reading.error?["details"], at: JSONPointer(["error", "details"]))
    else { return nil }
    mismatch.reason = .wrongDetails
    mismatch.detail = .otherDetails
    return mismatch
  }

  /// Whether the form of the error, or its type beside the status, has been found wrong by itself: a refusal is not
  /// wrong a second time for it.
  private var isTypeJudged: Bool {
    let owners = ["err-envelope-type", "err-envelope-error-type", "err-status-type-consistent", "err-no-html"]
    return reading.contract.findings.contains { $0.isViolated && owners.contains($0.requirement) }
  }

  private func violation(_ reason: Reason, _ detail: Violation.Detail, of refusal: Refusal, actual: String) -> Violation
  {
    var wanted = refusal.statuses.isEmpty ? "a refusal" : refusal.statuses.map(String.init).joined(separator: " or ")
    if !refusal.types.isEmpty { wanted += " with \(refusal.types.joined(separator: " or "))" }
    if !refusal.mentions.isEmpty { wanted += " mentioning \(refusal.mentions.joined(separator: ", "))" }
    return Violation(reason: reason, detail: detail, expected: wanted, actual: actual.shortened)
  }

  /// The error's message, or the start of whatever the body is.
  var message: String {
    reading.error?["message"]?.string
      ?? (String(decoding: reading.exchange.response?.body.prefix(400) ?? [], as: UTF8.self)).shortened
  }

  /// The whole body in lower case, bounded: words are looked for wherever a server puts them.
  var rawText: String {
    String(decoding: reading.exchange.response?.body.prefix(1 << 16) ?? [], as: UTF8.self).lowercased()
  }
}
