import Verdicts

/// Lays a list over what its failures keep from being decided: a check that waits for a control, a step or a readable
/// reply, where the only thing wrong with those is listed, is known to be open, and by which entry.
struct ListedBlockers {
  private var checks: [Report.Check]

  init(_ checks: [Report.Check]) { self.checks = checks }

  /// The checks, each that is covered with the entry that covers it.
  func covered() -> [Report.Check] {
    var checks = checks
    // A control may itself wait for a control; each round reaches one further.
    for _ in 0..<8 {
      let standing = Standing(checks)
      var isChange = false
      for index in checks.indices where checks[index].isOpen && checks[index].expectation == nil {
        guard let listing = standing.listing(for: checks[index]) else { continue }
        checks[index].expectation = listing
        checks[index].message =
          "not tested because of \(listing.entry)" + (checks[index].message.map { ": \($0)" } ?? "")
        isChange = true
      }
      if !isChange { break }
    }
    return checks
  }

  /// What is listed of cases, requirements and exchanges in which nothing else is wrong.
  private struct Standing {
    private var cases: [String: Report.Listing] = [:]
    private var requirements: [String: Report.Listing] = [:]
    private var exchanges: [String: Report.Listing] = [:]

    init(_ checks: [Report.Check]) {
      var failing = (cases: Set<String>(), requirements: Set<String>(), exchanges: Set<String>())
      for check in checks {
        if check.verdict == .fail {
          // What a case claims makes it a control; a rule for every exchange does not.
          if !check.id.isInvariant { failing.cases.insert(check.id.caseAddress) }
          failing.requirements.insert(check.requirement)
          if let exchange = check.exchange { failing.exchanges.insert(exchange) }
        }
        guard let listing = check.expectation, check.verdict != .unexpectedPass, check.verdict != .fail else {
          continue
        }
        if !check.id.isInvariant, cases[check.id.caseAddress] == nil { cases[check.id.caseAddress] = listing }
        guard check.verdict == .expectedFail || check.verdict == .flaky else { continue }
        if requirements[check.requirement] == nil { requirements[check.requirement] = listing }
        if let exchange = check.exchange, exchanges[exchange] == nil { exchanges[exchange] = listing }
      }
      cases = cases.filter { !failing.cases.contains($0.key) }
      requirements = requirements.filter { !failing.requirements.contains($0.key) }
      exchanges = exchanges.filter { !failing.exchanges.contains($0.key) }
    }

    func listing(for check: Report.Check) -> Report.Listing? {
      if let blocker = check.blockedBy { return cases[blocker] ?? requirements[blocker] }
      guard check.cause == .transport else { return nil }
      return check.exchange.flatMap { exchanges[$0] }
    }
  }
}

extension Report.Check {
  /// Whether nobody could say what it comes to, and it is not for want of the model's help.
  fileprivate var isOpen: Bool { verdict == .notRun || verdict == .inconclusive && cause != .model }
}

extension Verdict {
  /// The address of the case, or the id of the requirement, without which the check could not be decided.
  func blocker(of id: CheckID) -> String? {
    switch self {
    case .inconclusive(let doubt): doubt.blocker
    case .notRun(.blocked), .notRun(.stepNotSent): id.caseAddress
    default: nil
    }
  }
}

extension Inconclusive {
  fileprivate var blocker: String? {
    switch self {
    case .controlFailed(let address), .refusedLikePlain(let address): address
    case .unreadableReply(let owner), .follows(let owner): owner
    case .quorum(let inner, _): inner.blocker
    default: nil
    }
  }
}
