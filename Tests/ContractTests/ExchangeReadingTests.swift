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

  /// That an invalid request crashes the server is one failure, and the page of the crash not another.
  @Test func thePageOfACrashBelongsToTheCrash() {
    let page = exchange(request: plainRequest, status: 500, headers: [], body: Array("Internal Server Error".utf8))
    func violated(_ invalid: InvalidRequest?) -> [String] {
      ExchangeReading(page, invalidRequest: invalid).findings.filter(\.isViolated).map(\.requirement)
    }
    #expect(violated(nil).contains("err-no-html"))
    #expect(!violated(InvalidRequest()).contains("err-no-html"))
    #expect(violated(InvalidRequest()).contains("err-no-5xx-on-client-fault"))
  }
}
