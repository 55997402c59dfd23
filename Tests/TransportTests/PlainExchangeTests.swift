import Testing
import Transport
import Wire

@Suite struct PlainExchangeTests {
  @Test func bringsBackWhatTheServerSent() async throws {
    let exchange = await exchange(
      answer(
        "HTTP/1.1 200 Fine\r\nX-B: 1\r\nx-a:  two \r\nX-B: 3\r\nX-Empty:\r\nContent-Length: 5\r\n\r\nhello"))
    #expect(exchange.end == .complete)
    let response = try #require(exchange.response)
    #expect(response.head.statusLine == "HTTP/1.1 200 Fine")
    #expect(response.status == 200)
    #expect(
      response.head.headers == [
        HeaderField("X-B", "1"), HeaderField("x-a", "two"), HeaderField("X-B", "3"),
        HeaderField("X-Empty", ""),
        HeaderField("Content-Length", "5"),
      ])
    #expect(response.body == Array("hello".utf8))
    #expect(response.interim == [] && response.trailers == [])
    #expect(exchange.framingFaults == [])
    #expect(exchange.id == "0001")
    #expect(exchange.connection == 1 && !exchange.reusedConnection)
  }

  @Test func keepsInterimHeadsApart() async throws {
    let exchange = await exchange(
      answer(
        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"
          + "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi"))
    let response = try #require(exchange.response)
    #expect(exchange.end == .complete)
    #expect(response.interim.map(\.status) == [100, 103])
    #expect(response.interim.last?.headers == [HeaderField("Link", "</a>")])
    #expect(response.status == 200 && exchange.bodyText == "hi")
  }

  @Test func removesChunksAndKeepsTrailers() async throws {
    let exchange = await exchange(
      answer(
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
          + "5;a=b\r\nhello\r\n6\r\n world\r\n0\r\nX-T: 1\r\nX-T: 2\r\n\r\n"
      ))
    #expect(exchange.end == .complete)
    #expect(exchange.bodyText == "hello world")
    #expect(exchange.response?.trailers == [HeaderField("X-T", "1"), HeaderField("X-T", "2")])
    #expect(exchange.framingFaults == [])
  }

  @Test func leavesContentCodingAlone() async {
    let packed: [UInt8] = [0x1F, 0x8B, 0x08, 0, 0, 0, 0, 0, 0, 0x03, 0x03, 0, 0, 0, 0, 0, 0, 0, 0, 0]
    let exchange = await exchange([
      .readRequest, .send("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 20\r\n\r\n"),
      .sendBytes(packed),
    ])
    #expect(exchange.response?.body == packed)
    #expect(exchange.end == .complete)
  }

  @Test func readsUntilTheConnectionCloses() async {
    let exchange = await exchange(answer("HTTP/1.1 200 OK\r\n\r\nto the end"))
    #expect(exchange.end == .complete)
    #expect(exchange.bodyText == "to the end")
  }

  @Test func followsNoRedirect() async {
    let exchange = await exchange(
      answer("HTTP/1.1 302 Found\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n"))
    #expect(exchange.end == .complete)
    #expect(exchange.response?.status == 302)
  }

  @Test(arguments: [204, 304])
  func knowsStatusesWithoutBody(status: Int) async {
    let exchange = await exchange(answer("HTTP/1.1 \(status) X\r\nContent-Length: 7\r\n\r\n"))
    #expect(exchange.end == .complete)
    #expect(exchange.bodyText == "")
  }

  @Test func answersToHeadHaveNoBody() async {
    let exchange = await exchange(
      [.readRequest, .send("HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\n"), .sleep(milliseconds: 50)],
      method: "HEAD")
    #expect(exchange.end == .complete)
    #expect(exchange.bodyText == "")
    #expect(exchange.framingFaults == [])
  }

  @Test func keepsBytesThatAreNotUTF8InHeaders() async {
    let exchange = await exchange([
      .readRequest,
      .sendBytes(
        Array("HTTP/1.1 200 OK\r\nX: caf".utf8) + [0xE9] + Array("\r\nContent-Length: 0\r\n\r\n".utf8)),
    ])
    #expect(exchange.response?.head.headers.first("x") == "café")
  }
}
