import Files
import Testing
import Wire

@testable import Cases

/// What the cases send in Claude Code's name has the shape of what it put on the wire: fixtures/clients/claude-code.
@Suite struct ClaudeCodeShapeTests {
  private static let suite = Result {
    var loader = SuiteLoader(specs: ClientFixtureTests.root + "/specs", fixtures: ClientFixtureTests.root + "/fixtures")
    return try loader.load().suite
  }

  private func sent(by address: String) throws -> (headers: [HeaderField], body: JSON) {
    let subject = try #require(try Self.suite.get().caseAt(address))
    let renderer = RequestRenderer(baseURL: "http://h", defaultAuth: .bearer)
    let rendered = try renderer.render(subject.steps[0].request, Bindings(["model": "reference/model-1"]))
    let body = try #require(rendered.json)
    return (rendered.request.headers, body)
  }

  private func captured(_ usage: String) throws -> JSON {
    let requests = try #require(ClientFixtureTests.sent(by: "claude-code").first { $0.usage == usage }).requests
    return try #require(requests.last { $0["body"] != nil })
  }

  private func keys(_ json: JSON?) -> [String] { (json?.object?.members ?? []).map(\.key).sorted() }

  /// Of each block its type and members, marks aside; a text stands for itself.
  private func shapes(_ body: JSON) -> Set<String> {
    var shapes = Set<String>()
    for message in body["messages"]?.array ?? [] {
      let role = message["role"]?.string ?? ""
      guard let blocks = message["content"]?.array else {
        shapes.insert(role)
        continue
      }
      for block in blocks {
        let members = keys(block).filter { !["cache_control", "is_error"].contains($0) }
        let inside = (block["content"]?.array ?? []).map { $0["type"]?.string ?? "" }
        shapes.insert(([role, block["type"]?.string ?? ""] + members + inside).joined(separator: " "))
      }
    }
    return shapes
  }

  @Test func theFirstTurnHasItsHeaders() throws {
    let fields = ClientFixtureTests.fields(try captured("startup"))
    let ours = try sent(by: "claude-code-first-turn[credentials=bearer]").headers
    #expect(ours.map(\.name).sorted() == fields.map { $0.name == "Authorization" ? "authorization" : $0.name }.sorted())
    for field in fields where !field.value.contains("*") && field.name != "Authorization" {
      #expect(ours.first(field.name) == field.value, "\(field.name)")
    }
  }

  @Test func theFirstTurnHasItsBody() throws {
    let theirs = try #require(try captured("startup")["body"])
    let ours = try sent(by: "claude-code-first-turn[credentials=bearer]").body
    #expect(keys(ours) == keys(theirs))
    for name in ["thinking", "context_management", "output_config", "stream"] {
      #expect(ours[name] == theirs[name], "\(name)")
    }
    #expect(ours["system"]?.array?.map(keys) == theirs["system"]?.array?.map(keys))
    #expect(ours["safeguards"]?[0]?["type"] == theirs["safeguards"]?[0]?["type"])
    #expect(ours["messages"]?.array?.map { $0["role"] } == theirs["messages"]?.array?.map { $0["role"] })
    #expect(
      ours["messages"]?[1]?["content"]?[0]?["cache_control"] == theirs["messages"]?[1]?["content"]?[0]?["cache_control"]
    )
    let members = { (body: JSON) in Set((body["tools"]?.array ?? []).flatMap(self.keys)) }
    #expect(members(ours) == members(theirs))
  }

  @Test(arguments: ["claude-code-second-turn", "claude-code-tool-loop", "claude-code-image-result"])
  func theHistoryHasBlocksOfItsKinds(_ address: String) throws {
    let theirs = shapes(try #require(try captured("tool_loop")["body"]))
    // Results came back as text there, and as a list of blocks where a picture is.
    let lists: Set = ["user tool_result content tool_use_id type text"]
    let ours = shapes(try sent(by: address).body)
    #expect(ours.count > 3)
    #expect(ours.subtracting(theirs).subtracting(lists) == [])
  }

  @Test func aCountHasItsMembers() throws {
    let theirs = try captured("count")
    let ours = try sent(by: "claude-code-count")
    #expect(keys(ours.body) == keys(theirs["body"]))
    #expect(ours.headers.first("anthropic-beta") == ClientFixtureTests.fields(theirs).first("anthropic-beta"))
  }
}
