import Cases
import Contract
import ReferenceServer
import Planning
import Running

/// Runs the suite against the reference server as it should be and with each of its defects, to show that
/// every check can fail and that none fails without a cause.
package struct SelfTest: Sendable {
  let suite: Suite
  let selection: Selection
  let defects: [Defect]
  /// How many runs go on at the same time; they mostly wait.
  let jobs: Int
  let progress: @Sendable (_ done: Int, _ total: Int, DefectRun) -> Void
  private let bodies = RenderedBodies()

  /// - Parameter defects: names; empty: all. Throws `SelfTestError` for a name that does not exist and for a
  ///   defect whose requirement does not.
  package init(
    suite: Suite, selection: Selection = Selection(), defects names: [String] = [], jobs: Int,
    progress: @escaping @Sendable (Int, Int, DefectRun) -> Void = { _, _, _ in }
  ) throws(SelfTestError) {
    let known = Defect.all
    for name in names where !known.contains(where: { $0.name == name }) {
      throw SelfTestError("unknown defect '\(name)'; `dropin serve --defects` lists them")
    }
    for defect in known where suite.requirement(defect.requirement) == nil {
      throw SelfTestError("the defect '\(defect.name)' breaks '\(defect.requirement)', which is not a requirement")
    }
    self.suite = suite
    self.selection = selection
    defects = names.isEmpty ? known : known.filter { names.contains($0.name) }
    self.jobs = max(1, jobs)
    self.progress = progress
  }

  /// Takes minutes. Throws when a server cannot be started.
  package func run() async throws -> KillMatrix {
    var clean: [String: [String]] = [:]
    for demandsToken in [false, true] {
      let outcome = try await embedded([], demandsToken: demandsToken, Set(Surface.allCases)).run()
      for result in outcome.results where result.verdict.kind == .fail {
        clean[result.requirement, default: []].append(result.id.description)
      }
    }
    return KillMatrix(
      suite: suite, selection: selection, isWhole: defects.count == Defect.all.count, clean: clean,
      trials: try await trials())
  }

  private func trials() async throws -> [DefectRun] {
    try await withThrowingTaskGroup(of: DefectRun.self) { group in
      var trials: [DefectRun] = []
      var waiting = defects[...]
      for defect in waiting.prefix(jobs) { group.addTask { try await trial(defect) } }
      waiting = waiting.dropFirst(jobs)
      for try await trial in group {
        trials.append(trial)
        progress(trials.count, defects.count, trial)
        if let next = waiting.popFirst() { group.addTask { try await self.trial(next) } }
      }
      return trials.sorted { $0.defect < $1.defect }
    }
  }

  private func trial(_ defect: Defect) async throws -> DefectRun {
    let requirement = suite.requirement(defect.requirement)
    // What an ordinary run sends, and the group that the defect is about.
    let surfaces = requirement?.surface.map { [$0] } ?? []
    let outcome = try await embedded([defect.name], demandsToken: defect.needsAuthentication, Set(surfaces)).run()
    return DefectRun(defect, level: requirement?.level ?? .may, outcome: outcome)
  }

  private func embedded(_ defects: [String], demandsToken: Bool, _ surfaces: Set<Surface>) -> EmbeddedRun {
    var selection = selection
    selection.surfaces.formUnion(surfaces)
    return EmbeddedRun(
      suite: suite, selection: selection, defects: defects, demandsToken: demandsToken, bodies: bodies)
  }
}

/// Why a proof cannot begin.
package struct SelfTestError: Error, Sendable, CustomStringConvertible {
  package var description: String
  init(_ description: String) { self.description = description }
}
