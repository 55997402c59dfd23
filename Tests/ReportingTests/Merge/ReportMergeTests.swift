import Contract
import Testing
import Verdicts
import Wire

@testable import Cases
@testable import Reporting

@Suite struct ReportMergeTests {
  /// A part with one case and one check.
  func part(_ number: Int, of count: Int, _ id: String, _ verdict: VerdictKind = .pass, position: Int) -> Report {
    var check = check("\(id)#hello-ok", verdict, verdict == .fail ? "gap" : nil)
    check.exchange = "0001"
    var report = report([check])
    report.run.shard = .init(number: number, of: count, plan: "p", cases: count)
    report.cases = [.init(id: id, digest: "1", position: position)]
    report.exchanges = [
      .init(
        id: "0001", caseID: id, method: "POST", path: "/v1/messages", status: 200, end: "complete", totalMilliseconds: 5
      )
    ]
    report.observations = [.init(code: "c", sentence: "s", evidence: ["0001"])]
    return report
  }

  func merge(_ reports: [Report], addresses: Bool = false, expectations: ExpectationOverlay? = nil) throws -> Report {
    let parts = reports.enumerated().map { ReportMerge.Part(name: "part-\($0.offset)", report: $0.element) }
    return try ReportMerge(suite: try smallSuite(), parts: parts, allowsAddresses: addresses).report(
      gate: .must, expectations: expectations)
  }

  func problems(_ reports: [Report]) throws -> String {
    do {
      _ = try merge(reports)
      return ""
    } catch let problem as ReportMerge.Problem { return problem.description }
  }

  @Test func partsMakeAWholeInTheOrderOfThePlan() throws {
    let whole = try merge([part(2, of: 2, "tool", .fail, position: 0), part(1, of: 2, "hello[stream=on]", position: 1)])
    #expect(whole.checks.map(\.id) == ["tool#hello-ok", "hello[stream=on]#hello-ok"])
    #expect(whole.checks.map(\.exchange) == ["2-0001", "1-0001"])
    #expect(whole.exchanges.map(\.id) == ["1-0001", "2-0001"])
    #expect(whole.observations == [.init(code: "c", sentence: "s", evidence: ["1-0001", "2-0001"])])
    #expect(whole.run.shard == nil && whole.run.requests == 2 && whole.run.complete)
    #expect(whole.summary.exitCode == .failure)
    #expect(whole.requirements.map(\.id).prefix(3) == ["hello-ok", "tool-ok", "steps-ok"])
    #expect(whole.cases == [.init(id: "tool", digest: "1"), .init(id: "hello[stream=on]", digest: "1")])
  }

  @Test func aPartThatWasCutOffMakesTheWholeIncomplete() throws {
    var cut = part(2, of: 2, "tool", position: 0)
    cut.run.complete = false
    cut.run.interrupted = "cancelled"
    let whole = try merge([part(1, of: 2, "hello[stream=on]", position: 1), cut])
    #expect(
      !whole.run.complete && whole.run.interrupted == "part 2: cancelled" && whole.summary.exitCode == .incomplete)
  }

  @Test func gapsAndOverlapsAreRefused() throws {
    let one = part(1, of: 3, "a", position: 0)
    #expect(try problems([one, part(2, of: 3, "b", position: 1)]).contains("missing: 3/3"))
    #expect(
      try problems([one, part(2, of: 3, "b", position: 1), part(2, of: 3, "c", position: 2)]).contains(
        "are both part 2"))
    #expect(
      try problems([part(1, of: 2, "a", position: 0), part(2, of: 2, "a", position: 0)]).contains(
        "both have the case a"))
    var short = [part(1, of: 2, "a", position: 0), part(2, of: 2, "b", position: 1)]
    for index in short.indices { short[index].run.shard?.cases = 5 }
    #expect(try problems(short).contains("the plan has 5 cases, and the parts hold 2"))
    #expect(try problems([]).contains("no report"))
    #expect(try problems([report([check("a#x", .pass)])]).contains("--shard"))
  }

  @Test func mixedSuitesAndTargetsAreRefused() throws {
    let changes: [(String, (inout Report) -> Void)] = [
      ("another suite", { $0.suite.digest = "e" }), ("another model", { $0.target.model = "other" }),
      ("another tool", { $0.tool.version = "9" }), ("another address", { $0.target.baseURL = "http://other" }),
      ("another server", { $0.target.implementation = .init(name: "x") }),
      ("another authentication", { $0.target.auth.mode = .required }),
      ("another filter", { $0.run.filter = "areas x" }),
      ("another plan", { $0.run.shard?.plan = "q" }), ("another number of parts", { $0.run.shard?.of = 9 }),
      ("--expect", { $0.expectations = .init(file: "f", entries: []) }),
    ]
    for (words, change) in changes {
      var other = part(2, of: 2, "b", position: 1)
      change(&other)
      #expect(try problems([part(1, of: 2, "a", position: 0), other]).contains(words), "\(words)")
    }
    // All of another suite than the one here.
    var (a, b) = (part(1, of: 2, "a", position: 0), part(2, of: 2, "b", position: 1))
    a.suite.digest = "e"
    b.suite.digest = "e"
    #expect(try problems([a, b]).contains("--specs"))
    b = part(2, of: 2, "b", position: 1)
    b.target.baseURL = "http://other"
    #expect(try merge([part(1, of: 2, "a", position: 0), b], addresses: true).checks.count == 2)
  }

  @Test func expectationsAreLaidOverTheWhole() throws {
    let overlay = ExpectationOverlay(
      list: try expectations("  - { requirement: hello-ok, reason: gap }"),
      today: try #require(CalendarDate("2026-11-02")))
    let whole = try merge(
      [part(1, of: 2, "a", .fail, position: 0), part(2, of: 2, "b", position: 1)], expectations: overlay)
    #expect(whole.checks.map(\.verdict) == [.expectedFail, .pass])
    #expect(whole.summary.exitCode == .satisfied)
  }

  @Test func aPartCanBeWrittenAndRead() throws {
    let part = part(2, of: 5, "a", position: 7)
    #expect(try Report(json: try JSONParser.parse(JSONReportWriter().write(part)).root) == part)
    var json = part.json
    json["run"]?["shard"]?["number"] = 6
    #expect(throws: ReportFormatError.self) { try Report(json: json) }
  }
}
