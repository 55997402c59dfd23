/// A dated state of the suite: which requirements count.
package struct Edition: Sendable, Equatable {
  /// `2026-12`: sorts by age.
  package var name: String
  package var title: String
  package var place: SourcePlace

  /// Whether a text is a year and a month.
  static func isName(_ text: String) -> Bool {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[0].utf8.count == 4, parts[1].utf8.count == 2, let year = Int(parts[0]),
      let month = Int(parts[1])
    else { return false }
    return year >= 2026 && (1...12).contains(month)
  }
}

extension Suite {
  /// Whether requirements were left out because they came later.
  package var isLimited: Bool { edition.map { name in editions.last.map { $0.name != name } ?? false } ?? false }

  /// The suite with what counts in an edition; nil for one that does not exist. A requirement that came later is left
  /// out, and so is a case that checks nothing else, unless it is the control of another.
  package func limited(to edition: String) -> Suite? {
    guard let limit = editions.firstIndex(where: { $0.name.sameBytes(as: edition) }) else { return nil }
    let later = Set(editions[(limit + 1)...].map(\.name))
    let counted = requirements.filter { entry in entry.since.map { !later.contains($0) } ?? true }
    let ids = Set(counted.map(\.requirement.id))
    let asked = cases.filter { $0.requirements.contains(where: ids.contains) }
    let controls = Set(asked.compactMap(controlAddress))
    let kept = Set(asked.map(\.address)).union(controls)
    return Suite(
      cases: cases.filter { kept.contains($0.address) }, requirements: counted, clients: clients, profiles: profiles,
      tasks: tasks, remedies: remedies, sources: sources, editions: editions, edition: edition, version: version,
      digest: digest)
  }
}
