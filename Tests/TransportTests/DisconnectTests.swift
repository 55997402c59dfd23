import Testing
import Transport
import Wire

@Suite struct HangUpTests {
  /// A stream that goes on for ever, and whether the server noticed that the client left.
  func disconnect(_ disconnect: Disconnect) async -> (exchange: Exchange, serverNoticed: Bool) {
    let server = ScriptServer([
      .readRequest, .send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"), .sleep(milliseconds: 20),
      .forever([.send("8\r\ndelta 1\n\r\n"), .sleep(milliseconds: 20)]),
    ])
    defer { server.close() }
    let transport = CurlTransport()
    let exchange = await transport.send(
      Request(method: "GET", url: server.url), options: TransferOptions(disconnect: disconnect), id: "1")
    return (exchange, await eventually { server.openConnections == 0 })
  }

  @Test func atTheEndOfTheHead() async {
    let (exchange, noticed) = await disconnect(.afterBodyBytes(0))
    #expect(exchange.end == .closedByClient && noticed)
    #expect(exchange.response?.status == 200 && exchange.bodyText == "")
  }

  @Test func afterSomeBytes() async {
    let (exchange, noticed) = await disconnect(.afterBodyBytes(9))
    #expect(exchange.end == .closedByClient && noticed)
    // What arrived with it is not part of it: two runs have to see the same.
    #expect(exchange.bodyText == "delta 1\nd")
    #expect(exchange.response?.arrivals.last?.offset == 9)
  }

  @Test func whenTheCallerHasSeenEnough() async {
    let seen = Seen()
    let (exchange, noticed) = await disconnect(
      .when { bytes in seen.add(bytes) >= 3 * 8 ? 24 : nil })
    #expect(exchange.end == .closedByClient && noticed)
    #expect(exchange.response?.body == Array(seen.bytes.prefix(24)))
  }

  @Test func alsoWhenTheEndCameInTheSameRead() async {
    let answer = answer("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello")
    let exchange = await exchange(answer, options: TransferOptions(disconnect: .afterBodyBytes(2)))
    #expect(exchange.end == .closedByClient)
    #expect(exchange.bodyText == "he")
  }

  @Test func notOnARefusal() async {
    let answer = answer("HTTP/1.1 400 Bad Request\r\nContent-Length: 5\r\n\r\nhello")
    let exchange = await exchange(answer, options: TransferOptions(disconnect: .afterBodyBytes(2)))
    #expect(exchange.end == .complete)
    #expect(exchange.bodyText == "hello")
  }

  @Test func notWhenTheResponseEndedBefore() async {
    var options = TransferOptions(disconnect: .afterBodyBytes(100))
    let answer = answer("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello")
    #expect(await exchange(answer, options: options).end == .complete)
    options.disconnect = .when { _ in nil }
    #expect(await exchange(answer, options: options).end == .complete)
  }
}

/// What a hang-up function was shown. Used from the transport's thread, read when that is done.
private final class Seen: @unchecked Sendable {
  private(set) var bytes: [UInt8] = []
  func add(_ more: ArraySlice<UInt8>) -> Int {
    bytes += more
    return bytes.count
  }
}
