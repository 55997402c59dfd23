import Testing
import Wire

@Suite struct ExchangeExhibitTests {
  static func body(_ count: Int) -> [UInt8] { (0..<count).map { UInt8(0x61 + $0 % 26) } }

  @Test func aShortBodyIsKeptWhole() {
    let body = Self.body(900)
    let excerpt = BodyExcerpt(body, marks: [3..<5])
    #expect(excerpt == BodyExcerpt(size: 900, pieces: [.init(offset: 0, bytes: body)], marks: [3..<5]))
    #expect(BodyExcerpt([]) == BodyExcerpt(size: 0, pieces: []))
  }

  @Test func ofALongBodyTheSurroundingsOfMarksAreKept() throws {
    let body = Self.body(1_000_000)
    let excerpt = BodyExcerpt(body, marks: [500_000..<500_010, 999_999..<2_000_000])
    #expect(excerpt.marks == [500_000..<500_010, 999_999..<1_000_000])
    #expect(excerpt.pieces.count == 3)
    #expect(excerpt.pieces.first?.offset == 0)
    #expect(excerpt.pieces.last?.range.upperBound == 1_000_000)
    let middle = try #require(excerpt.pieces.first { $0.range.contains(500_000) })
    #expect(middle.range.contains(499_600) && middle.range.contains(500_400))
    for piece in excerpt.pieces { #expect(piece.bytes == Array(body[piece.range])) }
    #expect(excerpt.kept < 4000)
  }

  @Test func manyMarksAndLongOnesKeepItBounded() {
    let marks = (0..<5000).map { $0 * 200..<($0 * 200 + 90_000) }
    let excerpt = BodyExcerpt(Self.body(1_000_000), marks: marks)
    #expect(excerpt.kept < 8000)
    #expect(excerpt.marks.count == 4)
  }

  @Test func noScalarIsCutInTwo() {
    let body = Array(String(repeating: "日本語", count: 50_000).utf8)
    for offset in 100_000..<100_003 {
      for piece in BodyExcerpt(body, marks: [offset..<(offset + 1)]).pieces {
        #expect(piece.bytes.firstInvalidUTF8 == nil)
      }
    }
  }

  @Test func bytesThatAreMissingAtTheEndHaveAnEmptyMark() {
    #expect(BodyExcerpt(Self.body(10), marks: [10..<10]).marks == [10..<10])
  }

  @Test func ofALongStreamTheEventsAroundMarksAreKept() {
    let exchange = Exchange(
      id: "1", request: Request(method: "GET", url: "http://h"), response: nil,
      end: .failed(.init(.reset, String(repeating: "x", count: 5000))), timings: .init(ended: 9))
    let excerpt = ExchangeExcerpt(
      exchange, marks: [], events: (0..<5000).map { ("delta", $0) }, markedEvents: [2500])
    #expect(excerpt.moments.count == 117)
    #expect(excerpt.momentsLeftOut == 4883)
    #expect(excerpt.moments.filter(\.isMarked).map(\.event) == [2500])
    #expect(excerpt.moments.map(\.event) == Array(0..<60) + Array(2492...2508) + Array(4960..<5000))
    #expect(excerpt.statusLine == nil && excerpt.responseBody == nil)
    #expect((excerpt.failure?.utf8.count ?? 0) < 1100)
  }

  @Test func secretsAreBlottedOutEverywhere() {
    let secret = "sk-very-secret-0123456789"
    let excerpt = ExchangeExcerpt(
      requestHeaders: [.init("x-api-key", secret)], requestBody: BodyExcerpt(Array(secret.utf8)),
      statusLine: "HTTP/1.1 200 \(secret)", responseHeaders: [.init("echo", secret)],
      trailers: [.init("echo", secret)], responseBody: BodyExcerpt(Array("<\(secret)>".utf8)),
      moments: [.init(event: 0, name: secret, microseconds: 1)], failure: secret, framingFaults: [secret])
    let redactor = Redactor(secrets: [secret])
    #expect("\(excerpt)".contains(secret))
    let clean = redactor.redact(excerpt)
    #expect(!"\(clean)".contains(secret))
    for excerpt in [clean.requestBody, clean.responseBody] {
      for piece in excerpt?.pieces ?? [] { #expect(!redactor.contains(piece.bytes)) }
    }
    #expect(clean.responseBody?.size == excerpt.responseBody?.size)
  }
}
