import Wire

/// Brings a list of expectations in line with a report, by the fewest lines.
///
/// Lines of their own that hold comments stay where they are. Entries that the report judged nothing of,
/// that are not in force or have expired while their failure goes on, and flaky ones stay too.
package struct ExpectationUpdate {
  /// What a new entry speaks of.
  package enum Grain: String, Sendable { case check, requirement }

  package static let emptyList = "format: 1\nexpectations: []\n"

  package struct Outcome: Sendable {
    package var bytes: [UInt8]
    /// What changed and what a person has to decide, in words.
    package var lines: [String]
    package var isChange: Bool
  }

  /// Why the list cannot be edited.
  package struct Problem: Error, CustomStringConvertible {
    package var description: String
  }

  let list: ExpectationList
  let bytes: [UInt8]
  let today: CalendarDate
  let ticket: String?
  let expires: CalendarDate?
  let grain: Grain

  package init(
    list: ExpectationList, bytes: [UInt8], today: CalendarDate, ticket: String? = nil, expires: CalendarDate? = nil,
    grain: Grain = .check
  ) {
    self.list = list
    self.bytes = bytes
    self.today = today
    self.ticket = ticket
    self.expires = expires
    self.grain = grain
  }

  package func apply(_ report: Report) throws(Problem) -> Outcome {
    let checks = report.checks.map(\.withoutOverlay)
    let overlay = ExpectationOverlay(list: list, today: today).apply(
      to: checks, suite: nil, model: report.target.model, version: report.target.implementation?.version)
    let matches = ExpectationMatches(list.entries, checks)
    var removed: Set<Int> = []
    var lines: [String] = []
    for (index, entry) in overlay.section.entries.enumerated() {
      let judged = matches.checks(ofEntry: index).filter { checks[$0].verdict == .pass || checks[$0].verdict == .fail }
      let goesOn = judged.contains { checks[$0].verdict == .fail && checks[$0].recognition == entry.reason }
      let isOver = !judged.isEmpty && !goesOn && !list.entries[index].isFlaky
      switch entry.status {
      case .unexpectedPass, .otherReason: if isOver { removed.insert(index) }
      case .expired:
        if isOver { removed.insert(index) } else { lines.append("! \(entry.entry): \(entry.message ?? "expired")") }
      case .held, .flaky, .matchesNothing, .unobserved, .notInForce: break
      }
    }
    let added = additions(checks, matches: matches, section: overlay.section)
    lines += removed.sorted().map { "- \(list.entries[$0].subject.words) (\(list.entries[$0].reason))" }
    lines += added.map { "+ \($0.subject.words) (\($0.reason))" }
    guard !removed.isEmpty || !added.isEmpty else { return Outcome(bytes: bytes, lines: lines, isChange: false) }
    let edited = try ExpectationEdit(list: list, bytes: bytes).apply(removing: removed, adding: added.map(text))
    try verify(edited, count: list.entries.count - removed.count + added.count)
    return Outcome(bytes: edited, lines: lines, isChange: true)
  }

  struct Addition: Hashable {
    var words: String
    var requirement: String
    var address: String
    var reason: String
    var subject: Expectation.Subject { address.isEmpty ? .requirement(requirement) : .address(address) }
  }

  /// Failures that no entry covers. One that has expired covers still: what becomes of it is for a person to say.
  private func additions(
    _ checks: [Report.Check], matches: ExpectationMatches, section: Report.Expectations
  ) -> [Addition] {
    var seen = Set<Addition>()
    var additions: [Addition] = []
    for (index, check) in checks.enumerated() where check.verdict == .fail {
      let isCovered = matches.entries(ofCheck: index).contains {
        list.entries[$0].reason == check.recognition && section.entries[$0].status != .notInForce
      }
      guard !isCovered else { continue }
      let address = grain == .check ? check.id.withoutOccurrence.description : ""
      var addition = Addition(words: "", requirement: check.requirement, address: address, reason: check.recognition)
      addition.words = addition.subject.words
      if seen.insert(addition).inserted { additions.append(addition) }
    }
    return additions.sorted { ($0.words, $0.reason) < ($1.words, $1.reason) }
  }

  private func text(_ addition: Addition) -> ExpectationEdit.NewEntry {
    var pairs: [(String, String)] = []
    switch addition.subject {
    case .address(let text): pairs.append(("address", text))
    case .requirement(let text): pairs.append(("requirement", text))
    }
    pairs.append(("reason", addition.reason))
    if let ticket { pairs.append(("ticket", ticket)) }
    pairs.append(("since", today.description))
    if let expires { pairs.append(("expires", expires.description)) }
    return ExpectationEdit.NewEntry(key: addition.words, pairs: pairs)
  }

  /// Nothing is written that could not be read back as it was meant.
  private func verify(_ bytes: [UInt8], count: Int) throws(Problem) {
    let result = ExpectationReader.read(bytes, file: list.file)
    guard result.diagnostics.isEmpty, result.list.entries.count == count else {
      throw Problem(
        description: "\(list.file) is laid out in a way that cannot be edited safely; "
          + "write one entry after the other, each beginning a line with '- '")
    }
  }
}

extension Report.Check {
  /// As it was judged, before any list was laid over it.
  var withoutOverlay: Report.Check {
    var check = self
    switch verdict {
    case .expectedFail: check.verdict = .fail
    case .unexpectedPass: check.verdict = .pass
    case .flaky: if expectation != nil { check.verdict = .fail }
    case .pass, .fail, .unsupported, .recovered, .notApplicable, .inconclusive, .notRun: break
    }
    check.expectation = nil
    return check
  }
}
