import Testing
import Wire

@testable import Cases

@Suite struct FallbackTests {
  private func template(_ body: String) throws -> RequestTemplate {
    RequestDecoder(log: DiagnosticLog()).decode(try YAML.parse(Array("{ body: \(body) }".utf8), file: "t.yaml"))
  }

  private func wording(_ words: [String], remove: [String] = [], limit: Fallback.SmallerLimit? = nil) throws
    -> ClientProfile.ErrorReaction
  {
    ClientProfile.ErrorReaction(
      statuses: [400], words: words, pattern: nil, reaction: "asks again",
      fallback: Fallback(remove: try remove.map { try #require(ViewPath($0)) }, limit: limit))
  }

  private func body(_ template: RequestTemplate?) -> String? {
    guard case .json(let json)? = template?.body else { return nil }
    return json.text()
  }

  @Test func itLeavesOutFieldsElementsAndBlocks() throws {
    let request = try template(
      """
      { thinking: { type: adaptive }, tools: [], messages: [ { role: user, content: hi }, { role: system, content: s },
      { role: assistant, content: [ { type: thinking, thinking: t }, { type: text, text: a } ] } ] }
      """)
    func without(_ path: String) throws -> String? {
      body(try wording(["adaptive"], remove: [path]).afterFallback(request, status: 400, body: "no Adaptive thinking"))
    }
    let user = #"{"role":"user","content":"hi"}"#
    let system = #"{"role":"system","content":"s"}"#
    let assistant = #"{"role":"assistant","content":[{"type":"thinking","thinking":"t"},{"type":"text","text":"a"}]}"#
    #expect(try without("thinking") == #"{"tools":[],"messages":[\#(user),\#(system),\#(assistant)]}"#)
    #expect(
      try without("messages[role=system]")
        == #"{"thinking":{"type":"adaptive"},"tools":[],"messages":[\#(user),\#(assistant)]}"#)
    #expect(
      try without("messages.*.content[type=thinking]")
        == #"{"thinking":{"type":"adaptive"},"tools":[],"messages":[\#(user),\#(system),{"role":"assistant","content":[{"type":"text","text":"a"}]}]}"#
    )
  }

  @Test func withoutTheWordsTheStatusOrAChangeItDoesNotReact() throws {
    let request = try template("{ thinking: { type: adaptive } }")
    let wording = try wording(["adaptive", "thinking"], remove: ["thinking"])
    #expect(wording.afterFallback(request, status: 400, body: "adaptive thinking") != nil)
    #expect(wording.afterFallback(request, status: 422, body: "adaptive thinking") == nil)
    #expect(wording.afterFallback(request, status: 400, body: "adaptive") == nil)
    #expect(wording.afterFallback(try template("{ a: 1 }"), status: 400, body: "adaptive thinking") == nil)
  }

  @Test func itMovesSystemMessagesIntoTheTurnBefore() throws {
    let request = try template(
      "{ messages: [ { role: user, content: hi }, { role: system, content: [ { type: text, text: s } ] } ] }")
    var wording = try wording([])
    wording.pattern = "role .{0,2}system.* not supported"
    wording.fallback = Fallback(movesSystemIntoUser: true)
    #expect(
      body(wording.afterFallback(request, status: 400, body: "the Role 'system' is not supported"))
        == #"{"messages":[{"role":"user","content":[{"type":"text","text":"hi"},{"type":"text","text":"s"}]}]}"#)
    #expect(wording.afterFallback(request, status: 400, body: "system messages are not supported") == nil)
    let long = try template(
      "{ messages: [ { role: user, content: [] }, { role: system, content: { $repeat: { text: a, times: 9 } } } ] }")
    #expect(
      body(wording.afterFallback(long, status: 400, body: "the role 'system' is not supported"))
        == #"{"messages":[{"role":"user","content":[{"type":"text","text":{"$repeat":{"text":"a","times":9}}}]}]}"#)
  }

  /// Half of a conversation may come from a list elsewhere.
  @Test func itLooksIntoSplicedLists() throws {
    let request = try template(
      "{ messages: [ { $splice: [ { role: user, content: hi }, { role: system, content: s } ] }, { $splice: '${more}' } ] }"
    )
    let next = try wording(["no system"], remove: ["messages[role=system]"]).afterFallback(
      request, status: 400, body: "no system")
    #expect(body(next) == #"{"messages":[{"role":"user","content":"hi"},{"$splice":"${more}"}]}"#)
  }

  @Test func itAsksForABudgetInPlaceOfAdaptiveThinking() throws {
    var wording = try wording(["adaptive thinking is not supported"])
    wording.fallback = Fallback(thinkingBudget: 1024)
    let request = try template("{ max_tokens: 64, thinking: { type: adaptive, display: omitted } }")
    let next = wording.afterFallback(request, status: 400, body: "adaptive thinking is not supported")
    #expect(
      body(next) == #"{"max_tokens":1088,"thinking":{"type":"enabled","display":"omitted","budget_tokens":1024}}"#)
    #expect(wording.afterFallback(try #require(next), status: 400, body: "adaptive thinking is not supported") == nil)
  }

  /// The figures stand behind the words as `: INPUT + LIMIT > CONTEXT`, and as nothing else.
  @Test(arguments: [
    ("exceed context limit: 100 + 32000 > 20000, less", #"{"max_tokens":18900}"#),
    ("exceed context limit: 100 + 32000 > 4100", #"{"max_tokens":3000}"#),
    ("exceed context limit: 100 + 32000 > 4099", nil),
    ("exceed context limit: 100+32000>20000", nil),
    ("exceed context limit (100 + 32000 > 20000)", nil),
    ("exceed context limit: 100 + 32000 > 99999999999999999999999999", nil),
    ("Exceed Context Limit: 100 + 32000 > 20000", nil),
  ]) func itFindsASmallerLimit(_ message: String, _ expected: String?) throws {
    let wording = try wording(
      ["exceed context limit"], limit: Fallback.SmallerLimit(form: .sum, reserve: 1000, minimum: 3000))
    #expect(body(wording.afterFallback(try template("{ max_tokens: 32000 }"), status: 400, body: message)) == expected)
  }
}
