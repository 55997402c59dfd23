import ReferenceServer
import Testing
import Wire

/// One faulty request and the refusal it must get.
struct Refusal: Sendable, CustomTestStringConvertible {
  var changes: JSON
  var status = 400
  var type = "invalid_request_error"
  /// Words the message has to hold.
  var words: [String]
  var version: String?

  init(
    _ changes: JSON, _ words: String..., status: Int = 400, type: String = "invalid_request_error",
    version: String? = nil
  ) {
    self.changes = changes
    self.words = words
    self.status = status
    self.type = type
    self.version = version
  }

  var testDescription: String { String(changes.text().prefix(80)) }
}

@Suite struct ValidationTests {
  private static func said(_ blocks: JSON) -> JSON { ["messages": [["role": "user", "content": blocks]]] }
  private static func image(_ source: JSON) -> JSON { said([["type": "image", "source": source]]) }
  private static let tool = Probes.weather

  static let refusals: [Refusal] = [
    Refusal(["model": 3], "model", "string"),
    Refusal(["model": "nope"], "nope", status: 404, type: "not_found_error"),
    Refusal(["max_tokens": true], "max_tokens", "integer"), Refusal(["max_tokens": -5], "max_tokens"),
    Refusal(["max_tokens": 64001], "max_tokens", "64000"), Refusal(["stream": "yes"], "stream", "boolean"),
    Refusal(["messages": [["role": "robot", "content": "x"]]], "messages.0.role", "'user'"),
    Refusal(["messages": [["role": "user", "content": ["x"]]]], "messages.0.content.0"),
    Refusal(
      ["messages": [["role": "user", "content": "x"], ["role": "user", "content": []]]], "messages.1",
      "non-empty content"),
    Refusal(said([["type": "hologram"]]), "messages.0.content.0", "Input tag 'hologram' found using 'type'"),
    Refusal(said([["text": "x"]]), "messages.0.content.0.type", "Field required"),
    Refusal(said([["type": "text"]]), "messages.0.content.0.text", "Field required"),
    Refusal(said([["type": "text", "text": .null]]), "messages.0.content.0.text"),
    Refusal(said([["type": "text", "text": " \n "]]), "non-whitespace"), Refusal(said(" "), "non-whitespace"),
    Refusal(said([["type": "thinking", "thinking": "x", "signature": "y"]]), "thinking", "role 'user'"),
    Refusal(
      ["messages": [["role": "user", "content": "x"], ["role": "assistant", "content": "y "]]],
      "trailing whitespace"),
    Refusal(image(["type": "base64", "media_type": "image/bmp", "data": "AAAA"]), "image/webp"),
    Refusal(image(["type": "base64", "media_type": "image/png", "data": "%%%"]), "base64"),
    Refusal(image(["type": "base64", "media_type": "image/png", "data": "AAAA"]), "not an image"),
    Refusal(
      image(["type": "base64", "media_type": "image/jpeg", "data": .string(Probes.png)]),
      "looks like image/png"),
    Refusal(
      image([
        "type": "base64", "media_type": "image/png", "data": .string("data:image/png;base64," + Probes.png),
      ]), "base64"),
    Refusal(image(["type": "url", "url": "file:///x"]), "http"),
    Refusal(image(["type": "ftp"]), "Input tag 'ftp'"),
    Refusal(
      [
        "model": "reference/text-only:1b",
        "messages": [
          [
            "role": "user",
            "content": [
              [
                "type": "image",
                "source": ["type": "base64", "media_type": "image/png", "data": .string(Probes.png)],
              ]
            ],
          ]
        ],
      ], "does not support image"),
    Refusal(
      said([
        ["type": "document", "source": ["type": "base64", "media_type": "application/pdf", "data": "AAAA"]]
      ]), "PDF"),
    Refusal(["messages": Probes.round([Probes.result("toolu_9")])], "tool_use", "without", "toolu_1"),
    Refusal(
      ["messages": [["role": "user", "content": [Probes.result()]]]], "unexpected", "tool_use_id", "toolu_1"),
    Refusal(["messages": Probes.round([["type": "text", "text": "x"], Probes.result()])], "must come first"),
    Refusal(["messages": Probes.round([Probes.result(), Probes.result()])], "single"),
    Refusal(["messages": Probes.round([Probes.result("a b")], calls: ["a b"])], "pattern"),
    Refusal(["messages": [["role": "system", "content": "x"], ["role": "user", "content": "y"]]], "system"),
    Refusal(
      [
        "messages": [
          ["role": "user", "content": "y"], ["role": "system", "content": "x"],
          ["role": "system", "content": "x"],
        ]
      ], "system"),
    Refusal(["system": [["type": "image"]]], "system.0", "Input tag 'image'"),
    Refusal(["system": 3], "system"),
    Refusal(["tools": ["x"]], "tools.0"),
    Refusal(["tools": [["name": "x"]]], "tools.0.input_schema", "Field required"),
    Refusal(["tools": [tool, tool]], "unique", "get_weather"),
    Refusal(["tools": [["name": "a b", "input_schema": ["type": "object"]]]], "tools.0.name", "pattern"),
    Refusal(["tools": [["type": "computer_20250124", "name": "computer"]]], "Input tag 'computer_20250124'"),
    Refusal(["tools": [["name": "x", "input_schema": ["type": "array"]]]], "tools.0.input_schema.type"),
    Refusal(["tools": [tool], "tool_choice": "auto"], "tool_choice"),
    Refusal(["tools": [tool], "tool_choice": ["type": "required"]], "tool_choice", "'required'"),
    Refusal(["tools": [tool], "tool_choice": ["type": "tool"]], "tool_choice", "name", "Field required"),
    Refusal(["tools": [tool], "tool_choice": ["type": "tool", "name": "zzz"]], "zzz"),
    Refusal(["tool_choice": ["type": "any"]], "tool_choice", "tools"),
    Refusal(["thinking": ["type": "enabled"]], "budget_tokens"),
    Refusal(["thinking": ["type": "enabled", "budget_tokens": 1023]], "1024"),
    Refusal(
      ["max_tokens": 1024, "thinking": ["type": "enabled", "budget_tokens": 1024]], "max_tokens",
      "budget_tokens"),
    Refusal(["thinking": ["type": "on"]], "thinking", "'on'"),
    Refusal(["thinking": ["type": "adaptive", "display": "loud"]], "thinking.display"),
    Refusal(
      [
        "max_tokens": 4096, "tools": [tool], "tool_choice": ["type": "any"],
        "thinking": ["type": "enabled", "budget_tokens": 1024],
      ], "thinking"),
    Refusal(["stop_sequences": "x"], "stop_sequences"), Refusal(["stop_sequences": ["  "]], "non-whitespace"),
    Refusal(["stop_sequences": [1]], "stop_sequences.0"),
    Refusal(["temperature": 1.1], "temperature"), Refusal(["temperature": -1], "temperature"),
    Refusal(["top_p": 2], "top_p"), Refusal(["top_k": -1], "top_k"), Refusal(["top_k": 1.5], "top_k"),
    Refusal(["temperature": 1], "temperature", version: "2026-10-21"),
    Refusal(["top_p": 1], "top_p", version: "2026-10-21"),
    Refusal(["top_k": 1], "top_k", version: "2026-10-21"),
    Refusal(["metadata": ["user_id": 5]], "metadata.user_id"),
    Refusal(["service_tier": "gold"], "service_tier"),
    Refusal(["output_config": ["effort": "huge"]], "output_config.effort"),
    Refusal(
      ["output_config": ["format": ["type": "json_schema", "schema": "x"]]], "output_config.format.schema"),
    Refusal(["output_config": ["format": ["type": "json_object"]]], "'json_object'"),
    Refusal(["cache_control": ["type": "forever"]], "cache_control", "'forever'"),
    Refusal(["cache_control": ["type": "ephemeral", "ttl": "2d"]], "ttl"),
    Refusal(["thread": ["type": "create"]], "thread"), Refusal([:], "anthropic-version", version: "banana"),
  ]

