import Testing
import Wire

@testable import Transport

@Suite struct HeadParserTests {
  func parse(_ lines: String..., maximumBytes: Int = 1000) -> HeadParser {
    var parser = HeadParser(maximumBytes: maximumBytes)
    for line in lines where parser.failure == nil && !parser.isComplete {
      let used = Array(line.utf8).withUnsafeBytes { parser.receiveLine($0) }
      if parser.failure == nil { #expect(used == line.utf8.count) }
    }
    return parser
  }

  @Test func readsAHead() {
    let parser = parse("HTTP/1.1 404 Not Found\r\n", "A: 1\r\n", "a:2\r\n", "B:\t x \t\r\n", "\r\n")
    #expect(parser.isComplete && parser.faults == [])
    #expect(parser.head?.statusLine == "HTTP/1.1 404 Not Found")
    #expect(parser.head?.status == 404)
    #expect(parser.head?.headers == [HeaderField("A", "1"), HeaderField("a", "2"), HeaderField("B", "x")])
    #expect(parser.byteCount == 24 + 6 + 5 + 9 + 2)
  }

  @Test(arguments: ["HTTP/1.1 200 OK", "HTTP/1.0 200 OK", "HTTP/1.1 200 ", "HTTP/1.1 999 Grüße"])
  func acceptsStatusLines(line: String) {
    let parser = parse(line + "\r\n")
    #expect(parser.faults == [] && parser.failure == nil)
  }

  @Test(arguments: [
    "HTTP/1.1 200", "HTTP/1.1  200 OK", "HTTP/1.1 200\t", "HTTP/1.2 200 OK", "HTTP/1.10 200 OK",
  ])
  func tellsOfFlawedStatusLinesAndGoesOn(line: String) {
    let parser = parse(line + "\r\n")
    #expect(parser.faults.map(\.kind) == [.badStatusLine])
    #expect(parser.failure == nil || line.hasSuffix("\t"))
    #expect(parser.head?.statusLine == line)
  }

  @Test(arguments: [
    "HTTP/2 200 OK", "HTTP/1.1 20 OK", "HTTP/1.1 2000 OK", "HTTP/1.1 OK", "HTTP/1.1 -20 OK", "HTTP/1.1",
    "HTTP/1.1 099 Low", "HTTP/", "http/1.1 200 OK", "ICY 200 OK", "", "HTTP/1.1 200 O\u{0}K",
  ])
  func endsAtWhatIsNoStatusLine(line: String) {
    let parser = parse(line + "\r\n", "A: 1\r\n")
    #expect(parser.faults.map(\.kind) == [.badStatusLine])
    #expect(parser.failure?.kind == .malformedHead)
    #expect(parser.head?.headers ?? [] == [])
  }

  @Test(arguments: ["no colon", ": 1", "A: 1\u{0}"])
  func endsAtWhatIsNoHeader(line: String) {
    let parser = parse("HTTP/1.1 200 OK\r\n", "A: 1\r\n", line + "\r\n", "B: 1\r\n")
    #expect(parser.failure?.kind == .malformedHead)
    #expect(parser.head?.headers.first == HeaderField("A", "1"))
  }

  @Test func isBounded() {
    #expect(parse("HTTP/1.1 200 OK\r\n", "A: 1\r\n", "\r\n", maximumBytes: 25).isComplete)
    let parser = parse("HTTP/1.1 200 OK\r\n", "A: 1\r\n", "\r\n", maximumBytes: 24)
    #expect(parser.failure?.kind == .headTooLarge && !parser.isComplete)
    #expect(parser.head?.headers == [HeaderField("A", "1")])
    #expect(parse("HTTP/1.1 200 OOOOOOOO", maximumBytes: 15).failure?.kind == .headTooLarge)
  }

  @Test func keepsInterimHeadsApart() {
    let parser = parse("HTTP/1.1 103 Hints\r\n", "Link: x\r\n", "\r\n", "HTTP/1.1 200 OK\r\n", "\r\n")
    #expect(parser.interim.map(\.status) == [103])
    #expect(parser.interim[0].headers == [HeaderField("Link", "x")])
    #expect(parser.head?.status == 200 && parser.isComplete)
  }

  @Test func switchingProtocolsIsFinal() {
    let parser = parse("HTTP/1.1 101 Switching Protocols\r\n", "\r\n")
    #expect(parser.isComplete && parser.hasFinalStatus && parser.interim == [])
  }

  @Test func tellsOfBareLineFeedsOnce() {
    let parser = parse("HTTP/1.1 200 OK\n", "A: 1\n", "\n")
    #expect(parser.faults == [FramingViolation(.bareLineFeed, "HTTP/1.1 200 OK")])
    #expect(parser.isComplete && parser.head?.headers == [HeaderField("A", "1")])
  }

  @Test func unfoldsAndTellsOfIt() {
    let parser = parse("HTTP/1.1 200 OK\r\n", "A: 1\r\n", "  2\r\n", "\t3\r\n", "B: 4\r\n", "\r\n")
    #expect(parser.faults == [FramingViolation(.foldedHeader, "  2")])
    #expect(parser.head?.headers == [HeaderField("A", "1 2 3"), HeaderField("B", "4")])
  }

  @Test func tellsOfAFoldWithNothingBeforeIt() {
    let parser = parse("HTTP/1.1 200 OK\r\n", " A: 1\r\n", "\r\n")
    #expect(parser.faults.map(\.kind) == [.foldedHeader])
    #expect(parser.head?.headers == [HeaderField("A", "1")])
  }

  @Test(arguments: ["A : 1\r\n", "A\t: 1\r\n", "A B: 1\r\n"])
  func tellsOfSpaceBeforeTheColon(line: String) {
    #expect(parse("HTTP/1.1 200 OK\r\n", line).faults.map(\.kind) == [.spaceBeforeColon])
  }

  @Test func spaceAfterTheColonIsFine() {
    #expect(parse("HTTP/1.1 200 OK\r\n", "A: b : c\r\n", "A:b c\r\n").faults == [])
  }
}
