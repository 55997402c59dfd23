import Cases
import Contract
import Verdicts
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
    let glob =
      pattern.isExact ? CheckID("#\(pattern.checkGlob)").withoutOccurrence.claimText : pattern.checkGlob
    return suite.cases.contains { subject in
      guard subject.possibleAddresses.contains(where: { matchesGlob($0, pattern.caseGlob) }) else { return false }
      return glob == "*" || names(of: subject).contains { matchesGlob($0, glob) }
    }
  }

  /// Everything that can stand behind the `#` in an address of the case.
  private func names(of subject: Case) -> [String] {
    subject.claimNames + subject.invariantNames(suite.invariants)
  }

  /// What was probably meant by a name that matches nothing.
  func suggestion(for subject: Expectation.Subject) -> String? {
    switch subject {
    case .requirement(let id):
      return Suggestions.nearest(to: id, among: suite.requirements.map(\.requirement.id))
    case .address(let text):
      let address = CheckID(text)
      let id = address.caseAddress.prefix { $0 != "[" }.filter { $0 != "*" && $0 != "?" }
      let rows = suite.cases.filter { $0.id == id }
      guard !rows.isEmpty else {
        return Suggestions.nearest(to: String(id), among: Set(suite.cases.map(\.id)).sorted())
      }
      guard let row = rows.first(where: { $0.possibleAddresses.contains(address.caseAddress) }) else {
        return Suggestions.nearest(to: address.caseAddress, among: rows.map(\.address)) ?? rows[0].address
      }
      return Suggestions.nearest(to: address.claimText, among: names(of: row)).map { "\(row.address)#\($0)" }
    }
  }
}
