import Cases
import Contract
import Wire

/// Judges that a request was refused, and leaves the form of the refusal to the requirements that own
/// it: a 422, a 5xx, an envelope of another shape or an `error` event after a 200 are each one defect
/// of the server, not one of every negative. A refusal with statuses of its own is judged whole.
struct RefusalEvaluator {
  let reading: ResponseReading
  let matching: Matching

  /// Statuses which say that the request was never looked at.
  static let unrelated: Set<Int> = [401, 403, 429]

  /// Nil when the refusal is as wanted.
  func judge(_ refusal: Refusal) -> Judgement? {
    let status = reading.status ?? 0
    if (200..<400).contains(status), reading.error == nil {
      return violated("accepted", "the server accepts what it should refuse", refusal, actual: "\(status)")
    }
    if refusal.statuses.isEmpty {
      if Self.unrelated.contains(status) {
        return violated(
          "wrong-status", "the server refuses for another reason", refusal, actual: "\(status): \(message)")
      }
    } else if !refusal.statuses.contains(status) {
      let reason = status >= 500 ? "server-error" : "wrong-status"
      return violated(reason, "the refusal has another status", refusal, actual: "\(status): \(message)")
    }
    return judgeReason(refusal)
  }

  private func judgeReason(_ refusal: Refusal) -> Judgement? {
    if !refusal.types.isEmpty {
      let type = reading.error?["type"]?.string ?? ""
      if !refusal.types.contains(type) {
        return violated("wrong-error-type", "the refusal has another error type", refusal, actual: type)
      }
    }
    let text = rawText
    if let missing = refusal.mentions.first(where: { !text.utf8Contains($0.lowercased()) }) {
      return violated("not-mentioned", "the refusal does not mention '\(missing)'", refusal, actual: message)
    }
    if let details = refusal.details,
      let mismatch = matching.mismatch(details, reading.error?["details"], at: JSONPointer(["error", "details"]))
    {
      return .violated(
        .init(
          reason: "wrong-details", message: "error.details is not what clients act on",
          expected: mismatch.expected, actual: mismatch.actual, place: Place(pointer: mismatch.pointer)))
    }
    return nil
  }

  private func violated(_ reason: String, _ text: String, _ refusal: Refusal, actual: String) -> Judgement {
    var wanted = refusal.statuses.isEmpty ? "a refusal" : refusal.statuses.map(String.init).joined(separator: " or ")
    if !refusal.types.isEmpty { wanted += " with \(refusal.types.joined(separator: " or "))" }
    if !refusal.mentions.isEmpty { wanted += " mentioning \(refusal.mentions.joined(separator: ", "))" }
    return .violated(.init(reason: reason, message: text, expected: wanted, actual: shortened(actual)))
  }

  /// The error's message, or the start of whatever the body is.
  var message: String {
    reading.error?["message"]?.string
      ?? shortened(String(decoding: reading.exchange.response?.body.prefix(400) ?? [], as: UTF8.self))
  }

  /// The whole body in lower case, bounded: words are looked for wherever a server puts them.
  var rawText: String {
    String(decoding: reading.exchange.response?.body.prefix(1 << 16) ?? [], as: UTF8.self).lowercased()
  }
}
