import Testing
import Wire

@testable import Cases

/// What a client sends depends on whether it knows the model's id: the suite sends to each class of ids what was captured.
@Suite struct ModelClassTests {
  private static let suite = Result {
    var loader = SuiteLoader(specs: ClientFixtureTests.root + "/specs", fixtures: ClientFixtureTests.root + "/fixtures")
    return try loader.load().suite
  }

  private static func sent(to model: String, by address: String = "claude-code-first-turn[credentials=bearer]") throws
    -> RenderedRequest
  {
    let subject = try #require(try suite.get().speaking(to: model).caseAt(address))
    let renderer = RequestRenderer(baseURL: "http://h", defaultAuth: .bearer)
    return try renderer.render(subject.steps[0].request, Bindings(["model": .string(model)]))
  }

  static let captures: [(model: String, usage: String)] = [
    ("claude-sonnet-4-5", "first_turn_budget"), ("claude-opus-4-5", "first_turn_budget_effort"),
    ("claude-sonnet-4-6", "first_turn_adaptive"), ("claude-3-5-sonnet", "first_turn_plain"),
  ]

  @Test(arguments: captures)
  func theFirstTurnIsAsCaptured(_ model: String, _ usage: String) throws {
    let document = try #require(ClientFixtureTests.sent(by: "claude-code").first { $0.usage == usage })
    let theirs = try #require(document.requests.last { $0["body"] != nil })
    let ours = try Self.sent(to: model)
    let (body, captured) = (try #require(ours.json), try #require(theirs["body"]))
    func keys(_ json: JSON) -> [String] { (json.object?.members ?? []).map(\.key).sorted() }
    #expect(keys(body).filter { $0 != "safeguards" } == keys(captured))
    #expect(captured["model"]?.string == model)
    #expect(body["messages"]?.array?.map { $0["role"] } == captured["messages"]?.array?.map { $0["role"] })
    for name in ["context_management", "output_config", "temperature", "stream"] {
      #expect(body[name] == captured[name], "\(name)")
    }
    #expect(body["thinking"].map(keys) == captured["thinking"].map(keys))
    #expect(body["thinking"]?["type"] == captured["thinking"]?["type"])
    #expect(
      ours.request.headers.first("anthropic-beta") == ClientFixtureTests.fields(theirs).first("anthropic-beta"))
  }

  @Test func anUnknownModelIsSentTheWholeRequest() throws {
    #expect(try Self.suite.get().clients.allSatisfy { $0.modelClass(of: "qwen/qwen3-8b") == nil })
    let body = try #require(try Self.sent(to: "qwen/qwen3-8b").json)
    #expect(body["messages"]?.array?.contains { $0["role"]?.string == "system" } == true)
  }

  /// What a client never sends to a model cannot break it.
  @Test func needsFollowTheClass() throws {
    let suite = try Self.suite.get()
    let requirement = try #require(suite.requirement("system-role-blocks"))
    func need(_ model: String) throws -> ClientProfile.Need {
      try #require(suite.speaking(to: model).clients.first { $0.name == "claude-code" }).need(of: requirement)
    }
    #expect(try need("reference/model-1") == .required)
    #expect(try need("claude-sonnet-4-5") == .indifferent)
    #expect(try need("claude-3-5-sonnet-20241022") == .indifferent)
  }

  /// A case about one thing asks for it whatever the model is called.
  @Test func onlyWholeRequestsOfAClientChange() throws {
    let suite = try Self.suite.get()
    let spoken = suite.speaking(to: "claude-3-5-sonnet")
    for (one, other) in zip(suite.cases, spoken.cases) {
      for (mine, theirs) in zip(one.steps, other.steps) where mine.request.body != theirs.request.body {
        #expect(suite.speaker(of: mine.request)?.name == "claude-code", "\(one.address)")
        #expect(mine.request.headers.contains { $0.name.lowercased() == "user-agent" }, "\(one.address)")
      }
    }
  }
}
