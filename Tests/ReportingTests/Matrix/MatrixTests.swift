import Contract
import Testing
import Verdicts

@testable import Reporting

@Suite struct MatrixTests {
  /// A report of requirements `r0`, `r1`, … with these verdicts.
  static func report(
    _ verdicts: [VerdictKind?], name: String? = nil, version: String = "1", started: String = "2026-11-02T08:00:00Z",
    suite: String = "1"
  ) -> Report {
    var report = ReportingTests.report([])
    report.run.started = started
    report.suite.version = suite
    report.target.implementation = name.map { .init(name: $0, version: version) }
    report.clients = [.init(name: "claude-code", title: "Claude Code", verdict: .works, sentence: "works")]
    report.requirements = verdicts.enumerated().compactMap { index, verdict in
      verdict.map {
        Report.Requirement(
          id: "r\(index)", level: index % 2 == 0 ? .must : .should, kind: .wire, area: "a", text: "text \(index)",
          checks: VerdictCounts([$0]), clients: index < 4 ? [.init(name: "claude-code", impact: .breaks)] : [])
      }
    }
    return report
  }

  static func matrix() -> ReportMatrix {
    ReportMatrix([
      report([.pass, .pass, .pass, .fail, .pass, nil], name: "Server A"),
      report([.pass, .fail, .fail, .fail, .unsupported, .pass], name: "Server A", version: "2"),
      report([.pass, .pass, .fail, .fail, .pass, .pass], name: "Server B"),
    ])
  }

  @Test func whatSeparatesTheColumnsIsFirst() {
    let groups = Self.matrix().groups
    #expect(groups.map(\.title) == ["Claude Code", "No client known to need it"])
    #expect(groups[0].separating.map(\.requirement.id) == ["r2", "r1"])
    #expect(groups[0].agreeing.map(\.requirement.id) == ["r0", "r3"])
    // A requirement that a report does not know separates nothing.
    #expect(groups[1].separating.map(\.requirement.id) == ["r4"])
    #expect(groups[1].agreeing.map(\.requirement.id) == ["r5"])
  }

  @Test func columnsHaveNamesOfTheirOwn() {
    #expect(Self.matrix().columns.map(\.label) == ["Server A 1", "Server A 2", "Server B 1"])
    let twice = ReportMatrix([Self.report([.pass]), Self.report([.fail])])
    #expect(Set(twice.columns.map(\.label)).count == 2)
  }

  @Test func goldens() {
    expectGolden(MatrixHTMLWriter().write(Self.matrix()), "matrix.html")
    expectGolden(MatrixMarkdownWriter().write(Self.matrix()), "matrix.md")
  }

  @Test func hostileReportsStayText() {
    let html = MatrixHTMLWriter().write(ReportMatrix([hostileReport(), sampleReport(), hostileReport()]))
    #expect(HTMLStructure(html).flaws == [])
    #expect(!String(decoding: html, as: UTF8.self).contains("<script"))
    let markdown = String(
      decoding: MatrixMarkdownWriter().write(ReportMatrix([hostileReport(), sampleReport()])), as: UTF8.self)
    #expect(
      !markdown.contains("<script") && !markdown.contains("@octocat") && !markdown.unicodeScalars.contains("\u{1B}"))
  }
}

@Suite struct HistoryTests {
  func run(
    _ file: String, _ verdicts: [VerdictKind?], _ day: Int, version: String = "1", name: String = "S",
    suite: String = "1"
  ) -> ReportHistory.Run {
    .init(
      file: file,
      report: MatrixTests.report(
        verdicts, name: name, version: version, started: "2026-11-0\(day)T08:00:00Z", suite: suite))
  }

  func history() -> ReportHistory {
    ReportHistory([
      run("c.json", [.pass, .pass, .pass], 4, version: "1.2", suite: "2"), run("a.json", [.pass, .fail, .pass], 2),
      run("b.json", [.fail, .inconclusive, .pass], 3, version: "1.1"),
      run("x.json", [.pass, .pass, .pass], 3, name: "Other"),
    ])
  }

  @Test func saysWhenEachRequirementTurned() throws {
    let history = history()
    #expect(history.servers.map(\.label) == ["S, model m", "Other, model m"])
    let server = history.servers[0]
    #expect(server.runs.map(\.file) == ["a.json", "b.json", "c.json"])
    #expect(
      server.turns.map { "\($0.requirement.id) \($0.from) \($0.to) \($0.at)" } == [
        "r0 pass fail 1", "r0 fail pass 2", "r1 fail pass 2",
      ])
    // What was not judged in between turns nothing; the comparison reaches back to the last run that judged.
    #expect(server.turns[2].circumstances == ["version 1 → 1.2", "suite 1 → 2"])
    #expect(history.servers[1].turns.isEmpty)
    #expect(server.turnedRows.map(\.requirement.id) == ["r0", "r1"])
  }

  @Test func goldens() {
    expectGolden(HistoryHTMLWriter().write(history()), "history.html")
    expectGolden(HistoryMarkdownWriter().write(history()), "history.md")
  }

  @Test func hostileReportsStayText() {
    var turned = hostileReport()
    turned.run.started = "2026-11-03T08:00:00Z"
    turned.requirements[0].verdict = .pass
    let history = ReportHistory([
      .init(file: Hostile.all, report: hostileReport()), .init(file: Hostile.all, report: turned),
    ])
    #expect(history.servers[0].turns.count >= 1)
    #expect(HTMLStructure(HistoryHTMLWriter().write(history)).flaws == [])
    let markdown = String(decoding: HistoryMarkdownWriter().write(history), as: UTF8.self)
    // What a code span holds is text; nothing stands outside of one.
    let bare = markdown.replacing(/(`+).*?\1/, with: "")
    #expect(!bare.contains("<script") && !bare.contains("@octocat") && !markdown.unicodeScalars.contains("\u{1B}"))
  }
}
