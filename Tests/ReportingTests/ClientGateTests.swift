import Testing

@testable import Reporting

@Suite struct ClientGateTests {
  static func narrowed(_ code: ExitCode, _ verdict: Report.Client.Readiness) -> ExitCode {
    let client = Report.Client(name: "c", title: "C", verdict: verdict, blocking: ["r"], sentence: "said")
    return GateDecision(code: code, reason: "before").narrowed(to: client).code
  }

  @Test func theClientDecidesWhatTheChecksCameTo() {
    for code in [ExitCode.satisfied, .failure, .incomplete] {
      #expect(Self.narrowed(code, .works) == .satisfied)
      #expect(Self.narrowed(code, .limited) == .satisfied)
      #expect(Self.narrowed(code, .breaks) == .failure)
      #expect(Self.narrowed(code, .unknown) == .incomplete)
    }
  }

  @Test(arguments: Report.Client.Readiness.allCases)
  func faultsAroundTheChecksStay(_ verdict: Report.Client.Readiness) {
    for code in [ExitCode.usage, .unreachable, .internalError] { #expect(Self.narrowed(code, verdict) == code) }
  }

  @Test func noLevelIsCalledTheGateThen() throws {
    var report = sampleReport()
    #expect(String(decoding: MarkdownReportWriter().write(report), as: UTF8.self).contains("(gate)"))
    report.summary.gateClient = "curl"
    #expect(!String(decoding: MarkdownReportWriter().write(report), as: UTF8.self).contains("(gate)"))
    let again = try Report(json: report.json)
    #expect(again.summary.gateClient == "curl" && again.summary.decidingLevel == nil)
  }
}
