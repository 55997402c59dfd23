import Testing
import Wire

@testable import Contract

@Suite struct ExchangeReadingTests {
  @Test func readsAStreamWhereOneWasAskedFor() throws {
    let body = try transcript("accepted/text")
    let reading = ExchangeReading(exchange(request: plainRequest, headers: streamHeaders, body: body))
    #expect(reading.findings.filter(\.isViolated) == [])
    #expect(reading.stream?.stopped == true)
    #expect(reading.message?["content"]?[0]?["text"] == "Hello, world!")
    #expect(keptIDs(reading.findings).contains("sse-request-id"))
    #expect(!keptIDs(reading.findings).contains("resp-request-id-header"))
  }
}
