import ReferenceServer
import Testing
import Wire

@Suite struct MessageTests {
  @Test(arguments: Way.allCases) func aMessageHasEveryField(_ way: Way) async throws {
    let subject = try await Subject(way)
    let reply = try subject.post(minimal())
    await subject.stop()
    #expect(reply.status == 200)
    #expect(reply.header("content-type") == "application/json")
    #expect(reply.header("request-id")?.hasPrefix("req_") == true)
    #expect(reply.text.hasPrefix(#"{"id":"msg_"#))
    let message = try reply.json
    #expect(message["type"] == "message")
    #expect(message["role"] == "assistant")
    #expect(message["model"] == "reference/model-1")
    #expect(message["content"]?[0]?["type"] == "text")
    #expect(message["stop_reason"] == "end_turn")
    #expect(message.object?.keys.contains("stop_sequence") == true)
    #expect((message["usage"]?["input_tokens"]?.int ?? 0) > 0)
    #expect((message["usage"]?["output_tokens"]?.int ?? 0) >= 64)
  }

  @Test(arguments: Way.allCases) func aStreamSpellsTheSameMessage(_ way: Way) async throws {
    let subject = try await Subject(way)
    let whole = try subject.post(minimal()).json
    let stream = try subject.post(minimal(["stream": true]))
    await subject.stop()
    #expect(stream.header("content-type")?.hasPrefix("text/event-stream") == true)
    #expect(stream.header("content-length") == nil)
    #expect(stream.isComplete)
    let events = try stream.events
    #expect(events.map(\.name).first == "message_start")
    #expect(events[1].name == "content_block_start")
    #expect(events[2].name == "ping")
    #expect(events.map(\.name).last == "message_stop")
    let text = events.compactMap { $0.data["delta"]?["text"]?.string }.joined()
    #expect(text == whole["content"]?[0]?["text"]?.string)
    let end = try #require(events.last { $0.name == "message_delta" })
    #expect(end.data["usage"]?["output_tokens"] == whole["usage"]?["output_tokens"])
    #expect(end.data["delta"]?["stop_reason"] == "end_turn")
  }

  @Test(arguments: Way.allCases) func countTokensIsTheInputOfUsage(_ way: Way) async throws {
    let subject = try await Subject(way)
    let count = try subject.post(minimal(["max_tokens": .null]), "/v1/messages/count_tokens?beta=true").json
    let usage = try subject.post(minimal()).json["usage"]
    await subject.stop()
    #expect(count["input_tokens"]?.int != nil)
    #expect(count["input_tokens"] == usage?["input_tokens"])
  }

  @Test(arguments: Way.allCases) func modelsAreListedAndFound(_ way: Way) async throws {
    let subject = try await Subject(way)
    let first = try subject.get("/v1/models?limit=1").json
    let second = try subject.get("/v1/models?limit=1&after_id=reference%2Fmodel-1").json
    let one = try subject.get("/v1/models/reference%2Ftext-only:1b").json
    let none = try subject.get("/v1/models/nope")
    await subject.stop()
    #expect(first["has_more"] == true)
    #expect(first["last_id"] == "reference/model-1")
    #expect(second["has_more"] == false)
    #expect(second["data"]?[0]?["id"] == "reference/text-only:1b")
    #expect(one["id"] == "reference/text-only:1b")
    #expect(one["created_at"] == "2025-01-01T00:00:00Z")
    #expect(none.status == 404)
    #expect(try none.json["error"]?["type"] == "not_found_error")
  }

  @Test(arguments: Way.allCases) func credentialsAreCheckedBeforeTheBody(_ way: Way) async throws {
    let subject = try await Subject(way, Subject.configuration { $0.authentication = .required(["secret"]) })
    let bearer = try subject.post(minimal(), "/v1/messages", [HeaderLine("Authorization", "bearer secret")])
    let key = try subject.post(minimal(), "/v1/messages", [HeaderLine("X-API-Key", "secret")])
    let either = try subject.post(
      minimal(), "/v1/messages",
      [HeaderLine("x-api-key", "junk"), HeaderLine("Authorization", "Bearer secret")])
    let none = try subject.post(["stream": true])
    let list = try subject.get("/v1/models")
    await subject.stop()
    #expect([bearer.status, key.status, either.status] == [200, 200, 200])
    for refused in [none, list] {
      #expect(refused.status == 401)
      #expect(try refused.json["error"]?["type"] == "authentication_error")
      #expect(try refused.json["request_id"]?.string == refused.header("request-id"))
    }
  }
}
