import Testing
import Verdicts

@testable import Reporting

/// Gate and verdicts on clients are explained together where they do not agree, and nowhere else.
@Suite struct GateNoteTests {
  static func report(
    _ code: ExitCode, _ verdicts: [Report.Client.Readiness], client: String? = nil, isListed: Bool = false
  )
    -> Report
  {
    var report = sampleReport()
    report.summary.exitCode = code
    if !isListed { report.checks.removeAll { $0.verdict == .expectedFail || $0.verdict == .flaky } }
    report.summary.gateClient = client
    report.clients = verdicts.enumerated().map {
      .init(name: "c\($0)", title: "Client \($0)", verdict: $1, sentence: "")
    }
    return report
  }

  @Test func aPassWithABrokenClientIsExplained() {
    let one = Self.report(.satisfied, [.works, .breaks]).gateNote
    #expect(one?.contains("But Client 1 does not work; --gate client:c1 would fail") == true, "\(one ?? "")")
    let two = Self.report(.satisfied, [.breaks, .breaks]).gateNote
    #expect(two?.contains("But Client 0 and 1 more do not work") == true)
    // The gate of a client leaves listed failures aside as well.
    let listed = Self.report(.satisfied, [.breaks], isListed: true).gateNote
    #expect(listed?.contains("apart from the listed ones. Client 0 does not work") == true)
    #expect(listed?.contains("--gate") == false)
    #expect(Self.report(.satisfied, [.works, .limited, .unknown]).gateNote == nil)
    #expect(Self.report(.satisfied, [.breaks], client: "c0").gateNote == nil)
    #expect(Self.report(.satisfied, []).gateNote == nil)
  }

  @Test func aFailureThatNoClientMeetsIsExplained() {
    #expect(Self.report(.failure, [.works, .limited]).gateNote?.contains("No client breaks") == true)
    #expect(Self.report(.failure, [.works, .breaks]).gateNote == nil)
    #expect(Self.report(.failure, [.works, .unknown]).gateNote == nil)
    #expect(Self.report(.incomplete, [.works]).gateNote == nil)
  }

  @Test func everyFormatForPeopleHasIt() throws {
    let report = Self.report(.satisfied, [.breaks])
    for name in ["console", "md", "html"] {
      let text = String(decoding: try #require(ReportFormats.named(name)).write(report), as: UTF8.self)
      #expect(text.contains("But Client 0 does not work"), "\(name)")
    }
  }
}
