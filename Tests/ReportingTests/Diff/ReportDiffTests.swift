import Contract
import Testing
import Verdicts

@testable import Reporting

@Suite struct ReportDiffTests {
  /// Two reports of one check, with the case's digest and the suite's.
  func diff(
    _ old: [Report.Check], _ new: [Report.Check], cases: (String?, String?) = ("1", "1"),
    suites: (String, String) = ("d", "d"),
    gate: ReportDiff.Gate = .init()
  ) -> ReportDiff {
    func side(_ checks: [Report.Check], _ digest: String?, _ suite: String) -> Report {
      var report = report(checks)
      report.suite.digest = suite
      let addresses = Set((old + new).map(\.id.caseAddress)).sorted()
      report.cases = digest.map { digest in addresses.map { .init(id: $0, digest: digest) } }
      return report
    }
    return ReportDiff(old: side(old, cases.0, suites.0), new: side(new, cases.1, suites.1), gate: gate)
  }

  func one(_ old: VerdictKind?, _ new: VerdictKind?, reason: String = "gap") -> ReportDiff {
    func checks(_ verdict: VerdictKind?) -> [Report.Check] {
      verdict.map { [check("a#x", $0, $0 == .fail || $0 == .expectedFail ? reason : nil)] } ?? []
    }
    return diff(checks(old), checks(new))
  }

