import Cases
import Contract
import Running
import Wire

/// Whether anything in a suite can have the address that an expectation speaks of. A run that is
/// filtered reaches less than there is, so it is the suite that is asked.
struct ExpectationReach {
  let suite: Suite
  /// What every case may be called, and every claim about it.
  private let reachable: [(addresses: [[UInt8]], checks: [[UInt8]])]

  init(_ suite: Suite) {
    self.suite = suite
    let judged = judgedRequirements
    reachable = suite.cases.map { subject in
      let checks = subject.checkNames + subject.invariantPrefixes.flatMap { prefix in judged.map { prefix + $0 } }
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
    let glob = Glob(CheckAddress("#" + pattern.checkText).check)
    return reachable.contains { names in
      names.addresses.contains { pattern.caseGlob.matches($0) } && names.checks.contains { glob.matches($0) }
    }
  }

  /// What was probably meant by a name that matches nothing.
  func suggestion(for subject: Expectation.Subject) -> String? {
    switch subject {
    case .requirement(let id):
      return Cases.suggestion(for: id, among: suite.requirements.map(\.requirement.id))
    case .address(let text):
      let address = CheckAddress(text)
      let id = address.caseAddress.prefix { $0 != "[" }.filter { $0 != "*" && $0 != "?" }
      let rows = suite.cases.filter { $0.id == id }
      guard !rows.isEmpty else {
        return Cases.suggestion(for: String(id), among: Set(suite.cases.map(\.id)).sorted())
      }
      guard let row = rows.first(where: { $0.possibleAddresses.contains(address.caseAddress) }) else {
        return Cases.suggestion(for: address.caseAddress, among: rows.map(\.address)) ?? rows[0].address
      }
      let names =
        row.checkNames + row.invariantPrefixes.flatMap { prefix in judgedRequirements.sorted().map { prefix + $0 } }
      return Cases.suggestion(for: address.check, among: names).map { "\(row.address)#\($0)" }
    }
  }
}
