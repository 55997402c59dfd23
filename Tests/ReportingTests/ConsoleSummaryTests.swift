import Testing
import Verdicts

@testable import Reporting

@Suite struct ConsoleSummaryTests {
  static func text(_ report: Report, width: Int = 80, paths: [String] = []) -> String {
    ConsoleSummary(report: report, width: width, colour: false, paths: paths).text
  }

  @Test func clientsPointAtTheirCausesAndCausesSayWhatToChange() {
    let text = Self.text(sampleReport(), paths: ["a/report.json", "a/report.html"])
    #expect(text.hasPrefix("FAIL  LM Studio 0.3.30, model openai/gpt-oss-20b\n"))
    #expect(text.contains("\nClaude Code: does not work. Broken: stream (1)\n"), "\(text)")
    #expect(text.contains("\nPython SDK 2.x: works, but worse: errors and retries (2)\n"))
    #expect(text.contains("\nTypeScript SDK: not known; not tested: stream\n"))
    #expect(
      text.contains("\n 1 Blocks of a stream are numbered with a gap. (2 checks)\n   → Use version 0.4 or newer.\n"))
    #expect(text.contains("report: a/report.html\n") && !text.contains("report.json"))
  }

  @Test func clientsOfOneVerdictShareALine() {
    var report = sampleReport()
    for index in report.clients.indices {
      report.clients[index].verdict = .works
      report.clients[index].tasks = []
      report.clients[index].sentence = "works"
    }
    #expect(Self.text(report).contains("\nAll clients: works\n"))
    report.clients[1].verdict = .breaks
    report.clients[1].sentence = "does not work"
    #expect(Self.text(report).contains("\nClaude Code, TypeScript SDK, curl: works\n"))
  }

  @Test func thereIsRoomForTheFootWhateverCameBefore() {
    var report = sampleReport()
    let many = (0..<40).map { number in
      Report.Client(name: "c\(number)", title: "Client \(number)", verdict: .breaks, sentence: "breaks at \(number)")
    }
    report.clients = many
    report.checks += (0..<40).map { number in
      var check = report.checks[3]
      check.signature = "more \(number)"
      check.message = String(repeating: "word ", count: 60)
      return check
    }
    for width in [40, 80, 132] {
      let lines = Self.text(report, width: width).split(separator: "\n", omittingEmptySubsequences: false).dropLast()
      #expect(lines.count <= ConsoleSummary.lines, "\(lines.joined(separator: "\n"))")
      #expect(lines.contains { $0.hasPrefix("exit 1:") } && lines.contains { $0.contains("more; -v shows them") })
      #expect(lines.contains { $0.hasSuffix(" clients more") })
    }
  }

  @Test func whatSomebodyHasToChangeInAListIsShown() {
    let text = Self.text(listedReport(), width: 120)
    #expect(text.contains("matches-nothing") && text.contains("known.yaml:"), "\(text)")
    #expect(text.contains("failed as listed"))
  }
}