  @Test(arguments: [
    (VerdictKind?.some(.pass), VerdictKind?.some(.fail), DiffChange.Cause.server, DiffChange.Direction.worse, true),
    (.fail, .pass, .server, .better, false), (.unsupported, .fail, .server, .worse, true),
    (.pass, .notRun, .coverage, .worse, true), (.pass, nil, .coverage, .worse, true),
    (.fail, .inconclusive, .coverage, .worse, true),
    (.notRun, .pass, .coverage, .better, false), (nil, .fail, .coverage, .changed, false),
    (.pass, .unsupported, .capability, .worse, true), (.pass, .notApplicable, .capability, .worse, true),
    (.unsupported, .pass, .capability, .better, false), (.fail, .unsupported, .capability, .changed, false),
  ])
  func everyChangeHasItsCause(
    _ old: VerdictKind?, _ new: VerdictKind?, _ cause: DiffChange.Cause, _ direction: DiffChange.Direction,
    _ gates: Bool
  ) {
    let diff = one(old, new)
    #expect(diff.changes.map(\.cause) == [cause])
    #expect(diff.changes.map(\.direction) == [direction])
    #expect(diff.changes.map(\.gates) == [gates])
    #expect(diff.exitCode == (gates ? .failure : .satisfied))
    // Read the other way, what got worse gets better or is undecided, never worse.
    let back = one(new, old)
    if direction == .worse { #expect(back.changes.allSatisfy { $0.direction != .worse || $0.cause != cause }) }
  }

  @Test func whatAnEditionChangedIsTheSuitesDoing() {
    func side(_ edition: String?, _ checks: [Report.Check]) -> Report {
      var side = report(checks)
      side.suite.edition = edition
      side.cases = [.init(id: "a", digest: "1")]
      return side
    }
    let (old, new) = (side("2026-12", []), side("2027-06", [check("a#x", .fail, "gap")]))
    let diff = ReportDiff(old: old, new: new)
    #expect(diff.notes.contains("edition: 2026-12 → 2027-06"))
    #expect(diff.changes.map(\.cause) == [.suite] && diff.exitCode == .satisfied)
    #expect(diff.changes[0].message?.hasPrefix("the requirement is new in edition 2027-06") == true)
    #expect(ReportDiff(old: new, new: old).changes[0].message == "the requirement is gone in edition 2026-12")
    // A report of a version without editions says nothing about them.
    #expect(!ReportDiff(old: side(nil, []), new: new).notes.contains { $0.hasPrefix("edition") })
  }

  @Test func noChangeIsNoChange() {
    for verdict in VerdictKind.allCases { #expect(one(verdict, verdict).changes == [], "\(verdict)") }
    #expect(one(.fail, .expectedFail).changes == [])
    #expect(one(.notRun, .inconclusive).changes == [])
    #expect(one(.pass, .pass).exitReason.hasPrefix("nothing got worse"))
  }

  @Test func anotherReasonIsAChangeThatDoesNotGate() {
    let diff = diff([check("a#x", .fail, "gap")], [check("a#x", .fail, "hole")])
    #expect(diff.changes.map(\.words) == ["fail (gap) → fail (hole)"])
    #expect(diff.exitCode == .satisfied)
  }

  @Test func aCaseThatChangedIsTheSuites() {
    let passed = [check("a#x", .pass)]
    let failed = [check("a#x", .fail, "gap")]
    #expect(diff(passed, failed, cases: ("1", "2"), suites: ("d", "e")).changes[0].cause == .suite)
    #expect(diff(passed, failed, cases: ("1", "2"), suites: ("d", "e")).exitCode == .satisfied)
    // The suite changed elsewhere: the server's.
    #expect(diff(passed, failed, cases: ("1", "1"), suites: ("d", "e")).changes[0].cause == .server)
    // A report of an early version does not say; nobody is let off.
    let unknown = diff(passed, failed, cases: (nil, "1"), suites: ("d", "e"))
    #expect(unknown.changes[0].cause == .server)
    #expect(unknown.notes.contains { $0.contains("does not say which cases changed") })
  }

  @Test func aRequirementThatChangedIsTheSuites() {
    var old = report([check("a#x", .pass)])
    old.suite.digest = "old"
    old.requirements[0].text = "another text"
    #expect(ReportDiff(old: old, new: report([check("a#x", .fail, "gap")])).changes[0].cause == .suite)
    old.requirements[0].text = report([check("a#x", .pass)]).requirements[0].text
    #expect(ReportDiff(old: old, new: report([check("a#x", .fail, "gap")])).changes[0].cause == .server)
  }

  @Test func mixedVerdictsOfDifferentExchangesAreFlaky() {
    func on(_ exchange: String, _ verdict: VerdictKind) -> Report.Check {
      var check = check("a#x", verdict, verdict == .fail ? "gap" : nil)
      check.exchange = exchange
      return check
    }
    let flaky = diff([on("1", .pass), on("2", .pass)], [on("1", .pass), on("2", .fail)])
    #expect(flaky.changes.map(\.cause) == [.flake])
    #expect(flaky.exitCode == .satisfied)
    // Two places of one exchange are one failure.
    #expect(diff([on("1", .pass)], [on("1", .pass), on("1", .fail)]).changes.map(\.cause) == [.server])
    #expect(diff([check("a#x", .pass)], [check("a#x", .flaky, "gap")]).changes.map(\.cause) == [.flake])
  }

  @Test func whatIsListedDoesNotGate() {
    let diff = one(.pass, .expectedFail)
    #expect(diff.changes.map(\.cause) == [.server])
    #expect(diff.exitCode == .satisfied)
  }

  @Test func levelsAndCausesOfTheGate() {
    var should = check("a#x", .fail, "gap")
    should.level = .should
    var old = report([check("a#x", .pass)])
    old.requirements[0].level = .should
    var new = report([should])
    new.requirements[0].level = .should
    #expect(ReportDiff(old: old, new: new).exitCode == .satisfied)
    #expect(ReportDiff(old: old, new: new, gate: .init(level: .should)).exitCode == .failure)
    #expect(ReportDiff(old: old, new: new, gate: .init(level: .should, causes: [.coverage])).exitCode == .satisfied)
    // What needs the model's cooperation never gates at must.
    new.requirements[0].level = .must
    new.requirements[0].kind = .model
    #expect(ReportDiff(old: old, new: new).exitCode == .satisfied)
  }

  @Test func anInvariantThatFoundNoOccasionGatesOnlyWhenNothingElseJudgesIt() {
    let old = [check("a#invariant/r", .pass), check("b#invariant/r", .pass)]
    #expect(diff(old, [check("b#invariant/r", .pass)]).exitCode == .satisfied)
    #expect(diff(old, []).exitCode == .failure)
  }

  @Test func whatFollowsFromARegressionIsNoSecondOne() {
    let old = [
      check("a#x", .pass), check("a#y", .pass, requirement: "other"), check("b#y", .pass, requirement: "third"),
    ]
    let new = [check("a#x", .fail, "gap"), check("a#y", .inconclusive, "harness-x", requirement: "other")]
    let diff = diff(old, new)
    #expect(diff.changes.first { $0.check == "a#y" }?.gates == false)
    #expect(diff.changes.first { $0.check == "a#y" }?.message == "follows from hello-ok")
    #expect(diff.changes.first { $0.check == "b#y" }?.gates == true)
  }

  @Test func orderIsThatOfCauseDirectionAndLevel() {
    let old = [check("a#x", .fail, "gap"), check("b#x", .pass), check("c#x", .pass), check("d#x", .pass)]
    let new = [check("d#x", .unsupported), check("a#x", .pass), check("b#x", .notRun), check("c#x", .fail, "gap")]
    let diff = diff(old, new)
    #expect(diff.changes.map(\.check) == ["c#x", "a#x", "b#x", "d#x"])
    #expect(diff == ReportDiff(old: diff.old, new: diff.new))
  }

  @Test func latencyIsComparedOverPairs() {
    func timed(_ times: [Int], status: Int = 200) -> Report {
      var report = report([check("a#x", .pass)])
      report.exchanges = times.enumerated().map { index, time in
        .init(
          id: "\(index)", caseID: "c\(index)", step: "s", method: "POST", path: "/v1/messages", status: status,
          end: "complete",
          firstByteMilliseconds: time / 2, totalMilliseconds: time)
      }
      return report
    }
    let slow = ReportDiff(
      old: timed([400, 500, 600, 700, 800]), new: timed([900, 1100, 1300, 1500, 1700]), gate: .init(causes: [.latency]))
    #expect(slow.latency.map(\.metric) == [.firstByte, .total])
    #expect(slow.latency.map(\.direction) == [.worse, .worse])
    #expect(slow.latency[1].old == 600 && slow.latency[1].new == 1300)
    #expect(slow.exitCode == .failure)
    // Not among the usual causes of the gate.
    #expect(
      ReportDiff(old: timed([400, 500, 600, 700, 800]), new: timed([900, 1100, 1300, 1500, 1700])).exitCode
        == .satisfied)
    // One that stands out decides nothing, few say nothing, milliseconds are noise, refusals are not compared.
    #expect(ReportDiff(old: timed([400, 500, 600, 700, 800]), new: timed([400, 500, 600, 700, 90_000])).latency == [])
    #expect(ReportDiff(old: timed([400, 500]), new: timed([900, 1100])).latency == [])
    #expect(ReportDiff(old: timed([1, 2, 2, 3, 3]), new: timed([9, 9, 9, 9, 9])).latency == [])
    #expect(
      ReportDiff(
        old: timed([400, 500, 600, 700, 800], status: 400), new: timed([4000, 5000, 6000, 7000, 8000], status: 400)
      ).latency == [])
    #expect(
      ReportDiff(old: timed([900, 1100, 1300, 1500, 1700]), new: timed([400, 500, 600, 700, 800])).latency.map(
        \.direction) == [.better, .better])
  }

  @Test func reportsWithoutCasesAndExpectationsStayReadable() throws {
    var json = report([check("a#x", .pass)]).json.object ?? .init()
    #expect(json["cases"] == nil && json["expectations"] == nil)
    json["later"] = ["unknown": true]
    #expect(try Report(json: .object(json)).cases == nil)
  }
}
