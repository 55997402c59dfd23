import Cases
import ReferenceServer
import Wire

/// The defects of the reference server, for people and for scripts.
package struct DefectList: Sendable {
  private let entries: [(defect: Defect, area: String)]

  /// - Parameter filter: a part of a name, a requirement, an area or a summary, or a glob over names and requirements;
  ///   nil: all defects.
  package init(_ suite: Suite, matching filter: String? = nil) {
    entries = Defect.all.map { ($0, suite.requirement($0.requirement)?.area ?? "other") }.filter { defect, area in
      guard let filter else { return true }
      if filter.contains("*") || filter.contains("?") {
        return Glob.matches(defect.name, pattern: filter) || Glob(filter).matches(defect.requirement)
      }
      let texts = [defect.name, defect.requirement, area, defect.summary]
      return texts.contains { $0.lowercased().contains(filter.lowercased()) }
    }
  }

  package var isEmpty: Bool { entries.isEmpty }
  package var names: [String] { entries.map(\.defect.name) }

  /// A line a defect, sorted by name: name, requirement, summary, between tabs.
  package var table: String {
    entries.map { "\($0.defect.name)\t\($0.defect.requirement)\t\(Self.summary($0.defect))" }.joined(separator: "\n")
  }

  /// The defects under their areas, in columns.
  package var page: String {
    let width = entries.map(\.defect.name.utf8.count).max() ?? 0
    let areas = Dictionary(grouping: entries, by: \.area).sorted { $0.key < $1.key }
    let blocks = areas.map { area, entries in
      let lines = entries.map { entry in
        let padding = String(repeating: " ", count: width - entry.defect.name.utf8.count)
        return "  \(entry.defect.name)\(padding)  \(Self.summary(entry.defect))"
      }
      return (["\(area) (\(entries.count))"] + lines).joined(separator: "\n")
    }
    return blocks.joined(separator: "\n\n")
  }

  private static func summary(_ defect: Defect) -> String {
    defect.needsAuthentication ? "\(defect.summary) Needs a server that demands a token." : defect.summary
  }
}
