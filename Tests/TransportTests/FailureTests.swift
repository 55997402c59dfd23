import Testing
import Transport
import Wire

@Suite struct FailureTests {
  @Test func nobodyListens() async {
    let (listener, port) = listeningSocket()
    _ = closeSocket(listener)
    let transport = CurlTransport()
    let exchange = await transport.send(
      Request(method: "GET", url: "http://127.0.0.1:\(port)/"), options: limits(), id: "1")
    #expect(exchange.failureKind == .couldNotConnect)
    #expect(exchange.connection == 0 && exchange.timings.connected == nil)
  }

  @Test func noSuchName() async {
    let transport = CurlTransport()
    let exchange = await transport.send(
      Request(method: "GET", url: "http://no-such-host.invalid/"), options: limits(), id: "1")
    #expect(exchange.failureKind == .couldNotResolve)
  }

  @Test func noTLSWhereItIsAskedFor() async {
    let server = ScriptServer([.send("HTTP/1.1 400 Bad Request\r\n\r\n"), .sleep(milliseconds: 50)])
    let transport = CurlTransport()
    let exchange = await transport.send(
      Request(method: "GET", url: "https://127.0.0.1:\(server.port)/"), options: limits(), id: "1")
    #expect(exchange.failureKind == .tls)
    #expect(exchange.response == nil)
  }

  @Test func closedWithoutAWord() async {
    let exchange = await exchange([.readRequest])
    #expect(exchange.failureKind == .emptyReply)
    #expect(exchange.response == nil)
  }

  @Test func reset() async {
    let before = await exchange([.readRequest, .reset])
    #expect(before.failureKind == .reset)
    let within = await exchange([
      .readRequest, .send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc"), .sleep(milliseconds: 50),
      .reset,
    ])
    #expect(within.failureKind == .reset)
    #expect(within.bodyText == "abc")
    let untilClose = await exchange([
      .readRequest, .send("HTTP/1.1 200 OK\r\n\r\nabc"), .sleep(milliseconds: 50), .reset,
    ])
    #expect(untilClose.failureKind == .reset)
  }

  @Test(arguments: [
    "Content-Length: 10\r\n\r\nabc", "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n",
    "Transfer-Encoding: chunked\r\n\r\n8\r\nabc", "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n",
    "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\nX: 1\r\n",
  ])
  func cutShort(rest: String) async {
    let exchange = await exchange(answer("HTTP/1.1 200 OK\r\n" + rest))
    #expect(exchange.failureKind == .truncated)
    #expect(exchange.bodyText == "abc")
    #expect(exchange.response?.status == 200)
    #expect(exchange.framingFaults == [])
  }

  @Test(arguments: [
    "HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\nX: 1\r\n", "HTTP/1.1 200 OK\r\nX: 1\r\nContent-Le",
  ])
  func cutShortInTheHead(text: String) async {
    let exchange = await exchange(answer(text))
    #expect(exchange.failureKind == .truncated)
    #expect(exchange.response?.status == 200)
    #expect(exchange.timings.headEnd == nil)
  }

  @Test(arguments: ["HTT", "HTTP/1.1 200 O"])
  func cutShortInTheStatusLine(text: String) async {
    let exchange = await exchange(answer(text))
    #expect(exchange.failureKind == .truncated)
    #expect(exchange.response == nil)
  }

  @Test func onlyAnInterimHead() async {
    let exchange = await exchange(answer("HTTP/1.1 100 Continue\r\n\r\n"))
    #expect(exchange.failureKind == .truncated)
  }
}
