import Contract
import Wire

/// Something that people do with a client, and the requirements that it rests on.
package struct ClientTask: Sendable {
  package var name: String
  /// In a person's words, e.g. `call tools`.
  package var title: String
  package var patterns: [RequirementPattern]
  /// The requirement that is unsupported where a server does not offer this at all.
  package var offeredBy: String?
  package var place: SourcePlace
}

/// An id, a glob over ids, or `area:NAME`.
package struct RequirementPattern: Sendable {
  package var text: String
  package var place: SourcePlace

  private static let areaPrefix = "area:"

  /// The area this is about, if it is about one.
  var area: String? { text.hasPrefix(Self.areaPrefix) ? String(text.dropFirst(Self.areaPrefix.count)) : nil }

  /// An id is more precise than a glob, a glob more than an area.
  var precision: Int { area != nil ? 0 : text.utf8.contains(UInt8(ascii: "*")) ? 1 : 2 }

  func matches(_ requirement: Requirement) -> Bool {
    if let area { return area.sameBytes(as: requirement.area) }
    return Glob.matches(requirement.id, pattern: text)
  }
}

extension Suite {
  /// The tasks that rest on a requirement, in the order of the file: those whose patterns fit it most precisely.
  package func tasks(of requirement: Requirement) -> [ClientTask] {
    let fits = tasks.map { task in task.patterns.filter { $0.matches(requirement) }.map(\.precision).max() }
    guard let best = fits.compactMap({ $0 }).max() else { return [] }
    return zip(tasks, fits).filter { $0.1 == best }.map(\.0)
  }
}
