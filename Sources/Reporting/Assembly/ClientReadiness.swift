import Cases

/// Whether each client works with the server, from what its profile says it needs.
struct ClientReadiness {
  private let suite: Suite
  /// False for a filtered or cut-off run, which cannot say that something works.
  private let isWhole: Bool
  private let standing: RequirementStanding

  /// With fewer required requirements behind it, a client that met no failure is not known to work.
  static let leastKnown = 10

  /// - Parameter checks: as they were judged, without any list of expectations laid over them.
  init(suite: Suite, checks: [Report.Check], isWhole: Bool) {
    self.suite = suite
    self.isWhole = isWhole
    standing = RequirementStanding(checks, of: suite)
  }

  func clients(_ requirements: [Report.Requirement]) -> [Report.Client] {
    suite.clients.map { client($0, requirements) }
  }

  private func client(_ profile: ClientProfile, _ requirements: [Report.Requirement]) -> Report.Client {
    let needs = requirements.map { entry in
      suite.requirement(entry.id).map(profile.need(of:)) ?? .indifferent
    }
    func needed(_ need: ClientProfile.Need) -> [Report.Requirement] {
      requirements.indices.filter { needs[$0] == need }.map { requirements[$0] }
    }
    let required = needed(.required)
    let blocking = required.filter { isViolated($0) || standing.tooSmall.contains($0.id) }
    let degraded =
      needed(.degrades).filter(isViolated)
      + (needed(.required) + needed(.degrades)).filter { standing.recovered.contains($0.id) }
    let undecided = required.filter { standing.open.contains($0.id) && !isViolated($0) }
    // A profile that says what has to be decided before its client works knows enough.
    let isKnown = required.count >= Self.leastKnown || !profile.tasks.proof.isEmpty
    let verdict: Report.Client.Readiness =
      !blocking.isEmpty
      ? .breaks
      : !undecided.isEmpty || !isWhole || !isKnown
        ? .unknown
        : degraded.isEmpty ? .works : .limited
    return Report.Client(
      name: profile.name, title: profile.title, verdict: verdict, blocking: blocking.map(\.id),
      degraded: degraded.map(\.id), undecided: undecided.map(\.id),
      sentence: sentence(verdict, blocking: blocking, degraded: degraded, undecided: undecided, isKnown: isKnown))
  }

  /// That a failure is listed as known does not help the client that meets it.
  private func isViolated(_ requirement: Report.Requirement) -> Bool {
    requirement.verdict == .fail || requirement.verdict == .expectedFail
  }

  private func sentence(
    _ verdict: Report.Client.Readiness, blocking: [Report.Requirement], degraded: [Report.Requirement],
    undecided: [Report.Requirement], isKnown: Bool
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
