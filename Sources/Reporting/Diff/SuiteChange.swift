import Verdicts

/// Whether a case or a requirement is the same in two reports.
struct SuiteChange {
  private let isSameSuite: Bool
  private let isOtherEdition: Bool
  private let editions: (old: String?, new: String?)
  private let requirements: (old: [String: Report.Requirement], new: [String: Report.Requirement])
  private let cases: (old: [String: String], new: [String: String])?

  init(_ old: Report, _ new: Report) {
    isOtherEdition = old.suite.edition != nil && new.suite.edition != nil && old.suite.edition != new.suite.edition
    editions = (old.suite.edition, new.suite.edition)
    isSameSuite = old.suite.digest.sameText(new.suite.digest) && !isOtherEdition
    func byID(_ report: Report) -> [String: Report.Requirement] {
      Dictionary(report.requirements.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    }
    requirements = (byID(old), byID(new))
    func digests(_ cases: [Report.CaseDigest]) -> [String: String] {
      Dictionary(cases.map { ($0.id, $0.digest) }, uniquingKeysWith: { first, _ in first })
    }
    if let before = old.cases, let after = new.cases { cases = (digests(before), digests(after)) } else { cases = nil }
  }

  /// The suites differ and a report does not say in which cases.
  var isUnknown: Bool { !isSameSuite && cases == nil }

  private var editionWords: String {
    guard isOtherEdition, let name = editions.new else { return "" }
    return " in edition \(name)"
  }

  /// What is another one, in words; nil when nothing is, or nobody can say.
  func words(_ address: CheckID, requirement: String) -> String? {
    guard !isSameSuite else { return nil }
    switch (requirements.old[requirement], requirements.new[requirement]) {
    case (nil, .some): return "the requirement is new" + editionWords
    case (.some, nil): return "the requirement is gone" + editionWords
    case (let before?, let after?):
      if before.text != after.text || before.level != after.level || before.kind != after.kind {
        return "the requirement has changed"
      }
    case (nil, nil): break
    }
    guard let cases else { return nil }
    switch (cases.old[address.caseAddress], cases.new[address.caseAddress]) {
    case (nil, .some): return "the case is new"
    case (.some, nil): return "the case is gone"
    case (let before?, let after?): return before == after ? nil : "the case has changed"
    case (nil, nil): return nil
    }
  }
}

extension String {
  fileprivate func sameText(_ other: String) -> Bool { utf8.elementsEqual(other.utf8) }
}
