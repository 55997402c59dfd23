import Cases
import Contract
import Evaluation

/// Whether each client works with the server, from what its profile says it needs.
struct ClientReadiness {
  let suite: Suite
  let requirements: [Report.Requirement]
  let results: [CheckResult]
  /// False for a filtered or cut-off run, which cannot say that something works.
  let isWhole: Bool

  /// With fewer required requirements behind it, a client that met no failure is not known to work.
  static let leastKnown = 10

  func clients() -> [Report.Client] {
    let open = openRequirements()
    return suite.clients.map { client($0, open) }
  }

  private func client(_ profile: ClientProfile, _ open: Set<String>) -> Report.Client {
    let needs = requirements.map { entry in
      suite.requirement(entry.id).map(profile.need(of:)) ?? .indifferent
    }
    func needed(_ need: ClientProfile.Need) -> [Report.Requirement] {
      requirements.indices.filter { needs[$0] == need }.map { requirements[$0] }
    }
    let required = needed(.required)
    let blocking = required.filter { isViolated($0) || tooSmall.contains($0.id) }
    let degraded =
      needed(.degrades).filter(isViolated)
      + (needed(.required) + needed(.degrades)).filter { afterFallback.contains($0.id) }
    let undecided = required.filter { open.contains($0.id) && !isViolated($0) }
    let isKnown = required.count >= Self.leastKnown
    let verdict: Report.Client.Readiness =
      !blocking.isEmpty
      ? .breaks
      : !undecided.isEmpty || !isWhole || !isKnown
        ? .unknown
        : degraded.isEmpty ? .works : .limited
    return Report.Client(
      name: profile.name, title: profile.title, verdict: verdict, blocking: blocking.map(\.id),
      degraded: degraded.map(\.id), undecided: undecided.map(\.id),
      sentence: "\(profile.title): " + sentence(verdict, blocking, degraded, undecided, isKnown: isKnown))
  }

  /// That a failure is listed as known does not help the client that meets it.
  private func isViolated(_ requirement: Report.Requirement) -> Bool {
    requirement.verdict == .fail || requirement.verdict == .expectedFail
  }

  /// The accepted behaviour of a sound server whose model cannot take in what this client sends.
  private static let tooSmallReason = "context-too-small"

  /// Requirements that the server keeps only by refusing, for want of room.
  private var tooSmall: Set<String> {
    Set(results.lazy.filter { $0.verdict == .unsupported && $0.reason == Self.tooSmallReason }.map(\.requirement))
  }

  /// Requirements that hold only for a client which leaves out what the server does without.
  private var afterFallback: Set<String> {
    Set(
      results.lazy.filter { $0.verdict == .unsupported && $0.reason == CheckResult.acceptedAfterFallback }.map(
        \.requirement))
  }

  /// Requirements that this run should have decided and did not. That the model did not give occasion
  /// does not count, nor that an invariant had nothing to look at.
  private func openRequirements() -> Set<String> {
    let invariants = Set(suite.invariants)
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
    case .limited: "works with limits in \(areas(degraded)), \(pluralized(degraded.count, "requirement"))"
    case .breaks: "breaks at \(areas(blocking)), \(pluralized(blocking.count, "requirement"))"
    case .unknown:
      !isKnown && isWhole && undecided.isEmpty
        ? "unknown, because too little is known about what it needs"
        : undecided.isEmpty
          ? "unknown, because only a part of the suite was judged"
          : "unknown, because \(pluralized(undecided.count, "requirement")) could not be judged"
    }
  }

  private func areas(_ requirements: [Report.Requirement]) -> String {
    var seen = Set<String>()
    let areas = requirements.map(\.area).filter { seen.insert($0).inserted }
    return areas.count > 4 ? areas.prefix(4).joined(separator: ", ") + " …" : areas.joined(separator: ", ")
  }
}
