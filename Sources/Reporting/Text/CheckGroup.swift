import Contract
import Evaluation
import Verdicts

/// A requirement with those of its checks that came to certain verdicts.
struct CheckGroup {
  var requirement: Report.Requirement
  var checks: [Report.Check]

  /// Whether nothing but a control that does not hold, or a step that was not reached for it, kept it from being judged.
  var waitsForControl: Bool {
    checks.allSatisfy { $0.cause == .control || $0.reason == NotRun.blockedCode }
      && checks.contains { $0.cause == .control }
  }
}

extension Report {
  /// What broke: failures and unexpected passes.
  var brokenGroups: [CheckGroup] { groups { $0 == .fail || $0 == .unexpectedPass } }
  /// What broke, with what only repeats an observation about the whole server told apart. Of the groups that one
  /// observation explains, the one with the most checks speaks for the others.
  var brokenSummary: (shown: [CheckGroup], repeated: [(observation: Observation, groups: [CheckGroup])]) {
    var shown = brokenGroups
    var repeated: [(observation: Observation, groups: [CheckGroup])] = []
    for observation in observations where Diagnosis.Code(rawValue: observation.code) != nil {
      let exchanges = Set(observation.evidence)
      let explained = shown.filter { group in
        group.checks.allSatisfy { $0.exchange.map(exchanges.contains) ?? false }
      }
      guard let most = explained.map(\.checks.count).max(),
        let speaker = explained.first(where: { $0.checks.count == most })?.requirement.id
      else { continue }
      let others = explained.filter { $0.requirement.id != speaker }
      let ids = Set(others.map(\.requirement.id))
      shown.removeAll { ids.contains($0.requirement.id) }
      if !others.isEmpty { repeated.append((observation, others)) }
    }
    return (shown, repeated)
  }

  /// What nobody could judge.
  var openGroups: [CheckGroup] { groups { $0 == .inconclusive || $0 == .notRun } }
  /// What is known to be broken and listed.
  var expectedGroups: [CheckGroup] { groups { $0 == .expectedFail || $0 == .flaky } }

  /// Requirements that no check of this run names: not asked for, or without an occasion.
  var unjudgedRequirements: [Requirement] {
    Level.allCases.flatMap { level in requirements.filter { $0.level == level && $0.checks.isEmpty } }
  }

  /// `21 requirements had no check in this run: 13 must, 6 should, 2 may`; nil when every one had.
  var unjudgedWords: String? {
    let unjudged = unjudgedRequirements
    guard !unjudged.isEmpty else { return nil }
    let levels = Level.allCases.compactMap { level -> String? in
      let count = unjudged.count { $0.level == level }
      return count > 0 ? "\(count) \(level.rawValue)" : nil
    }
    return
      "\(unjudged.count.pluralized("requirement")) had no check in this run: \(levels.joined(separator: ", "))"
  }

  /// Checks of the wanted verdicts by requirement: highest level first, then in the order of the report.
  func groups(where wanted: (VerdictKind) -> Bool) -> [CheckGroup] {
    var checksByID: [String: [Check]] = [:]
    for check in checks where wanted(check.verdict) {
      checksByID[check.requirement, default: []].append(check)
    }
    let groups = listedRequirements.compactMap { requirement in
      checksByID[requirement.id].map { CheckGroup(requirement: requirement, checks: $0) }
    }
    return Level.allCases.flatMap { level in groups.filter { $0.requirement.level == level } }
  }

  /// The requirements, and one made up for every id that checks name and the report does not list, so
  /// that no check goes unseen.
  var listedRequirements: [Requirement] {
    let known = Set(requirements.map(\.id))
    var unlisted: [String: [Check]] = [:]
    var order: [String] = []
    for check in checks where !known.contains(check.requirement) {
      if unlisted[check.requirement] == nil { order.append(check.requirement) }
      unlisted[check.requirement, default: []].append(check)
    }
    return requirements
      + order.map { id in
        let checks = unlisted[id] ?? []
        return Requirement(
          id: id, level: checks.first?.level ?? .may, kind: .wire, area: "unlisted",
          text: "not in the report's list of requirements", checks: VerdictCounts(checks.lazy.map(\.verdict)))
      }
  }
}
