extension Report {
  /// Why the gate and the verdicts on clients do not agree, where they do not and one could wonder.
  var gateNote: String? {
    guard summary.gateClient == nil, !clients.isEmpty else { return nil }
    let level = summary.gate.rawValue
    let broken = clients.filter { $0.verdict == .breaks }
    switch summary.exitCode {
    case .satisfied:
      guard let first = broken.first else { return nil }
      let names = broken.count == 1 ? first.title : "\(first.title) and \(broken.count - 1) more"
      let verb = broken.count == 1 ? "does" : "do"
      let isListed = checks.contains { $0.verdict == .expectedFail || $0.verdict == .flaky }
      // A client's gate leaves listed failures aside too, so it is no advice then.
      return isListed
        ? "PASS means that no requirement of level \(level) is broken, apart from the listed ones. "
          + "\(names) \(verb) not work."
        : "PASS means that no requirement of level \(level) is broken. But \(names) \(verb) not work; "
          + "--gate client:\(first.name) would fail."
    case .failure:
      guard broken.isEmpty, clients.allSatisfy({ $0.verdict == .works || $0.verdict == .limited }),
        checks.contains(where: { $0.verdict == .fail })
      else { return nil }
      return "FAIL means that a requirement of level \(level) is broken. No client breaks."
    default: return nil
    }
  }
}