  @Test(arguments: refusals, [false, true]) func faultyRequestsAreRefused(_ refusal: Refusal, _ stream: Bool)
    throws
  {
    let server = try MessagesServer(Subject.configuration())
    var body = minimal(refusal.changes)
    if body["stream"] == nil { body["stream"] = .bool(stream) }
    let headers = refusal.version.map { [HeaderLine("anthropic-version", $0)] } ?? []
    let reply = server.respond(
      to: ServerRequest("POST", "/v1/messages", headers: headers, body: body.bytes()))
    #expect(reply.status == refusal.status)
    let error = try JSONParser.parse(reply.bodyBytes).root
    #expect(error["type"] == "error")
    #expect(error["error"]?["type"] == .string(refusal.type))
    let message = error["error"]?["message"]?.string ?? ""
    for word in refusal.words { #expect(message.contains(word)) }
    #expect(reply.values(of: "content-type") == ["application/json"])
    #expect(reply.values(of: "request-id") == [error["request_id"]?.string ?? ""])
  }

  static let accepted: [JSON] = [
    ["max_tokens": 64000], ["max_tokens": 0], ["foo_bar": ["x": 1]], ["system": ""], ["tools": []],
    ["stop_sequences": []], ["tools": .null],
    ["metadata": ["user_id": .null]],
    ["context_management": ["edits": [["type": "clear_thinking_20251015", "keep": "all"]]]],
    [
      "messages": [
        ["role": "user", "content": "a"], ["role": "system", "content": "b"],
        ["role": "assistant", "content": "c"], ["role": "user", "content": "d"],
      ]
    ],
    ["messages": [["role": "assistant", "content": "a"], ["role": "user", "content": "b"]]],
    ["tool_choice": ["type": "auto"]],
    ["messages": [["role": "user", "content": "a"], ["role": "assistant", "content": ""]]],
    ["cache_control": .null],
    ["messages": Probes.round([Probes.result("x", ["content": .null])], calls: ["x"])], ["temperature": 0],
    ["temperature": 1, "top_p": 0.5, "top_k": 3],
    ["thinking": ["type": "adaptive", "display": "omitted"]], ["thinking": ["type": "between_tools"]],
    ["output_config": ["effort": "xhigh"]],
    [
      "system": [
        ["type": "text", "text": "a", "cache_control": ["type": "ephemeral", "ttl": "1h", "scope": "global"]]
      ]
    ],
  ]

  @Test(arguments: accepted) func soundRequestsAreServed(_ changes: JSON) throws {
    let server = try MessagesServer(Subject.configuration())
    let body = Probes.with(minimal(), changes)
    let reply = server.respond(to: ServerRequest("POST", "/v1/messages", body: body.bytes()))
    #expect(reply.status == 200, "\(String(decoding: reply.bodyBytes, as: UTF8.self))")
  }

  @Test func countingNeedsNoLimitAndKeepsEveryOtherRule() throws {
    let server = try MessagesServer(Subject.configuration())
    func count(_ body: JSON) -> Int {
      server.respond(to: ServerRequest("POST", "/v1/messages/count_tokens", body: body.bytes())).status
    }
    #expect(count(minimal(["max_tokens": .null])) == 200)
    #expect(
      count(minimal(["max_tokens": .null, "thinking": ["type": "enabled", "budget_tokens": 2048]])) == 200)
    #expect(count(minimal(["messages": []])) == 400)
    #expect(count(minimal(["model": "nope"])) == 404)
    #expect(count(minimal(["thinking": ["type": "on"]])) == 400)
  }

