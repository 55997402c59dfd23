import Testing
import Wire

@testable import Transport

@Suite struct ResponseReaderTests {
  static let responses = [
    "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello",
    "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nX: 1\r\nTransfer-Encoding: chunked\r\n\r\n"
      + "3\r\nabc\r\n2;x\r\nde\r\n0\r\nT: 1\r\n\r\n",
    "HTTP/1.1 204 No Content\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
    "HTTP/1.1 200 OK\nA: 1\n b\nContent-Length : 2\n\nhi",
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\nxyz\r\n", "HTTP/1.1 20 OK\r\n\r\n",
    "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi excess",
  ]

  func read(_ pieces: [ArraySlice<UInt8>], method: String = "GET", ends: Bool = true) -> ResponseReader {
    var reader = ResponseReader(method: method, limits: TransferLimits())
    for piece in pieces { piece.withUnsafeBytes { reader.receive($0, at: 7) } }
    if ends { reader.receiveEnd() }
    return reader
  }

  func read(_ text: String, method: String = "GET", ends: Bool = true) -> ResponseReader {
    read([Array(text.utf8)[...]], method: method, ends: ends)
  }

  @Test(arguments: responses)
  func givesTheSameHoweverTheBytesAreCut(text: String) {
    let bytes = Array(text.utf8)
    let whole = read([bytes[...]])
    for cut in 0...bytes.count {
      let parts = read([bytes[..<cut], bytes[cut...]])
      #expect(parts.end == whole.end)
      #expect(parts.response?.head == whole.response?.head)
      #expect(parts.response?.interim == whole.response?.interim)
      #expect(parts.response?.trailers == whole.response?.trailers)
      #expect(parts.framingFaults.map(\.kind) == whole.framingFaults.map(\.kind))
      // Of broken chunks, how much of the data was kept depends on what came together.
      #expect(parts.body == whole.body)
    }
  }

  @Test func isOverWithTheLastByteAndNotBefore() {
    for text in Self.responses.prefix(4) {
      let bytes = Array(text.utf8)
      #expect(read([bytes[...]], ends: false).end == .complete)
      #expect(read([bytes.dropLast()], ends: false).end == nil)
      #expect(read([bytes.dropLast()], ends: true).end != .complete)
    }
  }

  @Test func tellsHowTheServerClosed() {
    func kind(_ text: String) -> TransferFailure.Kind? {
      if case .failed(let failure) = read(text).end { failure.kind } else { nil }
    }
    #expect(kind("") == .emptyReply)
    #expect(kind("HTT") == .truncated)
    #expect(kind("HTTP/1.1 200 OK\r\nA") == .truncated)
    #expect(kind("HTTP/1.1 100 Continue\r\n\r\n") == .truncated)
    #expect(kind("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nx") == .truncated)
    #expect(kind("HTTP/1.1 200 OK\r\n\r\nx") == nil)
  }

  @Test(arguments: [
    ("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", true),
    ("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: Keep-Alive, Close\r\n\r\n", false),
    ("HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n", false),
    ("HTTP/1.0 200 OK\r\nContent-Length: 0\r\nConnection: keep-alive\r\n\r\n", true),
    ("HTTP/1.1 200 OK\r\n\r\n", false), ("HTTP/1.1 101 Switching Protocols\r\n\r\n", false),
    ("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\nmore", false),
    ("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nm", false),
    ("HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\nm", true),
    ("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 1\r\n\r\nm", false),
  ])
  func knowsWhetherTheConnectionMayGoOn(text: String, allows: Bool) {
    #expect(read(text).allowsReuse == allows)
  }

  @Test func endsAtOnceAtWhatIsNotHTTP() {
    let reader = read("{\"error\": ", ends: false)
    #expect(reader.end == .failed(TransferFailure(.malformedHead, reader.framingFaults[0].detail)))
    #expect(reader.response?.status == 0 && reader.body == Array("{\"error\": ".utf8))
  }

  @Test func stampsWithTheTimesItIsGiven() {
    var reader = ResponseReader(method: "GET", limits: TransferLimits())
    let pieces = [
      "HTTP/1.1 100 Continue\r\n\r\n", "HT", "TP/1.1 200 OK\r\nContent-Length", ": 4\r\n", "\r\na", "bc", "d",
    ]
    for (time, piece) in pieces.enumerated() {
      Array(piece.utf8).withUnsafeBytes { reader.receive($0, at: time * 10) }
    }
    #expect(reader.firstByte == 10 && reader.headEnd == 40)
    #expect(
      reader.arrivals == [
        Arrival(offset: 1, microseconds: 40), Arrival(offset: 3, microseconds: 50),
        Arrival(offset: 4, microseconds: 60),
      ])
  }

  /// Flawed responses of every kind: whatever comes, reading ends and keeps to its bounds.
  @Test func survivesMutatedResponses() {
    var seed: UInt64 = 42
    func random(_ bound: Int) -> Int {
      seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(seed >> 33) % bound
    }
    let limits = TransferLimits(maximumHeadBytes: 200, maximumBodyBytes: 4)
    for round in 0..<4000 {
      var bytes = Array(Self.responses[round % Self.responses.count].utf8)
      for _ in 0...random(4) {
        let place = random(bytes.count)
        switch random(4) {
        case 0: bytes[place] = UInt8(random(256))
        case 1: bytes.remove(at: place)
        case 2: bytes.insert(UInt8(random(256)), at: place)
        default: bytes.insert(contentsOf: "9999999999".utf8, at: place)
        }
      }
      var reader = ResponseReader(method: round % 5 == 0 ? "HEAD" : "GET", limits: limits)
      var start = 0
      while start < bytes.count {
        let end = min(start + 1 + random(20), bytes.count)
        bytes[start..<end].withUnsafeBytes { reader.receive($0, at: start) }
        start = end
      }
      reader.receiveEnd()
      #expect(reader.end != nil)
      #expect(reader.body.count <= 4 && reader.head.byteCount <= 200)
      #expect(reader.arrivals.last?.offset ?? 0 == reader.body.count)
    }
  }
}
