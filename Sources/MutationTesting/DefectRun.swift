import Contract
import Evaluation
import ReferenceServer
import Planning
import Running
import Verdicts

/// What the suite said of a server with one defect.
package struct DefectRun: Sendable, Equatable {
  package var defect: String
  /// The requirement that the defect breaks by its own account.
  package var requirement: String
  package var level: Level
  /// Addresses of the checks that failed for that requirement, sorted.
  package var killers: [String]
  /// Other requirements that failed, sorted.
  package var collateral: [String]
  /// What checks of the requirement came to when none failed; empty when it was caught.
  package var instead: String
  package var requests: Int

  package var isKilled: Bool { !killers.isEmpty }

  package init(
    defect: String, requirement: String, level: Level, killers: [String], collateral: [String],
    instead: String = "", requests: Int
  ) {
    self.defect = defect
    self.requirement = requirement
    self.level = level
    self.killers = killers
    self.collateral = collateral
    self.instead = instead
    self.requests = requests
  }

  init(_ defect: Defect, level: Level, outcome: RunOutcome) {
    let failed = outcome.results.filter { $0.verdict.kind == .fail }
    let killers = Set(failed.filter { $0.requirement == defect.requirement }.map(\.id.description)).sorted()
    self.init(
      defect: defect.name, requirement: defect.requirement, level: level, killers: killers,
      collateral: Set(failed.map(\.requirement)).subtracting([defect.requirement]).sorted(),
      instead: killers.isEmpty ? Self.instead(outcome, defect.requirement) : "",
      requests: outcome.totals.requests)
  }

  /// Why nothing failed: the verdicts there were, with the first reason that is no pass.
  private static func instead(_ outcome: RunOutcome, _ requirement: String) -> String {
    let results = outcome.results.filter { $0.requirement == requirement }
    guard !results.isEmpty else { return "no check of it ran" }
    let verdicts = VerdictKind.allCases.compactMap { verdict in
      let count = results.count { $0.verdict.kind == verdict }
      return count == 0 ? nil : "\(count) \(verdict.rawValue)"
    }
    let first = results.first { $0.verdict != .pass }.map { ": \($0.id): \(Wording.message($0.verdict))" } ?? ""
    return verdicts.joined(separator: ", ") + first
  }
}
