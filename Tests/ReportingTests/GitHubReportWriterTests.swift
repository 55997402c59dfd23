import Contract
import Testing

@testable import Reporting

@Suite struct GitHubReportWriterTests {
  static func lines(_ report: Report, limit: Int = 10) -> [String] {
    String(decoding: GitHubReportWriter(limit: limit).write(report), as: UTF8.self).withoutAccents
      .split(separator: "\n").map(String.init)
  }

  @Test func everyLineIsOneCommandOfOurs() throws {
    for report in [sampleReport(), hostileReport()] {
      for line in Self.lines(report) {
        let match = try #require(
          line.wholeMatch(of: /::(error|warning|notice) title=([^:,\r\n]*)::([^\r\n]*)/), "\(line)")
        #expect(!line.unicodeScalars.contains(where: VisibleText.isUnsafe))
        // A percent sign stands for nothing but the escapes of the format.
        for percent in (match.output.2 + match.output.3).matches(of: /%.{0,2}/) {
          #expect(["%25", "%0D", "%0A", "%3A", "%2C"].contains(String(percent.output)), "\(percent.output)")
        }
      }
    }
  }

  @Test(arguments: [("a%b", "a%25b"), ("a\r\nb", "a%0D%0Ab"), ("a:b,c", "a:b,c"), ("%\u{301}", "%25\u{301}")])
  func data(_ text: String, _ written: String) { #expect(GitHubReportWriter.data(text) == written) }

  @Test(arguments: [("a:b,c%", "a%3Ab%2Cc%25"), (":\u{301}", "%3A\u{301}")])
  func properties(_ text: String, _ written: String) { #expect(GitHubReportWriter.property(text) == written) }

  @Test func failuresAtTheGateAreErrorsAndOthersWarnings() {
    let lines = Self.lines(sampleReport())
    #expect(lines[0].hasPrefix("::error title=dropin exit 1::"))
    #expect(lines[1].hasPrefix("::error title=must stream-index-contiguous%3A Blocks of a stream are numbered"))
    #expect(lines[1].contains("you can change: Use version 0.4 or newer.%0A"))
    #expect(
      lines[1].contains("the server can change: Count blocks from 0.%0A") && lines[1].contains("and 1 check more"))
    #expect(lines[2].hasPrefix("::warning title=should error-envelope%3A Not met%3A"))
    #expect(!lines[2].contains("can change"))
    var good = sampleReport()
    good.checks = [good.checks[0]]
    good.summary.exitCode = .satisfied
    #expect(Self.lines(good).map { $0.prefix(8) } == ["::notice"])
  }

  @Test func noMoreThanGitHubShows() {
    var report = sampleReport()
    report.checks = (0..<50).map {
      .init(id: "c", requirement: "r\($0)", level: .must, verdict: .fail, signature: "\($0)")
    }
    #expect(Self.lines(report).count == 10)
    #expect(Self.lines(report, limit: 3).count == 3)
  }
}
