import Verdicts

/// Which entries speak of which checks, found without holding every entry against every check.
struct ExpectationMatches {
  private var byCheck: [Int: [Int]] = [:]
  private var byEntry: [Int: [Int]] = [:]

  init(_ entries: [Expectation], _ checks: [Report.Check]) {
    var exact: [CheckID: [Int]] = [:]
    var requirements: [String: [Int]] = [:]
    var patterns: [(Int, AddressPattern)] = []
    for (index, entry) in entries.enumerated() {
      switch entry.subject {
      case .requirement(let id): requirements[id, default: []].append(index)
      case .address(let text):
        let pattern = AddressPattern(text)
        // The number of a violated place does not count here either.
        if pattern.isExact {
          exact[CheckID(text).withoutOccurrence, default: []].append(index)
        } else {
          patterns.append((index, pattern))
        }
      }
    }
    for (number, check) in checks.enumerated() {
      let id = check.id.withoutOccurrence
      var found = (exact[id] ?? []) + (requirements[check.requirement] ?? [])
      if !patterns.isEmpty {
        let (caseBytes, claimBytes) = (Array(id.caseAddress.utf8), Array(id.claimText.utf8))
        found += patterns.filter { $0.1.matches(case: caseBytes, check: claimBytes) }.map(\.0)
      }
      guard !found.isEmpty else { continue }
      byCheck[number] = found.sorted()
      for index in found { byEntry[index, default: []].append(number) }
    }
  }

  /// In the order of the list.
  func entries(ofCheck index: Int) -> [Int] { byCheck[index] ?? [] }
  /// In the order of the report.
  func checks(ofEntry index: Int) -> [Int] { byEntry[index] ?? [] }
}