  @Test(arguments: ["{", "", "[]", "\"x\"", "{\"model\":\"\u{0}\"}", "{\"a\":\"\\ud800\"}"])
  func bodiesThatAreNoJSONObjectAreRefused(_ text: String) throws {
    let server = try MessagesServer(Subject.configuration())
    let reply = server.respond(to: ServerRequest("POST", "/v1/messages", body: Array(text.utf8)))
    #expect(reply.status == 400)
  }

  @Test func invalidUTF8IsRefused() throws {
    let server = try MessagesServer(Subject.configuration())
    let body = minimal(["messages": user("caf\u{E9}")]).bytes().filter { $0 != 0xA9 }
    #expect(server.respond(to: ServerRequest("POST", "/v1/messages", body: body)).status == 400)
  }

  @Test func anOverlongPromptNamesBothNumbers() throws {
    let server = try MessagesServer(Subject.configuration { $0.setContextWindow(100) })
    let body = minimal(["messages": user(String(repeating: "word ", count: 200))])
    let reply = server.respond(to: ServerRequest("POST", "/v1/messages", body: body.bytes()))
    let message = try JSONParser.parse(reply.bodyBytes).root["error"]?["message"]?.string ?? ""
    #expect(reply.status == 400)
    #expect(message.contains(try Regex("^prompt is too long: [0-9]+ tokens > 100 maximum$")))
  }
}
