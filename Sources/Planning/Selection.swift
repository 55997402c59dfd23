import Cases
import Contract
import Wire

/// Which part of the suite a run is about.
package struct Selection: Sendable, Equatable {
  /// Globs (`*` and `?`) over case addresses; empty: all.
  package var cases: [String]
  package var areas: [String]
  /// Requirement ids; a case is selected when it judges one of them.
  package var requirements: [String]
  /// The lowest level a case has to judge something of.
  package var level: Level
  /// The name of a profile of the suite: its cases and no others.
  package var profile: String?
  /// The name of a client: what it needs, in its own words or in plain ones, and nothing else.
  package var client: String?
  /// The groups that only some servers have and that are asked about all the same.
  package var surfaces: Set<Surface>

  package init(
    cases: [String] = [], areas: [String] = [], requirements: [String] = [], level: Level = .may,
    profile: String? = nil, client: String? = nil, surfaces: Set<Surface> = []
  ) {
    self.cases = cases
    self.areas = areas
    self.requirements = requirements
    self.level = level
    self.profile = profile
    self.client = client
    self.surfaces = surfaces
  }

  /// Whether no part of what every server is asked is left out.
  package var isEverything: Bool { self == Selection(surfaces: surfaces) }

  /// Whether a group is asked about: by its own option, by its area, or because cases or requirements are named.
  package func asks(about surface: Surface?) -> Bool {
    guard let surface else { return true }
    return surfaces.contains(surface) || areas.contains(surface.rawValue) || !cases.isEmpty || !requirements.isEmpty
  }

  /// The cases that are selected, without the controls that a run adds.
  package func cases(of suite: Suite) -> [Case] { suite.cases.filter { includes($0, in: suite) } }

  func includes(_ subject: Case, in suite: Suite) -> Bool {
    guard asks(about: subject.surface) else { return false }
    if let profile, suite.profile(profile)?.cases.contains(where: { $0.name == subject.address }) != true {
      return false
    }
    if let client, let profile = suite.clients.first(where: { $0.name.sameBytes(as: client) }),
      !subject.isNeeded(by: profile, in: suite)
    {
      return false
    }
    if !areas.isEmpty, !areas.contains(subject.area) { return false }
    if !cases.isEmpty,
      !cases.contains(where: { Glob.matches(subject.address, pattern: $0) || Glob.matches(subject.id, pattern: $0) })
    {
      return false
    }
    if !requirements.isEmpty, !subject.requirements.contains(where: requirements.contains) { return false }
    guard level > .may else { return true }
    return subject.requirements.contains { (suite.requirement($0)?.level ?? .may) >= level }
  }
}

extension Case {
  /// Whether the client would send this, and is of no use without what is checked.
  fileprivate func isNeeded(by client: ClientProfile, in suite: Suite) -> Bool {
    guard steps.compactMap({ suite.speaker(of: $0.request) }).allSatisfy(client.isKin) else { return false }
    return requirements.contains { id in
      client.tasks.proof.contains(id) || suite.requirement(id).map { client.need(of: $0) == .required } ?? false
    }
  }
}
