import Cases
import Contract
import Testing
import Verdicts

@testable import Reporting

@Suite struct ExpectationOverlayTests {
  func apply(
    _ entries: String, _ checks: [Report.Check], today: String = "2026-11-02", model: String = "m",
    version: String? = nil
  ) throws -> ExpectationOverlay.Result {
    ExpectationOverlay(list: try expectations(entries), today: try #require(CalendarDate(today)))
      .apply(to: checks, suite: try smallSuite(), model: model, version: version)
  }

  @Test func theSameReasonIsExpectedAndAnotherIsNot() throws {
    let entry = "  - { address: \"hello[stream=on]#hello-ok\", reason: gap, ticket: t-1 }"
    let same = try apply(entry, [check("hello[stream=on]#hello-ok", .fail, "gap")])
    #expect(same.checks[0].verdict == .expectedFail)
    #expect(same.checks[0].expectation == .init(entry: "known.yaml:3", reason: "gap", ticket: "t-1"))
    #expect(same.section.entries[0].status == .held)
    let other = try apply(entry, [check("hello[stream=on]#hello-ok", .fail, "hole")])
    #expect(other.checks[0].verdict == .fail)
    #expect(other.checks[0].message?.contains("known.yaml:3 lists it for another reason") == true)
    #expect(other.section.entries[0].status == .otherReason)
    #expect(other.faults == [])
  }

  @Test func aFailureThatIsNotListedStays() throws {
    let result = try apply(
      "  - { address: \"hello*\", reason: gap }", [check("tool#tool-ok", .fail, "gap", requirement: "tool-ok")])
    #expect(result.checks[0].verdict == .fail)
    #expect(result.section.entries[0].status == .unobserved)
  }

  @Test func anEntryIsOutOfDateOnlyWhenNothingOfItFails() throws {
    let entry = "  - { requirement: hello-ok, reason: gap }"
    let some = try apply(
      entry, [check("hello[stream=off]#hello-ok", .pass), check("hello[stream=on]#hello-ok", .fail, "gap")])
    #expect(some.checks.map(\.verdict) == [.pass, .expectedFail])
    let none = try apply(
      entry, [check("hello[stream=off]#hello-ok", .pass), check("hello[stream=on]#hello-ok", .pass)])
    #expect(none.checks.map(\.verdict) == [.unexpectedPass, .unexpectedPass])
    #expect(none.section.entries[0].message?.contains("remove the entry at known.yaml:3") == true)
  }

  @Test(arguments: [VerdictKind.inconclusive, .notRun, .unsupported, .notApplicable])
  func whatWasNotJudgedIsUnobserved(_ verdict: VerdictKind) throws {
    let result = try apply("  - { address: \"tool#*\", reason: gap }", [check("tool#tool-ok", verdict)])
    #expect(result.checks[0].verdict == verdict)
    #expect(result.section.entries[0].status == .unobserved)
    #expect(result.faults == [])
  }

  @Test func anExpiredEntryDoesNotCountAndIsAFault() throws {
    let entry = "  - { address: \"tool#tool-ok\", reason: gap, expires: 2026-11-01 }"
    let checks = [check("tool#tool-ok", .fail, "gap")]
    #expect(try apply(entry, checks, today: "2026-11-01").checks[0].verdict == .expectedFail)
    let result = try apply(entry, checks, today: "2026-11-02")
    #expect(result.checks[0].verdict == .fail)
    #expect(result.section.entries[0].status == .expired)
    #expect(result.faults.count == 1)
    guard case .usage(let words) = result.faults[0] else { return }
    #expect(words.contains("known.yaml:3"))
  }

  @Test(arguments: [
    ("address: \"helo*\"", "hello"), ("requirement: helo-ok", "hello-ok"),
    ("address: \"hello[stream=no]#hello-ok\"", "hello[stream=on]"),
    ("address: \"hello[stream=on]#hallo-ok\"", "hello[stream=on]#hello-ok"),
    ("address: \"two-steps#hello-ok\"", nil),
    ("address: \"tool#invariant/sse-index-itn\"", "tool#invariant/sse-index-int"),
  ])
  func aPatternThatMatchesNothingIsAFault(_ subject: String, _ meant: String?) throws {
    let result = try apply("  - { \(subject), reason: gap }", [])
    #expect(result.section.entries[0].status == .matchesNothing, "\(subject)")
    #expect(result.faults.count == 1)
    let message = try #require(result.section.entries[0].message)
    if let meant {
      #expect(message.contains("did you mean '\(meant)'"), "\(message)")
    } else {
      #expect(!message.contains("did you mean"))
    }
  }

  @Test(arguments: [
    "address: \"hello*\"", "address: \"hello[stream=on]#invariant/sse-index-int\"", "address: \"*#*index-int\"",
    "address: \"two-steps#answer/steps-ok\"", "address: \"two-steps#ask/invariant/resp-id-nonempty\"",
    "address: \"hello[stream=on,replay-auth=none]#hello-ok\"", "requirement: tool-ok",
    "address: \"tool#invariant/sse-index-int/2\"", "address: \"*#invariant/resp-id-unique\"",
  ])
  func whatTheSuiteHasAndTheRunDidNotReachIsUnobserved(_ subject: String) throws {
    #expect(try apply("  - { \(subject), reason: gap }", []).section.entries[0].status == .unobserved, "\(subject)")
  }

  @Test func conditionsDecideWhetherAnEntryIsInForce() throws {
    let entry = "  - { address: \"tool#tool-ok\", reason: gap, when: { model: \"openai/*\", version: \"0.4.*\" } }"
    let checks = [check("tool#tool-ok", .fail, "gap")]
    #expect(try apply(entry, checks, model: "openai/a", version: "0.4.1").checks[0].verdict == .expectedFail)
    #expect(try apply(entry, checks, model: "qwen/a", version: "0.4.1").checks[0].verdict == .fail)
    #expect(try apply(entry, checks, model: "openai/a", version: "0.5.0").checks[0].verdict == .fail)
    let unknown = try apply(entry, checks, model: "openai/a")
    #expect(unknown.checks[0].verdict == .fail)
    #expect(unknown.section.entries[0].message?.contains("--server-version") == true)
  }

  @Test func aFlakyEntryAllowsBoth() throws {
    let entry = "  - { address: \"tool#tool-ok\", reason: gap, flaky: true }"
    #expect(try apply(entry, [check("tool#tool-ok", .fail, "gap")]).checks[0].verdict == .flaky)
    #expect(try apply(entry, [check("tool#tool-ok", .pass)]).checks[0].verdict == .pass)
    #expect(try apply(entry, [check("tool#tool-ok", .fail, "hole")]).checks[0].verdict == .fail)
  }

  @Test func theNumberOfABrokenPlaceIsNoPartOfTheAddress() throws {
    let entry = "  - { address: \"tool#invariant/sse-index-int\", reason: gap }"
    let result = try apply(
      entry,
      [check("tool#invariant/sse-index-int", .fail, "gap"), check("tool#invariant/sse-index-int/2", .fail, "gap")])
    #expect(result.checks.map(\.verdict) == [.expectedFail, .expectedFail])
  }

  @Test func theGateFollowsTheOverlay() throws {
    func code(_ result: ExpectationOverlay.Result) -> ExitCode {
      let overlaid = report(result.checks)
      return GateDecision.decide(
        gate: .must, requirements: overlaid.requirements, checks: result.checks, complete: true, faults: result.faults
      ).code
    }
    let entry = "  - { address: \"tool#tool-ok\", reason: gap }"
    #expect(code(try apply(entry, [check("tool#tool-ok", .fail, "gap")])) == .satisfied)
    #expect(code(try apply(entry, [check("tool#tool-ok", .fail, "hole")])) == .failure)
    #expect(code(try apply(entry, [check("tool#tool-ok", .pass)])) == .failure)
    #expect(code(try apply("  - { address: nowhere, reason: gap }", [check("tool#tool-ok", .pass)])) == .usage)
  }
}

/// What people see of a list, also when the list's texts are hostile.
@Suite struct ExpectationFormatTests {
  @Test func everyFormatForPeopleNamesTheEntry() throws {
    for name in ["console", "md", "html"] {
      let text = String(decoding: try #require(ReportFormats.named(name)).write(listedReport()), as: UTF8.self)
      // Markdown writes the dot as a character reference.
      #expect(
        text.replacing("&#46;<!-- -->", with: ".").contains("known.yaml:3") || text.contains("known.yaml"), "\(name)")
      #expect(text.contains("matches-nothing") || text.contains("matches&#45;<!-- -->nothing"), "\(name)")
    }
  }

  @Test func hostileTicketsStayText() throws {
    var report = listedReport()
    report.expectations?.entries[0].ticket = Hostile.all
    report.expectations?.entries[0].message = Hostile.all
    let html = String(decoding: HTMLReportWriter().write(report), as: UTF8.self)
    #expect(!html.contains("<script>alert") && !html.contains("<img"))
    let console = String(decoding: ConsoleReportWriter(isVerbose: true).write(report), as: UTF8.self)
    #expect(!console.unicodeScalars.contains("\u{1B}"))
  }
}
