import Testing
import Transport
import Wire

@Suite struct RequestOnTheWireTests {
  static let ok = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"

  /// The request as the server got it, with the port taken out of the `Host` line.
  func sent(
    _ method: String, path: String = "/v1/messages", headers: [HeaderField] = [], body: String? = nil,
    options: TransferOptions = TransferOptions(), script: [Step] = answer(ok)
  ) async -> (text: String, exchange: Exchange) {
    let server = ScriptServer(script)
    defer { server.close() }
    let transport = CurlTransport()
    let request = Request(
      method: method, url: server.url + path, headers: headers, body: body.map { Array($0.utf8) })
    let exchange = await transport.send(request, options: options, id: "1")
    transport.shutdown()
    let text = server.requests.joined(separator: "|")
    let port = ":\(server.port)"
    guard let place = text.firstRange(of: port) else { return (text, exchange) }
    return (text.replacingCharacters(in: place, with: ":PORT"), exchange)
  }

  @Test func addsNothingButTheHost() async {
    let (text, exchange) = await sent("GET")
    #expect(text == "GET /v1/messages HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n\r\n")
    #expect(exchange.end == .complete)
  }

  @Test func keepsNamesOrderAndDuplicatesOfHeaders() async {
    let (text, _) = await sent(
      "POST",
      headers: [
        HeaderField("x-API-key", "k"), HeaderField("Anthropic-Version", "2023-06-01"),
        HeaderField("X-Empty", ""),
        HeaderField("a", "1"), HeaderField("A", "2"), HeaderField("Content-Type", "application/json"),
      ], body: "{\"a\":1}")
    #expect(
      text == """
        POST /v1/messages HTTP/1.1\r
        Host: 127.0.0.1:PORT\r
        x-API-key: k\r
        Anthropic-Version: 2023-06-01\r
        X-Empty:\r
        a: 1\r
        A: 2\r
        Content-Type: application/json\r
        Content-Length: 7\r
        \r
        {"a":1}
        """)
  }

  @Test func sendsUsualHeadersAsTheCallerWroteThem() async {
    let (text, _) = await sent(
      "POST",
      headers: [
        HeaderField("host", "example.org"), HeaderField("user-agent", "x/1"), HeaderField("accept", "a/b"),
        HeaderField("Connection", "close"),
      ], body: "")
    #expect(
      text == """
        POST /v1/messages HTTP/1.1\r
        host: example.org\r
        user-agent: x/1\r
        accept: a/b\r
        Connection: close\r
        Content-Length: 0\r
        \r\n
        """)
  }

  @Test(arguments: ["POST", "PUT", "PATCH"])
  func methodsThatExpectABodySayThatThereIsNone(method: String) async {
    let (text, _) = await sent(method)
    #expect(text == "\(method) /v1/messages HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nContent-Length: 0\r\n\r\n")
  }

  @Test(arguments: ["GET", "DELETE", "HEAD", "OPTIONS", "BREW"])
  func otherMethodsSayNothingOfABody(method: String) async {
    let (text, exchange) = await sent(method)
    #expect(text == "\(method) /v1/messages HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n\r\n")
    #expect(exchange.end == .complete)
  }

  @Test(arguments: ["GET", "DELETE", "HEAD", "BREW"])
  func anyMethodMayCarryABody(method: String) async {
    let (text, _) = await sent(method, body: "xy")
    #expect(text == "\(method) /v1/messages HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nContent-Length: 2\r\n\r\nxy")
  }

  @Test func bodiesMayBeBinaryAndLarge() async {
    let body = String(repeating: "0123456789\u{0}\r\n", count: 200_000)
    let (text, exchange) = await sent("POST", body: body)
    #expect(exchange.end == .complete)
    #expect(text.utf8.suffix(body.utf8.count).elementsEqual(body.utf8))
    #expect(!text.contains("Expect"))
  }

  @Test func chunkedBodies() async {
    var options = TransferOptions()
    options.bodyEncoding = .chunked
    let (text, exchange) = await sent("POST", body: "hello", options: options)
    #expect(
      text == "POST /v1/messages HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nTransfer-Encoding: chunked\r\n\r\n"
        + "5\r\nhello\r\n0\r\n\r\n")
    #expect(exchange.end == .complete)
  }

  @Test func largeChunkedBodies() async {
    var options = TransferOptions()
    options.bodyEncoding = .chunked
    let body = String(repeating: "x", count: 300_000)
    let (text, exchange) = await sent("POST", body: body, options: options)
    #expect(exchange.end == .complete)
    #expect(!text.contains("Content-Length") && !text.contains("Expect"))
    #expect(text.utf8.count { $0 == UInt8(ascii: "x") } == 300_000)
    #expect(text.hasSuffix("\r\n0\r\n\r\n"))
  }

  @Test func aBodyThatWaitsForContinue() async {
    var options = TransferOptions()
    options.bodyEncoding = .expectContinue
    let (text, exchange) = await sent(
      "POST", body: "hello", options: options,
      script: [.readHead, .send("HTTP/1.1 100 Continue\r\n\r\n"), .readBytes(5), .send(Self.ok)])
    #expect(
      text == "POST /v1/messages HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nContent-Length: 5\r\n"
        + "Expect: 100-continue\r\n\r\n|hello")
    #expect(exchange.response?.interim.map(\.status) == [100])
    #expect(exchange.end == .complete)
  }

  @Test func aBodyIsSentAfterASecondWhenNobodyAsksForIt() async {
    var options = TransferOptions()
    options.bodyEncoding = .expectContinue
    let (text, exchange) = await sent(
      "POST", body: "hello", options: options, script: [.readHead, .readBytes(5), .send(Self.ok)])
    #expect(text.hasSuffix("|hello"))
    #expect(exchange.end == .complete && exchange.response?.interim == [])
    #expect(exchange.timings.ended >= 1_000_000)
  }

  @Test(arguments: [401, 417])
  func aBodyThatIsRefusedIsNeverSent(status: Int) async {
    var options = TransferOptions()
    options.bodyEncoding = .expectContinue
    let (text, exchange) = await sent(
      "POST", body: "hello", options: options,
      script: [
        .readHead, .send("HTTP/1.1 \(status) No\r\nContent-Length: 2\r\n\r\nno"), .sleep(milliseconds: 100),
      ])
    #expect(!text.contains("hello") && !text.contains("|"))
    #expect(exchange.response?.status == status && exchange.bodyText == "no")
    #expect(exchange.end == .complete)
  }

  @Test func leavesThePathAsItIs() async {
    let (text, _) = await sent("GET", path: "/a/../b/./c%2f?q=[1]&r=%20|{x}#fragment")
    #expect(text.hasPrefix("GET /a/../b/./c%2f?q=[1]&r=%20|{x} HTTP/1.1\r\n"))
  }

  @Test(arguments: [
    "", "localhost", "ftp://127.0.0.1/", "file:///etc/passwd", "http://", "http://127.0.0.1:99999/",
    "http://127.0.0.1/a b", "http://127.0.0.1/a\r\nX: 1", "http://127.0.0.1/\u{0}", "http://127.0.0.1/ä",
    "http://user:secret@127.0.0.1/", "http://[::1/",
  ])
  func refusesURLs(url: String) async {
    let transport = CurlTransport()
    let exchange = await transport.send(Request(method: "GET", url: url), options: limits(), id: "1")
    #expect(exchange.failureKind == .invalidURL)
    #expect(exchange.connection == 0 && exchange.response == nil)
  }

  @Test(arguments: [
    HeaderField("X", "a\r\nY: b"), HeaderField("X", "a\nb"), HeaderField("X", "a\rb"),
    HeaderField("X", "a\u{0}b"),
    HeaderField("X\r\nY", "b"), HeaderField("X:", "b"), HeaderField("X Y", "b"), HeaderField("", "b"),
    HeaderField("X;", ""), HeaderField("Ä", "b"),
  ])
  func refusesHeadersThatWouldSplit(field: HeaderField) async {
    let (text, exchange) = await sent("GET", headers: [field])
    #expect(exchange.failureKind == .other)
    #expect(text == "")
  }

  @Test(arguments: ["", "GET /x HTTP/1.1\r\nA:", "G T", "GÄT"])
  func refusesMethods(method: String) async {
    let (text, exchange) = await sent(method)
    #expect(exchange.failureKind == .other && text == "")
  }
}

extension String {
  func firstRange(of other: String) -> Range<String.Index>? { ranges(of: other).first }
  func replacingCharacters(in range: Range<String.Index>, with other: String) -> String {
    var copy = self
    copy.replaceSubrange(range, with: other)
    return copy
  }
}
