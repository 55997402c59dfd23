import Testing
import Transport
import Wire

@Suite struct LimitTests {
  /// A port whose queue is full: the kernel leaves further connection attempts unanswered.
  @Test func connecting() async {
    let (listener, port) = listeningSocket(backlog: 0)
    let transport = CurlTransport()
    let request = Request(method: "GET", url: "http://127.0.0.1:\(port)/")
    async let first = transport.send(request, options: limits(firstByte: 400), id: "1")
    async let second = transport.send(request, options: limits(connect: 250, total: 900), id: "2")
    async let third = transport.send(request, options: limits(connect: 250, total: 900), id: "3")
    let kinds = await [first, second, third].map(\.failureKind)
    #expect(kinds.contains(.connectTimeout))
    #expect(!kinds.contains(.totalTimeout) && !kinds.contains(nil))
    transport.shutdown()
    _ = closeSocket(listener)
  }

  @Test func firstByte() async {
    let exchange = await exchange(
      [.readRequest, .sleep(milliseconds: 5000)], options: limits(firstByte: 100))
    #expect(exchange.failureKind == .firstByteTimeout)
    #expect(exchange.response == nil)
    #expect((100_000..<3_000_000).contains(exchange.timings.ended))
  }

  @Test func interimHeadsDoNotExtendTheWaitForTheFirstByte() async {
    let exchange = await exchange(
      [.readRequest, .forever([.send("HTTP/1.1 100 Continue\r\n\r\n"), .sleep(milliseconds: 20)])],
      options: limits(firstByte: 200))
    #expect(exchange.failureKind == .firstByteTimeout)
    #expect((200_000..<3_000_000).contains(exchange.timings.ended))
  }

  @Test func idle() async {
    let exchange = await exchange(
      [
        .readRequest, .send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\none\r\n"),
        .sleep(milliseconds: 5000),
      ], options: limits(idle: 100))
    #expect(exchange.failureKind == .idleTimeout)
    #expect(exchange.bodyText == "one")
  }

  @Test func anyByteOfTheBodyEndsTheSilence() async {
    let exchange = await exchange(
      [.readRequest, .send("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n")]
        + Array(repeating: [Step.sleep(milliseconds: 250), .send(":")], count: 6).flatMap { $0 },
      options: limits(idle: 1000))
    #expect(exchange.end == .complete)
    #expect(exchange.timings.ended >= 1_200_000)
  }

  @Test func anEndlessDripEndsWithTheTotal() async {
    let exchange = await exchange(
      [
        .readRequest, .send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"),
        .forever([.send("1\r\n.\r\n"), .sleep(milliseconds: 20)]),
      ], options: limits(idle: 2000, total: 400))
    #expect(exchange.failureKind == .totalTimeout)
    #expect((400_000..<3_000_000).contains(exchange.timings.ended))
    #expect((exchange.response?.body.count ?? 0) > 5)
  }

  @Test func anUploadThatIsNotReadEnds() async {
    let exchange = await exchange(
      [.readHead, .sleep(milliseconds: 5000)], method: "POST", body: String(repeating: "x", count: 8_000_000),
      options: limits(firstByte: 200))
    #expect(exchange.failureKind == .firstByteTimeout)
  }

  @Test func endlessHeaders() async {
    let exchange = await exchange(
      [.readRequest, .send("HTTP/1.1 200 OK\r\n"), .forever([.send("X-Filler: 0123456789\r\n")])],
      options: limits(head: 5000))
    #expect(exchange.failureKind == .headTooLarge)
    #expect((exchange.response?.head.headers.count ?? 0) > 100)
    #expect(exchange.timings.headEnd == nil)
  }

  @Test func oneEndlessHeaderLine() async {
    let exchange = await exchange(
      [
        .readRequest, .send("HTTP/1.1 200 OK\r\nX: "), .forever([.send(String(repeating: "y", count: 1000))]),
      ],
      options: limits(head: 5000))
    #expect(exchange.failureKind == .headTooLarge)
  }

  @Test func endlessInterimHeads() async {
    let exchange = await exchange(
      [.readRequest, .forever([.send("HTTP/1.1 100 Continue\r\n\r\n")])], options: limits(head: 5000))
    #expect(exchange.failureKind == .headTooLarge)
  }

  @Test(arguments: [4, 5])
  func theHeadMayBeAsLongAsTheLimit(reason: Int) async {
    let head = "HTTP/1.1 200 \(String(repeating: "O", count: reason))\r\nContent-Length: 0\r\n\r\n"
    let exchange = await exchange(answer(head), options: limits(head: 40))
    #expect(head.utf8.count == 36 + reason)
    #expect(exchange.failureKind == (reason == 4 ? nil : .headTooLarge))
  }

  @Test func endlessBodyIsKeptUpToTheLimit() async {
    let exchange = await exchange(
      [
        .readRequest, .send("HTTP/1.1 200 OK\r\n\r\n"),
        .forever([.send(String(repeating: "z", count: 1000))]),
      ],
      options: limits(body: 12_345))
    #expect(exchange.failureKind == .bodyTooLarge)
    #expect(exchange.response?.body == Array(repeating: UInt8(ascii: "z"), count: 12_345))
    #expect(exchange.response?.arrivals.last?.offset == 12_345)
  }

  @Test(arguments: [10, 11])
  func theBodyMayBeAsLongAsTheLimit(length: Int) async {
    let exchange = await exchange(
      answer("HTTP/1.1 200 OK\r\nContent-Length: \(length)\r\n\r\n" + String(repeating: "b", count: length)),
      options: limits(body: 10))
    #expect(exchange.failureKind == (length == 10 ? nil : .bodyTooLarge))
    #expect(exchange.response?.body.count == 10)
  }

  @Test func endlessTrailers() async {
    let exchange = await exchange(
      [
        .readRequest, .send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n"),
        .forever([.send("X-Filler: 0123456789\r\n")]),
      ], options: limits(head: 5000))
    #expect(exchange.failureKind == .headTooLarge)
  }
}
