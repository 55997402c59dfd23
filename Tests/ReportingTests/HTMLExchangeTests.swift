import Testing
import Wire

@testable import Reporting

@Suite struct HTMLExchangeTests {
  static func bytes(_ text: String, _ marks: [Range<Int>], offset: Int = 0) -> String {
    HTMLBytes.text(.init(offset: offset, bytes: Array(text.utf8)), marks: marks)
  }

  @Test func theMarkedBytesStandInAMark() {
    #expect(Self.bytes("{\"a\":12}", [5..<7]) == "{&quot;a&quot;:<mark>12</mark>}")
    #expect(Self.bytes("abc", [101..<102], offset: 100) == "a<mark>b</mark>c")
    #expect(Self.bytes("abc", [3..<3]) == "abc<mark class=\"point\">▸ here</mark>")
    #expect(Self.bytes("abc", [0..<1, 2..<3]) == "<mark>a</mark>b<mark>c</mark>")
    #expect(Self.bytes("abc", [2..<90]) == "ab<mark>c</mark>")
    #expect(Self.bytes("abc", [7..<9]) == "abc")
  }

  @Test func aMarkTakesWholeScalars() {
    #expect(Self.bytes("aéb", [2..<3]) == "a<mark>é</mark>b")
    #expect(Self.bytes("aéb", [1..<2]) == "a<mark>é</mark>b")
  }

  @Test func whatIsNoTextIsSpelledOut() {
    let piece = BodyExcerpt.Piece(offset: 0, bytes: [0x61, 0xFF, 0x3C, 0xC3, 0x28, 0x0D, 0x0A, 0x62])
    #expect(
      HTMLBytes.text(piece, marks: [1..<2])
        == "a<mark><i>\\xff</i></mark>&lt;<i>\\xc3</i>(<i>\\r</i>\nb")
  }

  static func timeline(_ excerpt: ExchangeExcerpt) -> String { HTMLTimeline.text(excerpt) }

  @Test func theTimelineIsToScale() {
    let svg = Self.timeline(
      ExchangeExcerpt(
        timings: .init(firstByte: 100_000, ended: 1_000_000),
        moments: [
          .init(event: 0, name: "message_start", microseconds: 250_000),
          .init(event: 1, name: "ping", microseconds: 750_000, isMarked: true),
        ]))
    // 2 % at the left, 96 % for the second.
    for part in [
      "class=\"wait\" x=\"2%\" y=\"33\" width=\"9.60%\"", "class=\"event\" x=\"26%\"", "class=\"marked\" x=\"74%\"",
      "class=\"gap\" x=\"26%\" y=\"33\" width=\"48%\"", "class=\"stop\" x=\"98%\"", ">event 1</text>", ">500 ms</text>",
      "first byte after 100 ms, 2 events, 1 ping, longest silence 500 ms before event 1 ping, over after 1.00 s",
    ] {
      #expect(svg.contains(part), "\(part) in \(svg)")
    }
  }

  @Test func aThousandDeltasAtOnePlaceAreOneStroke() {
    let moments = (0..<1000).map {
      ExchangeExcerpt.EventTiming(event: $0, name: "content_block_delta", microseconds: 500_000 + $0)
    }
    let svg = Self.timeline(ExchangeExcerpt(timings: .init(firstByte: 1, ended: 1_000_000), moments: moments))
    #expect(svg.matches(of: /class="delta"/).count == 1)
  }

  @Test func anExchangeWithoutAnAnswerHasATimelineToo() {
    let svg = Self.timeline(ExchangeExcerpt(timings: .init(ended: 30_000_000), failure: "timed out"))
    #expect(svg.contains("no byte came, over after 30.00 s"))
  }

  @Test(arguments: [
    (0, "0.00 ms"), (999, "0.99 ms"), (3_190, "3.1 ms"), (31_999, "31 ms"), (1_250_000, "1.25 s"),
    (3_609_999_999, "3609.99 s"),
  ])
  func times(_ microseconds: Int, _ words: String) { #expect(HTMLTimeline.milliseconds(microseconds) == words) }

  @Test func thePageShowsTheExchange() {
    let page = HTMLStructure(HTMLReportWriter().write(sampleReport()))
    for words in [
      "HTTP/1.1 200 OK", "content-type:", "bytes left out", "x-checksum:", "line-ends-without-carriage-return",
    ] {
      #expect(page.text.contains(words), "\(words)")
    }
    #expect(page.tags.contains { $0.name == "mark" })
    #expect(page.tags.contains { $0.name == "svg" && $0.attribute("class") == "timeline" })
  }

  /// Failures first, and as many as the page has room for.
  @Test func exchangesStayWithinTheirBudget() {
    var report = sampleReport()
    let big = BodyExcerpt(size: 100_000, pieces: [.init(offset: 0, bytes: Array(repeating: 0x61, count: 100_000))])
    report.exchanges = (0..<100).map {
      .init(
        id: "\($0)", caseID: "c", method: "GET", path: "/", end: "complete",
        excerpt: ExchangeExcerpt(statusLine: "HTTP/1.1 200 OK", responseBody: big))
    }
    report.checks = (0..<100).map {
      .init(
        id: "c\($0)", requirement: "message-shape", level: .must, verdict: .fail,
        message: String(repeating: "x", count: $0 + 1), exchange: "\($0)")
    }
    let bytes = HTMLReportWriter().write(report)
    #expect(bytes.count < 2_000_000)
    #expect(HTMLStructure(bytes).tags.count { $0.attribute("class") == "exchange" } == 11)
  }
}
