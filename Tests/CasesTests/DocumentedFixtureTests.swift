import Files
import Testing
import Wire

@testable import Cases

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Claude Code could not be run here, so what stands under fixtures/clients is what the cases send in its name: one
/// source for both. With `DROPIN_WRITE_DOCS=1` the files are written.
@Suite struct DocumentedFixtureTests {
  /// The files and the cases whose requests they hold.
  static let usages = [
    "first_turn": "claude-code-first-turn[credentials=bearer]", "second_turn": "claude-code-second-turn",
    "tool_loop": "claude-code-tool-loop", "image_result": "claude-code-image-result",
    "stopped_call": "claude-code-stopped", "compaction": "claude-code-compaction",
  ]
  static let directory = ClientFixtureTests.root + "/fixtures/clients/claude-code/"

  private static let suite = Result {
    var loader = SuiteLoader(specs: ClientFixtureTests.root + "/specs", fixtures: ClientFixtureTests.root + "/fixtures")
    return try loader.load().suite
  }

  private func body(_ template: RequestTemplate) throws -> JSON {
    let renderer = RequestRenderer(baseURL: "http://h", usualAuth: .bearer)
    let rendered = try renderer.render(template, Bindings(["model": "reference/model-1"]))
    return try #require(rendered.json)
  }

  /// The same file with other requests in it.
  private func written(_ usage: String, _ bodies: [JSON], like model: JSON) throws -> [UInt8] {
    var file = model
    let request = try #require(model["requests"]?[0])
    file["usage"] = .string(usage)
    file["requests"] = .array(
      bodies.map { body in
        var copy = request
        copy["body"] = body
        return copy
      })
    return Array((file.text(.indented) + "\n").utf8)
  }

  private func check(_ usage: String, _ bodies: [JSON]) throws {
    let model = try JSONParser.parse(try Files.read(Self.directory + "first_turn.json")).root
    let expected = try written(usage, bodies, like: model)
    let path = Self.directory + usage + ".json"
    if getenv("DROPIN_WRITE_DOCS") != nil { try Files.write(expected, to: path) }
    #expect(try Files.read(path) == expected, "\(path) is not what the cases send; write it with DROPIN_WRITE_DOCS=1")
  }

  @Test(arguments: usages.keys.sorted()) func itIsWhatTheCasesSend(_ usage: String) throws {
    let suite = try Self.suite.get()
    let address = try #require(Self.usages[usage])
    let subject = try #require(suite.caseAt(address))
    try check(usage, [try body(subject.steps[0].request)])
  }

  /// The first request, and what follows where adaptive thinking is refused by name.
  @Test func whatItAsksAgainIsWrittenDownToo() throws {
    let suite = try Self.suite.get()
    let first = try #require(suite.caseAt("claude-code-first-turn[credentials=bearer]")).steps[0].request
    let refusal = #"{"error":{"message":"thinking: adaptive thinking is not supported"}}"#
    let again = try #require(first.wordings.lazy.compactMap { $0.remedied(first, status: 400, body: refusal) }.first)
    var asked = try body(again)
    #expect(asked["thinking"] == nil)
    // The tools stand in the other files.
    asked["tools"] = []
    try check("asking_again", [asked])
  }
}
