import Cases
import Contract
import Verdicts
import Wire

/// Whether anything in a suite can have the address that an expectation speaks of. A run that is
/// filtered reaches less than there is, so it is the suite that is asked.
struct ExpectationReach {
  let suite: Suite
  /// What every case may be called, and every claim about it.
  private let reachable: [(addresses: [[UInt8]], checks: [[UInt8]])]

  init(_ suite: Suite) {
    self.suite = suite
    let judged = suite.invariants
    reachable = suite.cases.map { subject in
      let checks = subject.claimNames + subject.invariantNames(judged)
      return (subject.possibleAddresses.map { Array($0.utf8) }, checks.map { Array($0.utf8) })
    }
  }

  func exists(_ subject: Expectation.Subject) -> Bool {
    switch subject {
    case .requirement(let id): suite.requirement(id) != nil
    case .address(let text): exists(AddressPattern(text))
    }
  }

  private func exists(_ pattern: AddressPattern) -> Bool {
    // Taken apart as an address is, so that the number of a broken place does not count.
    let glob = Glob(CheckID("#\(pattern.checkText)").withoutOccurrence.claimText)
    return reachable.contains { names in
      names.addresses.contains { pattern.caseGlob.matches($0) } && names.checks.contains { glob.matches($0) }
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
