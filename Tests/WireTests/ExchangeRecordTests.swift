import Testing

@testable import Wire

@Suite struct ExchangeRecordTests {
  static let exchange = Exchange(
    id: "0001",
    request: Request(
      method: "POST", url: "http://localhost/v1/messages", headers: [HeaderField("content-type", "application/json")],
      body: Array("{}".utf8)),
    response: Response(
      head: ResponseHead(
        statusLine: "HTTP/1.1 200 OK", status: 200,
        headers: [HeaderField("Content-Type", "text/event-stream; charset=utf-8")]),
      body: [0x61, 0xFF], arrivals: [Arrival(offset: 1, microseconds: 10), Arrival(offset: 2, microseconds: 30)]),
    end: .failed(TransferFailure(.truncated, "closed early")), timings: TransferTimings(firstByte: 9, ended: 31),
    framingFaults: [FramingViolation(.bareLineFeed, "line 2")], connection: 3, reusedConnection: true)

  @Test func survivesTheDisk() throws {
    let text = Self.exchange.json.text()
    #expect(try Exchange(json: JSONParser.parse(text)) == Self.exchange)
  }

  @Test func refusesWhatIsNotAnExchange() throws {
    var json = Self.exchange.json
    json["end"] = "somehow"
    #expect(throws: ExchangeFormatError.self) { try Exchange(json: json) }
  }

  @Test func knowsWhenAByteArrived() {
    let response = Self.exchange.response
    #expect(response?.arrival(ofByte: 0) == 10)
    #expect(response?.arrival(ofByte: 1) == 30)
    #expect(response?.mediaType == "text/event-stream")
  }

  @Test(arguments: ["", "f", "fo", "foo", "foob", "fooba", "foobar"])
  func base64RoundTrips(text: String) {
    #expect(Base64.decode(Base64.encode(text.utf8)) == Array(text.utf8))
  }

  @Test func base64RefusesOtherText() {
    #expect(Base64.decode("%%%%") == nil)
    #expect(Base64.decode("abc") == nil)
    #expect(Base64.decode("ab=c") == nil)
  }
}
