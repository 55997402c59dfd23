import Testing

@testable import Contract

@Suite struct EndpointTests {
  @Test func endpointIsFoundUnderAnyBaseAndQuery() {
    #expect(Endpoint(url: "http://h/v1/messages?beta=true") == .messages)
    #expect(Endpoint(url: "http://h/anthropic/v1/messages/count_tokens") == .countTokens)
    #expect(Endpoint(url: "http://h/v1/models?limit=1000") == .models)
    #expect(Endpoint(url: "http://h/v1/complete") == nil)
    #expect(Endpoint(url: "") == nil)
  }

  @Test func idInAPathIsDecodedWhereItCanBe() {
    #expect(Endpoint.match("http://h/v1/models/org%2Fa:7b")?.id == "org/a:7b")
    #expect(Endpoint.match("http://h/v1/models/100%")?.id == "100%")
    #expect(Endpoint.match("http://h/v1/models/a")?.endpoint == .model)
  }

  @Test func exactPathHasNoBaseAndKeepsTheIDAsWritten() {
    #expect(Endpoint.exact(path: "/v1/models/org%2Fa/b")?.id == "org%2Fa/b")
    #expect(Endpoint.exact(path: "/v1/models")?.endpoint == .models)
    #expect(Endpoint.exact(path: "/base/v1/models") == nil)
    #expect(Endpoint.exact(path: "/v1/models/") == nil)
  }

  @Test func labelsNameTheKindOfPath() {
    #expect(
      Endpoint.all.map(\.label) == [
        "POST /v1/messages", "POST /v1/messages/count_tokens", "GET /v1/models", "GET /v1/models/…",
      ])
    #expect(Endpoint.all.filter(\.generatesTokens).map(\.name) == ["messages"])
  }
}
