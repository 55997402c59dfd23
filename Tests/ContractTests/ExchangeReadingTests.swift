import Testing
import Wire

@testable import Contract

@Suite struct ExchangeReadingTests {
  static let accepted =
    acceptedMessages + acceptedErrors + acceptedOddities + acceptedHeaders + acceptedModels
  static let faulty = faultyMessages + faultyErrors + faultyHeaders + faultyModels

  @Test(arguments: accepted)
  func accepts(_ example: ExchangeExample) {
    let findings = ExchangeReading(example.exchange, fault: example.fault).findings
    expectWellFormed(findings, "\(example.name)")
    #expect(findings.filter(\.isViolated) == [], "\(example.name)")
    #expect(Set(example.keeps).subtracting(keptIDs(findings)).isEmpty, "\(example.name)")
  }

  @Test(arguments: faulty)
  func namesTheOneRequirementAFaultBreaks(_ example: ExchangeExample) {
    let findings = ExchangeReading(example.exchange, fault: example.fault).findings
    expectWellFormed(findings, "\(example.name)")
    #expect(brokenIDs(findings) == example.breaks.sorted(), "\(example.name)")
    guard let reason = example.reason else { return }
    for found in findings.compactMap(\.violation?.reason.code) {
      #expect(found == reason, "\(example.name)")
    }
  }

  @Test func recognisesEndpoints() {
    func endpoint(_ url: String) -> ExchangeReading.Endpoint { ExchangeReading.Endpoint(url: url) }
    #expect(endpoint("http://h/v1/messages?beta=true") == .messages)
    #expect(endpoint("http://h/anthropic/v1/messages/count_tokens") == .countTokens)
    #expect(endpoint("http://h/v1/models?limit=1000") == .models)
    #expect(endpoint("http://h/v1/models/org%2Fa:7b") == .model("org/a:7b"))
    #expect(endpoint("http://h/v1/models/100%") == .model("100%"))
    #expect(endpoint("http://h/v1/complete") == .other)
    #expect(endpoint("") == .other)
  }

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
