import Cases
import Contract
import Running
import Wire

/// Whether anything in a suite can have the address that an expectation speaks of. A run that is
/// filtered reaches less than there is, so it is the suite that is asked.
struct ExpectationReach {
  let suite: Suite
  init(_ suite: Suite) { self.suite = suite }

  func exists(_ subject: Expectation.Subject) -> Bool {
    switch subject {
    case .requirement(let id): suite.requirement(id) != nil
    case .address(let text): exists(AddressPattern(text))
    }
  }

  private func exists(_ pattern: AddressPattern) -> Bool {
    let check = CheckAddress(caseAddress: "", check: pattern.checkGlob)
    let glob = pattern.isExact ? CheckAddress("#" + pattern.checkGlob).check : check.check
    for subject in suite.cases where subject.possibleAddresses.contains(where: { matchesGlob($0, pattern.caseGlob) }) {
      if glob == "*" || subject.checkNames.contains(where: { matchesGlob($0, glob) }) { return true }
      for prefix in subject.invariantPrefixes {
        for id in judgedRequirements where matchesGlob(prefix + id, glob) { return true }
      }
    }
    return false
  }

  /// What was probably meant by a name that matches nothing.
  func suggestion(for subject: Expectation.Subject) -> String? {
    switch subject {
    case .requirement(let id):
      return Suggestions.nearest(to: id, among: suite.requirements.map(\.requirement.id))
    case .address(let text):
      let address = CheckAddress(text)
      let id = address.caseAddress.prefix { $0 != "[" }.filter { $0 != "*" && $0 != "?" }
      let rows = suite.cases.filter { $0.id == id }
      guard !rows.isEmpty else {
        return Suggestions.nearest(to: String(id), among: Set(suite.cases.map(\.id)).sorted())
      }
      guard let row = rows.first(where: { $0.possibleAddresses.contains(address.caseAddress) }) else {
        return Suggestions.nearest(to: address.caseAddress, among: rows.map(\.address)) ?? rows[0].address
      }
      let names =
        row.checkNames + row.invariantPrefixes.flatMap { prefix in judgedRequirements.sorted().map { prefix + $0 } }
      return Suggestions.nearest(to: address.check, among: names).map { "\(row.address)#\($0)" }
    }
  }
}
