import Verdicts

/// Reports of format 1 as format 2 says the same.
extension Report {
  static let format1 = "dropin-report/1"

  mutating func convertFromFormat1() {
    for index in checks.indices { checks[index].convertFromFormat1() }
    for index in clients.indices { clients[index].convertFromFormat1() }
  }
}

extension Report.Check {
  /// Format 1 has the cause in the reason alone, and calls it unsupported when a client went on after a refusal.
  fileprivate mutating func convertFromFormat1() {
    switch (verdict, reason) {
    case (.unsupported, Recovery.code?): verdict = .recovered
    case (.inconclusive, "overloaded"?): reason = Inconclusive.overloadCode
    case (.inconclusive, "unreadable-reply"?): reason = Inconclusive.unreadableReplyCode
    default: break
    }
    guard verdict == .inconclusive, let word = reason?.prefix(while: { $0 != "-" }) else { return }
    cause = InconclusiveCause(rawValue: String(word))
  }
}

extension Report.Client {
  /// Format 1 begins the sentence with the title.
  fileprivate mutating func convertFromFormat1() {
    let prefix = "\(title): "
    if sentence.hasPrefix(prefix) { sentence = String(sentence.dropFirst(prefix.count)) }
  }
}
