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

  package init(
    cases: [String] = [], areas: [String] = [], requirements: [String] = [], level: Level = .may,
    profile: String? = nil
  ) {
    self.cases = cases
    self.areas = areas
    self.requirements = requirements
    self.level = level
    self.profile = profile
  }

  package var isEverything: Bool { self == Selection() }

  func includes(_ subject: Case, in suite: Suite) -> Bool {
    if let profile, suite.profile(profile)?.cases.contains(where: { $0.name == subject.address }) != true {
      return false
    }
    if !areas.isEmpty, !areas.contains(subject.area) { return false }
    if !cases.isEmpty, !cases.contains(where: { matchesGlob(subject.address, $0) || matchesGlob(subject.id, $0) }) {
      return false
    }
    if !requirements.isEmpty, !subject.requirements.contains(where: requirements.contains) { return false }
    guard level > .may else { return true }
    return subject.requirements.contains { (suite.requirement($0)?.level ?? .may) >= level }
  }
}
