import Testing
import Wire

@testable import Cases
@testable import Planning

@Suite struct PlanPromptsTests {
  static func bytes(_ text: String) throws -> Int {
    PlanPrompts(plan(try suite(text)), renderer: RequestRenderer(baseURL: "http://h", defaultAuth: .none)).bytes
  }

  static func file(_ body: String, expect: String = "answered") -> String {
    """
    format: 2
    area: test
    cases:
      - { id: a, title: t, requirement: r, control: none, request: { body: \(body) }, expect: \(expect) }
      - { id: b, title: t, requirement: s, control: none, request: { body: \(body) }, expect: \(expect) }
    """
  }

  @Test func whatIsSentOnceCountsOnceAndWhatIsRefusedNot() throws {
    let body = "{ model: m, max_tokens: 8, messages: [{ role: user, content: Hello there }] }"
    let bytes = try Self.bytes(Self.file(body))
    #expect(bytes > 60 && bytes < 120, "\(bytes)")
    #expect(try Self.bytes(Self.file(body, expect: "refused")) == 0)
    let long =
      "{ model: m, max_tokens: 8, messages: [{ role: user, content: \(String(repeating: "a", count: 400_001)) }] }"
    let prompts = PlanPrompts(
      plan(try suite(Self.file(long))), renderer: RequestRenderer(baseURL: "http://h", defaultAuth: .none))
    #expect(prompts.bytes == 0 && prompts.oversized == 1)
  }

  @Test func aLongerPromptCountsMoreAndAPictureNot() throws {
    func size(_ json: String) throws -> Int { PlanPrompts.size(of: try JSONParser.parse(Array(json.utf8)).root) }
    let short = try size(#"{"content":"word"}"#)
    #expect(try size(#"{"content":"word word"}"#) == short + 5)
    #expect(try size(#"{"content":"word     "}"#) == short + 1)
    #expect(try size(#"{"content":"word","data":"AAAAAAAAAAAAAAAAAAAAAAAA"}"#) == short)
    #expect(try size("[1,2,3]") > size("[1]"))
  }
}
