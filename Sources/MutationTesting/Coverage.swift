import Cases
import Contract
import ReferenceServer

/// Every requirement with what judges it and what shows that it can fail.
package struct Coverage: Sendable {
  package struct Entry: Sendable {
    package var requirement: Requirement
    /// Ids of the cases with a check that names it, sorted.
    package var cases: [String]
    /// Whether every exchange that it fits is judged by it.
    package var isInvariant: Bool
    /// Names of the defects that break it, sorted.
    package var defects: [String]
    /// Why nothing judges it; nil when something does.
    package var untested: String?
  }

  /// In the order of areas, and of ids within them.
  package var entries: [Entry]

  package init(_ suite: Suite) {
    var cases: [String: Set<String>] = [:]
    for subject in suite.cases {
      for id in subject.requirements { cases[id, default: []].insert(subject.id) }
    }
    var defects: [String: [String]] = [:]
    for defect in Defect.all { defects[defect.requirement, default: []].append(defect.name) }
    entries = suite.requirements.map { registered in
      let id = registered.requirement.id
      return Entry(
        requirement: registered.requirement, cases: cases[id, default: []].sorted(),
        isInvariant: registered.isInvariant, defects: defects[id, default: []].sorted(),
        untested: registered.untested)
    }.sorted { ($0.requirement.area, $0.requirement.id) < ($1.requirement.area, $1.requirement.id) }
  }
}
