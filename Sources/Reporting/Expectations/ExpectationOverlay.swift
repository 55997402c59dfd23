import Cases
import Contract
import Wire

/// Lays a list of known failures over the checks of a run.
///
/// - A check that failed as listed becomes `expected-fail`, or `flaky` when the entry says so.
/// - It stays `fail` when it failed in another way, or under an entry that has expired.
/// - An entry that matched checks of which none failed and one passed is out of date: what passed
///   becomes `unexpected-pass`. One check of a pattern passing while others still fail is no such thing.
/// - Checks that were not judged leave their entries unobserved.
package struct ExpectationOverlay: Sendable {
  package let list: ExpectationList
  /// The day to hold `expires` against.
  package let today: CalendarDate

  package init(list: ExpectationList, today: CalendarDate) {
    self.list = list
    self.today = today
  }

  package struct Result {
    package var checks: [Report.Check]
    package var section: Report.Expectations
    /// Entries that have expired or match nothing; they end the run with exit code 2.
    package var faults: [GateDecision.Fault]

    /// What the list does not speak of.
    var unlisted: [Report.Check] { checks.filter { $0.verdict != .expectedFail && $0.verdict != .flaky } }
  }

  /// - Parameters:
  ///   - checks: as they were judged, without any overlay.
  ///   - suite: says which addresses exist; nil when nobody knows, then nothing is said to match nothing.
  ///   - version: the server's, nil when unknown. Entries with a condition on it are then not in force.
  package func apply(to checks: [Report.Check], suite: Suite?, model: String, version: String?) -> Result {
    let matches = ExpectationMatches(list.entries, checks)
    var checks = checks
    var entries: [Report.Expectations.Entry] = []
    let isAnyUnmatched = list.entries.indices.contains { matches.checks(ofEntry: $0).isEmpty }
    let reach = isAnyUnmatched ? suite.map(ExpectationReach.init) : nil
    var unreached = 0
    let statuses = list.entries.indices.map { index in
      let status = status(
        of: index, matches: matches, checks: checks, reach: reach, wantsSuggestion: unreached < 20, model: model,
        version: version)
      if status.status == .matchesNothing { unreached += 1 }
      return status
    }
    for index in checks.indices {
      lay(matches.entries(ofCheck: index).filter { statuses[$0].isInForce }, statuses, over: &checks[index])
    }
    checks = ListedBlockers(checks).covered()
    for (entry, status) in zip(list.entries, statuses) {
      entries.append(
        Report.Expectations.Entry(
          entry: entry.position, subject: entry.subject.words, reason: entry.reason, ticket: entry.ticket,
          status: status.status, checks: status.judged, message: message(entry, status, version: version)))
    }
    return Result(
      checks: checks, section: Report.Expectations(file: list.file, entries: entries), faults: faults(entries))
  }

  private struct Status {
    var status: Report.Expectations.Status
    var judged = 0
    /// A name that was probably meant, when nothing matches.
    var meant: String?
    var isInForce: Bool { status != .expired && status != .notInForce && status != .matchesNothing }
  }

  private func status(
    of index: Int, matches: ExpectationMatches, checks: [Report.Check], reach: ExpectationReach?,
    wantsSuggestion: Bool, model: String, version: String?
  ) -> Status {
    let entry = list.entries[index]
    let matched = matches.checks(ofEntry: index)
    if matched.isEmpty, let reach, !reach.exists(entry.subject) {
      return Status(
        status: .matchesNothing, meant: wantsSuggestion ? reach.suggestion(for: entry.subject) : nil)
    }
    let judged = matched.filter { checks[$0].verdict == .pass || checks[$0].verdict == .fail }
    if let expires = entry.expires, expires < today { return Status(status: .expired, judged: judged.count) }
    if !isInForce(entry, model: model, version: version) { return Status(status: .notInForce, judged: judged.count) }
    let failed = judged.filter { checks[$0].verdict == .fail }
    let status: Report.Expectations.Status =
      if judged.isEmpty {
        .unobserved
      } else if failed.contains(where: { checks[$0].recognition == entry.reason }) {
        entry.isFlaky ? .flaky : .held
      } else if !failed.isEmpty {
        .otherReason
      } else {
        entry.isFlaky ? .flaky : .unexpectedPass
      }
    return Status(status: status, judged: judged.count)
  }

  private func isInForce(_ entry: Expectation, model: String, version: String?) -> Bool {
    if let glob = entry.model, !Glob.matches(model, pattern: glob) { return false }
    guard let glob = entry.version else { return true }
    return version.map { Glob.matches($0, pattern: glob) } ?? false
  }

  private func lay(_ entries: [Int], _ statuses: [Status], over check: inout Report.Check) {
    func cite(_ index: Int) -> Report.Listing {
      let entry = list.entries[index]
      return Report.Listing(entry: entry.position, reason: entry.reason, ticket: entry.ticket)
    }
    switch check.verdict {
    case .fail:
      if let index = entries.first(where: { list.entries[$0].reason == check.recognition }) {
        check.verdict = list.entries[index].isFlaky ? .flaky : .expectedFail
        check.expectation = cite(index)
        check.message = "listed at \(list.entries[index].citation)" + (check.message.map { ": \($0)" } ?? "")
      } else if let index = entries.first {
        let entry = list.entries[index]
        check.expectation = cite(index)
        check.message =
          (check.message.map { "\($0); " } ?? "") + "\(entry.position) lists it for another reason, \(entry.reason)"
      }
    case .pass:
      guard let index = entries.first(where: { statuses[$0].status == .unexpectedPass }) else { return }
      check.verdict = .unexpectedPass
      check.expectation = cite(index)
      check.message =
        "listed at \(list.entries[index].citation) as failing with \(list.entries[index].reason), and it passed; "
        + "remove the entry"
    case .unsupported, .recovered, .notApplicable, .inconclusive, .notRun, .expectedFail, .unexpectedPass, .flaky: break
    }
  }

  private func message(_ entry: Expectation, _ status: Status, version: String?) -> String? {
    switch status.status {
    case .held, .flaky, .unobserved: nil
    case .unexpectedPass:
      "\(status.judged.pluralized("check")) matched, and none failed; remove the entry at \(entry.position)"
    case .otherReason:
      "it fails for another reason than \(entry.reason); correct the reason at \(entry.position), or write one more entry"
    case .expired:
      "expired on \(entry.expires?.description ?? ""); set a later 'expires' at \(entry.position), or remove the entry"
    case .matchesNothing:
      "matches nothing in the suite; correct or remove the entry at \(entry.position)"
        + (status.meant.map { " (did you mean '\($0)'?)" } ?? "")
    case .notInForce:
      entry.version != nil && version == nil
        ? "needs the server's version, which is not known; give --server-version" : nil
    }
  }

  private func faults(_ entries: [Report.Expectations.Entry]) -> [GateDecision.Fault] {
    let wrong = entries.filter { $0.status == .expired || $0.status == .matchesNothing }
    guard let first = wrong.first else { return [] }
    let more = wrong.count > 1 ? " (and \(wrong.count - 1) more in \(list.file))" : ""
    return [.usage("\(first.entry): the expectation '\(first.subject)' \(first.message ?? "")\(more)")]
  }
}

extension Report.Check {
  /// What a failure is recognised by.
  var recognition: String { reason ?? "unspecified" }
}
