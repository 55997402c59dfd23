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

  @Test func methodChoosesAmongEndpointsOfOnePath() {
    #expect(Endpoint(url: "http://h/v1/messages/batches", method: "POST") == .batchCreate)
    #expect(Endpoint(url: "http://h/v1/messages/batches?limit=1", method: "GET") == .batchList)
    #expect(Endpoint(url: "http://h/v1/messages/batches/a", method: "DELETE") == .batchDelete)
    #expect(Endpoint(url: "http://h/v1/messages/batches/a", method: "HEAD") == .batch)
    #expect(Endpoint(url: "http://h/v1/messages/batches/a", method: "PUT") == .batch)
    #expect(Endpoint(url: "http://h/v1/messages/batches/a/results", method: "GET") == .batchResults)
    #expect(Endpoint.exact(path: "/v1/skills/a/versions/b%2Fc", method: "DELETE")?.endpoint == .skillVersionDelete)
    #expect(Endpoint.exact(path: "/v1/skills/a/versions/b%2Fc")?.id == "a/b%2Fc")
    #expect(Endpoint.exact(path: "/v1/files/a/content", method: "GET")?.id == "a")
    #expect(Endpoint.exact(path: "/v1/files//content", method: "GET")?.endpoint != .fileContent)
    #expect(Endpoint.batch.methodsOfPath == ["GET", "DELETE"])
  }

  @Test func labelsNameTheKindOfPath() {
    #expect(
      Endpoint.all.map(\.label).prefix(4) == [
        "POST /v1/messages", "POST /v1/messages/count_tokens", "GET /v1/models", "GET /v1/models/…",
      ])
    #expect(Endpoint.skillVersionDelete.label == "DELETE /v1/skills/…/versions/…")
    #expect(Set(Endpoint.all.map(\.name)).count == Endpoint.all.count)
    #expect(Endpoint.all.filter(\.generatesTokens).map(\.name) == ["messages"])
  }
}
