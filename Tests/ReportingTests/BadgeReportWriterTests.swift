import Contract
import Testing
import Wire

@testable import Reporting

@Suite struct BadgeReportWriterTests {
  static func words(_ change: (inout Report) -> Void) -> String {
    var report = sampleReport()
    change(&report)
    let words = BadgeWords(report)
    return "\(words.message), \(words.tone)"
  }

  @Test func aBadgeSaysWhatTheGateSaid() {
    #expect(Self.words { _ in } == "1 must broken, bad")
    #expect(Self.words { $0.summary.exitCode = .satisfied } == "1 must hold, good")
    #expect(Self.words { $0.summary.exitCode = .unreachable } == "target unreachable, unknown")
    #expect(Self.words { $0.summary.exitCode = .incomplete } == "too little judged to say, unknown")
    #expect(Self.words { $0.summary.gate = .may } == "gate failed, bad")
    #expect(Self.words { $0.summary.gateClient = "claude-code" } == "Claude Code breaks, bad")
    #expect(
      Self.words {
        $0.summary.exitCode = .satisfied
        $0.run.filter = "areas auth"
      } == "1 must hold, of a part, good")
  }

  /// Whoever puts a badge into a page trusts it.
  @Test func nothingFromTheServerIsInIt() throws {
    var gated = hostileReport()
    gated.summary.gateClient = Hostile.all
    gated.summary.exitCode = .failure
    for bytes in [hostileReport(), gated].flatMap({ [BadgeReportWriter().write($0), ShieldsReportWriter().write($0)] })
    {
      #expect(String(decoding: bytes, as: UTF8.self).utf8.allSatisfy { $0 < 0x7F })
      #expect(bytes.count < 2000)
    }
    let svg = String(decoding: BadgeReportWriter().write(hostileReport()), as: UTF8.self)
    for word in ["script", "http://h", "javascript", "onerror"] { #expect(!svg.contains(word), "\(word)") }
  }
}

@Suite struct OpenMetricsReportWriterTests {
  @Test func everyLineIsASampleOrACommentAndNoneComesTwice() {
    for report in [sampleReport(), hostileReport()] {
      let text = String(decoding: OpenMetricsReportWriter().write(report), as: UTF8.self)
      #expect(text.hasSuffix("# EOF\n"))
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
      #expect(Set(lines).count == lines.count)
      for line in lines {
        let isSample = line.wholeMatch(of: /[a-z_]+(\{([a-z_]+="([^"\\]|\\["\\n])*",?)+\})? -?[0-9.]+/) != nil
        let isComment = line.wholeMatch(of: /# (TYPE|UNIT|HELP) [a-z_]+ .+|# EOF/) != nil
        #expect(isSample != isComment, "\(String(line))")
      }
    }
  }

  @Test func quantilesAreTimesThatWereSeen() {
    var report = sampleReport()
    report.exchanges = (1...100).map { (number: Int) in
      .init(id: "\(number)", caseID: "c", method: "GET", path: "/", end: "complete", firstByteMilliseconds: number)
    }
    let text = String(decoding: OpenMetricsReportWriter().write(report), as: UTF8.self)
    for line: String in [
      "{quantile=\"0.5\"} 0.050", "{quantile=\"0.9\"} 0.090", "{quantile=\"0.99\"} 0.099", "_sum 5.050", "_count 100",
    ] {
      #expect(text.contains("dropin_first_byte_seconds" + line + "\n"), "no such line: \(line)")
    }
  }

  @Test(arguments: [0, 1, 951_782_400, 951_868_799, 1_795_219_200, 4_102_444_799])
  func aTimeIsReadBackAsItWasWritten(_ seconds: Int) {
    #expect(Timestamp.secondsSince1970(Timestamp.text(secondsSince1970: seconds)) == seconds)
  }

  @Test func whatIsNoTimeIsZero() { #expect(Timestamp.secondsSince1970("yesterday") == 0) }
}
