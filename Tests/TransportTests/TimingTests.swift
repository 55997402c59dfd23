import Testing
import Transport
import Wire

@Suite struct TimingTests {
  @Test func stampsEveryChunkWhenItArrives() async throws {
    let exchange = await exchange([
      .readRequest, .sleep(milliseconds: 200),
      .send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"), .sleep(milliseconds: 200),
      .send("3\r\none\r\n"), .sleep(milliseconds: 200), .send("3\r\ntwo\r\n"), .sleep(milliseconds: 200),
      .send("0\r\n\r\n"),
    ])
    let response = try #require(exchange.response)
    #expect(exchange.end == .complete)
    #expect(response.arrivals.map(\.offset) == [3, 6])
    let connected = try #require(exchange.timings.connected)
    let firstByte = try #require(exchange.timings.firstByte)
    let headEnd = try #require(exchange.timings.headEnd)
    let stamps =
      [connected, firstByte, headEnd] + response.arrivals.map(\.microseconds) + [exchange.timings.ended]
    #expect(stamps == stamps.sorted())
    #expect(connected > 0)
    #expect(firstByte >= 200_000)
    #expect(response.arrivals[0].microseconds - headEnd >= 100_000)
    #expect(response.arrivals[1].microseconds - response.arrivals[0].microseconds >= 100_000)
    #expect(exchange.timings.ended - response.arrivals[1].microseconds >= 100_000)
  }

  @Test func aResponseThatNeverBeginsHasNoTimes() async {
    let exchange = await exchange([.readRequest])
    #expect(exchange.timings.firstByte == nil && exchange.timings.headEnd == nil)
    #expect(exchange.timings.connected != nil)
  }
}
