/// Which entries speak of which checks, found without holding every entry against every check.
struct ExpectationMatches {
  private var byCheck: [Int: [Int]] = [:]
  private var byEntry: [Int: [Int]] = [:]

  init(_ entries: [Expectation], _ checks: [Report.Check]) {
    var exact: [CheckAddress: [Int]] = [:]
    var requirements: [String: [Int]] = [:]
    var patterns: [(Int, AddressPattern)] = []
    for (index, entry) in entries.enumerated() {
      switch entry.subject {
      case .requirement(let id): requirements[id, default: []].append(index)
      case .address(let text):
        let pattern = AddressPattern(text)
        // Taken apart as an address is, so that the number of a broken place does not count here either.
        if pattern.isExact {
          exact[CheckAddress(text), default: []].append(index)
        } else {
          patterns.append((index, pattern))
        }
      }
    }
    for (number, check) in checks.enumerated() {
      let address = CheckAddress(check.id)
      let (caseBytes, checkBytes) = (Array(address.caseAddress.utf8), Array(address.check.utf8))
      let found =
        (exact[address] ?? []) + (requirements[check.requirement] ?? [])
        + patterns.filter { $0.1.matches(case: caseBytes, check: checkBytes) }.map(\.0)
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
