import Testing

@testable import Reporting

@Suite struct ConsoleReportWriterTests {
  /// The only escapes are those of the writer itself, and nothing turns the direction.
  @Test(arguments: [false, true]) func nothingActsOnTheTerminal(_ colour: Bool) {
    let text = String(decoding: ConsoleReportWriter(colour: colour).write(hostileReport()), as: UTF8.self)
    var rest = text[...]
    var own = 0
    while let escape = rest.firstIndex(of: "\u{1B}") {
      let sequence = rest[escape...].prefixMatch(of: /\u{1B}\[(0|1|2|31|32|33)m/)
      guard let sequence else {
        Issue.record("an escape that is not ours: \(rest[escape...].prefix(12).debugDescription)")
        return
      }
      own += 1
      rest = rest[sequence.range.upperBound...]
    }
    #expect(colour ? own > 0 : own == 0)
    for scalar in text.unicodeScalars where scalar != "\n" && scalar != "\u{1B}" {
      #expect(!VisibleText.isUnsafe(scalar), "U+\(String(scalar.value, radix: 16))")
    }
  }

  @Test(arguments: [40, 72, 100, 160]) func linesKeepWithinTheWidth(_ width: Int) {
    for report in [sampleReport(), hostileReport()] {
      let text = String(
        decoding: ConsoleReportWriter(width: width, isVerbose: true).write(report), as: UTF8.self)
      for line in text.split(separator: "\n") { #expect(DisplayWidth.of(String(line)) <= width, "\(line)") }
    }
  }

  @Test func aLongListIsCutAndSaysSo() {
    let text = String(decoding: ConsoleReportWriter(limit: 1, isVerbose: true).write(sampleReport()), as: UTF8.self)
    #expect(text.contains("… and 1 more in the report"))
    #expect(text.contains("stream-index-contiguous") && !text.contains("error-envelope"))
  }

  @Test(arguments: [40, 80, 200]) func oneScreenIsNoLongerThanOne(_ width: Int) {
    for report in [sampleReport(), hostileReport()] {
      let text = String(decoding: ConsoleReportWriter(width: width).write(report), as: UTF8.self)
      #expect(
        text.split(separator: "\n", omittingEmptySubsequences: false).count <= ConsoleSummary.lines + 1, "\(text)")
      #expect(text.contains("exit \(report.summary.exitCode.rawValue):"))
      for line in text.split(separator: "\n") { #expect(DisplayWidth.of(String(line)) <= width, "\(line)") }
    }
  }

  @Test func theReportsAreNamed() {
    let text = String(
      decoding: ConsoleReportWriter(reports: ["out/a.html"]).write(sampleReport()), as: UTF8.self)
    #expect(text.contains("report: out/a.html\n"))
  }

  @Test(arguments: [
    ("abc", 3), ("日本", 4), ("e\u{301}", 1), ("\u{1F600}", 2), ("", 0), ("naïve", 5),
  ])
  func columns(_ text: String, _ columns: Int) { #expect(DisplayWidth.of(text) == columns) }

  @Test(arguments: [
    ("abcdef", 4, "abc…"), ("abcd", 4, "abcd"), ("日本語", 4, "日…"), ("", 4, ""), ("日", 1, "…"),
  ])
  func fitting(_ text: String, _ width: Int, _ fitted: String) {
    #expect(DisplayWidth.fit(text, into: width) == fitted)
  }

  @Test func wrapping() {
    #expect(DisplayWidth.wrap("one two three", into: 7) == ["one two", "three"])
    #expect(DisplayWidth.wrap("abcdefghij k", into: 4) == ["abcd", "efgh", "ij k"])
    #expect(DisplayWidth.wrap("", into: 4) == [])
  }
}
