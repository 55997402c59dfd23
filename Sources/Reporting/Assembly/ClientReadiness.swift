import Cases
import Contract
import Judging

/// Whether each client works with the server, from the requirements it needs.
struct ClientReadiness {
  let suite: Suite
  let requirements: [Report.Requirement]
  let results: [CheckResult]
  /// False for a filtered or cut-off run, which cannot say that something works.
  let isWhole: Bool

  /// Names as requirements write them; `python-sdk` stands for every version of it.
  static let known: [(name: String, title: String, groups: [String])] = [
    ("claude-code", "Claude Code", []),
    ("python-sdk-2", "Python SDK 2.x", ["python-sdk"]),
    ("python-sdk-1", "Python SDK 1.x", ["python-sdk"]),
    ("python-sdk-0", "Python SDK 0.x", ["python-sdk"]),
    ("typescript-sdk", "TypeScript SDK", []),
    ("curl", "curl", []),
  ]

  /// With fewer requirements at `must` than this behind it, a client that met no failure is not known to work.
  static let leastKnown = 10

  func clients() -> [Report.Client] {
    let open = openRequirements()
    return Self.known.map { client in
      let names = [client.name] + client.groups
      func impact(_ requirement: Report.Requirement) -> AffectedClient.Impact? {
        requirement.clients.filter { names.contains($0.name) }.map(\.impact).max {
          $0 == .degrades && $1 == .breaks
        }
      }
      let relevant = requirements.filter { impact($0) != nil }
      let broken = relevant.filter { $0.verdict == .fail }
      let blocking = broken.filter { impact($0) == .breaks && $0.level == .must }
      let degraded = broken.filter { impact($0) != .breaks || $0.level != .must }
      let undecided = relevant.filter { impact($0) == .breaks && $0.level == .must && open.contains($0.id) }
      let isKnown = relevant.count { impact($0) == .breaks && $0.level == .must } >= Self.leastKnown
      let verdict: Report.Client.Readiness =
        !blocking.isEmpty
        ? .breaks
        : !undecided.isEmpty || !isWhole || !isKnown
          ? .unknown
          : degraded.isEmpty ? .works : .limited
      return Report.Client(
        name: client.name, title: client.title, verdict: verdict, blocking: blocking.map(\.id),
        degraded: degraded.map(\.id), undecided: undecided.map(\.id),
        sentence: "\(client.title): " + sentence(verdict, blocking, degraded, undecided, isKnown: isKnown))
    }
  }

  /// Requirements that this run should have decided and did not. That the model did not give occasion
  /// does not count, nor that an invariant had nothing to look at.
  private func openRequirements() -> Set<String> {
    let invariants = Set(judgedRequirements)
    let seen = Set(results.map(\.requirement))
    var decided = Set<String>()
    var open = Set(
      suite.requirements.lazy.filter { $0.untested == nil }.map(\.requirement.id).filter {
        !seen.contains($0) && !invariants.contains($0)
      })
    for result in results {
      switch result.verdict {
      case .notRun: open.insert(result.requirement)
      case .inconclusive: if result.reason?.hasPrefix("model-") != true { open.insert(result.requirement) }
      case .pass, .fail, .unsupported, .expectedFail, .unexpectedPass, .flaky, .notApplicable:
        decided.insert(result.requirement)
      }
    }
    return open.subtracting(decided)
  }

  private func sentence(
    _ verdict: Report.Client.Readiness, _ blocking: [Report.Requirement], _ degraded: [Report.Requirement],
    _ undecided: [Report.Requirement], isKnown: Bool
  ) -> String {
    switch verdict {
    case .works: "works"
    case .limited: "works with limits in \(areas(degraded)), \(counted(degraded.count, "requirement"))"
    case .breaks: "breaks at \(areas(blocking)), \(counted(blocking.count, "requirement"))"
    case .unknown:
      !isKnown && isWhole && undecided.isEmpty
        ? "unknown, because the registry says too little about what it needs"
        : undecided.isEmpty
        ? "unknown, because only a part of the suite was judged"
        : "unknown, because \(counted(undecided.count, "requirement")) could not be judged"
    }
  }

  private func areas(_ requirements: [Report.Requirement]) -> String {
    var seen = Set<String>()
    let areas = requirements.map(\.area).filter { seen.insert($0).inserted }
    return areas.count > 4 ? areas.prefix(4).joined(separator: ", ") + " …" : areas.joined(separator: ", ")
  }
}
