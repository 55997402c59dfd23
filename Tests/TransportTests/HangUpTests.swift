import Testing
import Transport
import Wire

@Suite struct HangUpTests {
  /// A stream that goes on for ever, and whether the server noticed that the client left.
  func hangUp(_ hangUp: HangUp) async -> (exchange: Exchange, serverNoticed: Bool) {
    let server = ScriptServer([
      .readRequest, .send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"), .sleep(milliseconds: 20),
      .forever([.send("8\r\ndelta 1\n\r\n"), .sleep(milliseconds: 20)]),
    ])
    defer { server.close() }
    let transport = CurlTransport()
    let exchange = await transport.send(
      Request(method: "GET", url: server.url), options: TransferOptions(hangUp: hangUp), id: "1")
    return (exchange, await eventually { server.openConnections == 0 })
  }

  @Test func atTheEndOfTheHead() async {
    let (exchange, noticed) = await hangUp(.afterBodyBytes(0))
    #expect(exchange.end == .closedByClient && noticed)
    #expect(exchange.response?.status == 200 && exchange.bodyText == "")
  }

  @Test func afterSomeBytes() async {
    let (exchange, noticed) = await hangUp(.afterBodyBytes(9))
    #expect(exchange.end == .closedByClient && noticed)
    // At least what was asked for; on a busy machine several deltas arrive in one piece.
    let text = exchange.bodyText ?? ""
    #expect(text.hasPrefix("delta 1\ndelta 1\n"))
    #expect(text.utf8.count % 8 == 0)
  }

  @Test func whenTheCallerHasSeenEnough() async {
    let seen = Seen()
    let (exchange, noticed) = await hangUp(
      .when { bytes in seen.add(bytes) >= 3 * 8 })
    #expect(exchange.end == .closedByClient && noticed)
    #expect(exchange.response?.body == seen.bytes)
    #expect(seen.bytes.count >= 24)
  }

  @Test func notWhenTheResponseEndedBefore() async {
    var options = TransferOptions(hangUp: .afterBodyBytes(100))
    let answer = answer("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello")
    #expect(await exchange(answer, options: options).end == .complete)
    options.hangUp = .when { _ in false }
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
