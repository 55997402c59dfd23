import Contract
import Verdicts

/// Finds the changes between two reports and says what caused them.
struct ReportComparison {
  let old: Report
  let new: Report
  let gate: ReportDiff.Gate
  private let suite: SuiteChange

  init(old: Report, new: Report, gate: ReportDiff.Gate) {
    self.old = old
    self.new = new
    self.gate = gate
    suite = SuiteChange(old, new)
  }

  func changes() -> [DiffChange] {
    let (before, oldOrder) = CheckState.all(old)
    let (after, newOrder) = CheckState.all(new)
    let stillJudged = Set(after.values.filter { $0.side.verdict.isJudged }.map(\.check.requirement))
    var levels: [String: Level] = [:]
    for requirement in old.requirements + new.requirements { levels[requirement.id] = requirement.gatingLevel }
    var changes: [DiffChange] = []
    for address in newOrder + oldOrder.filter({ after[$0] == nil }) {
      let (then, now) = (before[address], after[address])
      guard let check = now?.check ?? then?.check,
        var change = change(address, of: check, from: then, to: now)
      else { continue }
      change.gates = gates(
        change, level: levels[check.requirement] ?? check.level, now: now, address: address,
        isRequirementJudged: stillJudged.contains(check.requirement))
      changes.append(change)
    }
    return Self.sorted(withConsequences(changes, after))
  }

  /// What a broken answer keeps from being judged is no second regression: the first one gates already.
  private func withConsequences(_ changes: [DiffChange], _ after: [CheckID: CheckState]) -> [DiffChange] {
    var causes: [String: String] = [:]
    var broken: Set<CheckID> = []
    for change in changes where change.cause == .server && change.gates {
      let address = change.check
      broken.insert(address)
      if causes[address.caseAddress] == nil { causes[address.caseAddress] = change.requirement }
    }
    // Cases share answers, so the regression may stand under another case.
    var exchanges: [String: String] = [:]
    for check in new.checks where check.verdict == .fail && broken.contains(check.id.withoutOccurrence) {
      if let id = check.exchange, exchanges[id] == nil { exchanges[id] = check.requirement }
    }
    return changes.map { change in
      guard change.cause == .coverage, change.direction == .worse,
        let requirement = causes[change.check.caseAddress]
          ?? after[change.check]?.check.exchange.flatMap({ exchanges[$0] })
      else { return change }
      var change = change
      change.gates = false
      change.message = "follows from \(requirement)" + (change.message.map { ": \($0)" } ?? "")
      return change
    }
  }

  private func change(
    _ address: CheckID, of check: Report.Check, from then: CheckState?, to now: CheckState?
  ) -> DiffChange? {
    guard then?.side != now?.side else { return nil }
    let suiteWords = suite.words(address, requirement: check.requirement)
    guard var (cause, direction) = Self.classify(then?.side, now?.side) else { return nil }
    var message = now?.check.message
    if let suiteWords {
      cause = .suite
      if now == nil { direction = .changed }
      message = suiteWords + (message.map { ": \($0)" } ?? "")
    } else if cause == .server, then?.isFlaky == true || now?.isFlaky == true {
      cause = .flake
    }
    return DiffChange(
      cause: cause, direction: direction, gates: false, check: address, requirement: check.requirement,
      level: check.level, old: then?.side, new: now?.side, message: message)
  }

  /// Cause and direction by the verdicts alone, as if suite and server were steady; nil when it is no news.
  static func classify(
    _ then: DiffChange.Side?, _ now: DiffChange.Side?
  ) -> (DiffChange.Cause, DiffChange.Direction)? {
    enum State { case passed, failed, absent, unjudged }
    func state(_ side: DiffChange.Side?) -> State {
      switch side?.verdict {
      case .pass, .unexpectedPass: .passed
      case .fail, .expectedFail, .flaky: .failed
      case .unsupported, .recovered, .notApplicable: .absent
      case .inconclusive, .notRun, nil: .unjudged
      }
    }
    return switch (state(then), state(now)) {
    case (.passed, .failed): (.server, .worse)
    case (.failed, .passed): (.server, .better)
    case (.failed, .failed): (.server, .changed)
    case (.passed, .unjudged), (.failed, .unjudged): (.coverage, .worse)
    case (.unjudged, .passed): (.coverage, .better)
    case (.unjudged, .failed), (.absent, .unjudged), (.unjudged, .absent):
      then == nil && state(now) == .absent ? nil : (.coverage, .changed)
    case (.passed, .absent): (.capability, .worse)
    case (.failed, .absent), (.absent, .absent): (.capability, .changed)
    case (.absent, .passed): (.capability, .better)
    case (.absent, .failed):
      then?.verdict == .unsupported || then?.verdict == .recovered ? (.server, .worse) : (.coverage, .changed)
    case (.passed, .passed), (.unjudged, .unjudged): nil
    }
  }

  private func gates(
    _ change: DiffChange, level: Level, now: CheckState?, address: CheckID, isRequirementJudged: Bool
  ) -> Bool {
    guard change.direction == .worse, gate.causes.contains(change.cause), level >= gate.level else { return false }
    if now?.isListed == true { return false }
    guard change.cause == .coverage else { return true }
    // Which exchange an invariant finds something on, and what a model gives occasion for, differs from
    // run to run. The requirement going unjudged is what counts.
    let isChance = address.isInvariant || now?.check.cause == .model
    return !(isChance && isRequirementJudged)
  }

  var notes: [String] {
    var notes: [String] = []
    func note(_ what: String, from before: String?, to after: String?) {
      if before != after { notes.append("\(what): \(before ?? "unknown") → \(after ?? "unknown")") }
    }
    note("model", from: old.target.model, to: new.target.model)
    if let before = Self.server(old), let after = Self.server(new) { note("server", from: before, to: after) }
    note("auth", from: old.target.auth.mode.rawValue, to: new.target.auth.mode.rawValue)
    note("suite", from: old.suite.version, to: new.suite.version)
    if let before = old.suite.edition, let after = new.suite.edition { note("edition", from: before, to: after) }
    if old.suite.version == new.suite.version, old.suite.digest != new.suite.digest {
      notes.append("the suites differ")
    }
    if suite.isUnknown {
      notes.append("a report does not say which cases changed, so changes of the suite count as the server's")
    }
    if old.tool.version != new.tool.version {
      notes.append(
        "tool: \(old.tool.version) → \(new.tool.version); judge the old evidence with the new tool to tell its changes from the server's"
      )
    }
    note("profile", from: old.run.profile ?? "none", to: new.run.profile ?? "none")
    note("filter", from: old.run.filter ?? "none", to: new.run.filter ?? "none")
    if !old.run.complete { notes.append("the old run is incomplete") }
    if !new.run.complete { notes.append("the new run is incomplete") }
    return notes
  }

  private static func server(_ report: Report) -> String? {
    report.target.implementation.map { $0.name + ($0.version.map { " \($0)" } ?? "") }
  }

  private static func sorted(_ changes: [DiffChange]) -> [DiffChange] {
    DiffChange.Cause.allCases.flatMap { cause in
      DiffChange.Direction.allCases.flatMap { direction in
        Level.allCases.flatMap { level in
          changes.filter { $0.cause == cause && $0.direction == direction && $0.level == level }
        }
      }
    }
  }
}
