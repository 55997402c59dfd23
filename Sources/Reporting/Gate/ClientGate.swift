extension GateDecision {
  /// The same run judged by one client's readiness instead of by levels. What went wrong around the checks
  /// decides as before; a client that is limited still works.
  func narrowed(to client: Report.Client) -> GateDecision {
    switch code {
    case .internalError, .usage, .unreachable: return self
    case .satisfied, .failure, .incomplete: break
    }
    let words = "\(client.title): \(client.sentence)"
    switch client.verdict {
    case .works, .limited: return GateDecision(code: .satisfied, reason: words)
    case .breaks:
      return GateDecision(
        code: .failure,
        reason: "\(words.hasSuffix(".") ? String(words.dropLast()) : words); first \(client.blocking.first ?? "")")
    case .unknown: return GateDecision(code: .incomplete, reason: words)
    }
  }
}
