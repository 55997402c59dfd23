import Files
import Testing

@testable import Cases

@Suite struct LintTests {
  private let sound = """
      - id: plain
        title: t
        requirement: first
        control: none
        request: { $use: base.plain }
        expect: answered
    """

  @Test func aSoundSuiteHasNoMistakes() throws {
    let loaded = try SmallSuite(cases: sound).load()
    #expect(loaded.diagnostics == [])
    #expect(loaded.suite.cases.map(\.address) == ["plain"])
  }

  /// Mistakes that different stages find, all in one file.
  @Test func allMistakesOfAFileAreFoundInOneGo() throws {
    let cases = """
      \(sound)
        - id: second
          title: t
          requirment: second
          request: { $use: base.plian }
          expect: answered
        - id: third
          title: t
          requirement: thrid
          control: plane
          request: { $use: base.plain, path: v1/x, body: { system: "${modle}" } }
          expect:
            - { requirement: first, status: "200", message: { model: "${modl}" } }
            - { requirement: second, text: { $matchs: a }, time: { total: { $lt: soon } } }
            - { answered: true }
          relations:
            - { requirement: first, equal: [exchange.usage.input_tokens, exchang.usage.input_tokens] }
            - { requirement: first, equal: [exchange.usage] }
      """
    let found = try SmallSuite(cases: cases).findings()
    #expect(
      found == [
        "12:5 unknown-key", "13:22 unknown-fixture", "17:18 unknown-requirement", "18:14 unknown-control",
        "19:40 bad-path", "19:62 unbound-variable", "21:39 never-matches", "21:64 unbound-variable",
        "22:40 unknown-matcher", "22:76 wrong-kind", "25:68 unknown-step", "26:9 bad-relation",
      ])
  }

  @Test func aTypingMistakeInAVariableOfAMatcherIsFound() throws {
    let cases = sound.replacing("expect: answered", with: "expect: { message: { model: \"${modle}\" } }")
    let found = try SmallSuite(cases: cases).diagnostics()
    #expect(found.map(\.code) == ["unbound-variable"])
    #expect(found.first?.hint == "did you mean 'model'?")
    #expect(found.first.map { $0.place.endColumn - $0.place.column } == 10, "the scalar alone is marked")
  }

  @Test func aMatcherMayUseWhatAnEarlierStepCaptured() throws {
    func cases(_ order: [String]) -> String {
      """
        - id: plain
          title: t
          requirement: first
          control: none
          request: { $use: base.plain }
          steps:
      \(order.joined(separator: "\n"))
      """
    }
    let ask = "      - { id: ask, capture: { said: text } }"
    let again = "      - { id: again, expect: { text: { $includes: \"${said}\" } } }"
    #expect(try SmallSuite(cases: cases([ask, again])).findings() == [])
    #expect(try SmallSuite(cases: cases([again, ask])).diagnostics().map(\.code) == ["unbound-variable"])
  }

  @Test(
    arguments: [
      ("status: \"200\"", "status is an integer, so '200' never matches", "write 200 without quotes"),
      (
        "status: { $one_of: [200, \"201\"] }", "status is an integer, so '201' never matches",
        "write 201 without quotes"
      ),
      ("status: { $matches: '^2' }", "status is an integer, so $matches never matches", nil),
      ("text: 12", "text is a string, so '12' never matches", "write \"12\" in quotes"),
      ("text: { $not: [] }", "text is a string, so a list never matches", nil),
      ("block_types: text", "block_types is a list, so 'text' never matches", "write \"text\" in quotes"),
      ("headers: { retry-after: { $gt: 0 } }", "headers.retry-after is a string, so $gt never matches", nil),
      (
        "tool_uses: { $length: \"1\" }", "the length of tool_uses is an integer, so '1' never matches",
        "write 1 without quotes"
      ),
      ("time: { longest_gp: 1 }", "time has no 'longest_gp'", "did you mean 'longest_gap'?"),
      (
        "stream: { events: { $each: { $gt: 1 } } }", "an element of stream.events is a string, so $gt never matches",
        nil
      ),
    ] as [(String, String, String?)])
  func aMatcherThatCanNeverMatchIsRefused(expect: String, message: String, hint: String?) throws {
    let cases = sound.replacing("expect: answered", with: "expect: { \(expect) }")
    let found = try SmallSuite(cases: cases).diagnostics()
    #expect(found.map(\.message) == [message])
    if !expect.contains("block_types") { #expect(found.first?.hint == hint) }
  }

  @Test(arguments: [
    "status: 200", "status: [200, 201]", "status: { $between: [400, 499] }", "text: \"\"", "text: \"${model}\"",
    "headers: { retry-after: { $matches: '^1' } }", "block_types: [text]", "usage: { input_total: { $gte: 1 } }",
    "time: { longest_gap: { $any_of: [{ $absent: true }, { $lte: 3 }] } }", "body: { a: { $type: null } }",
    "message: { content: { $each: { $exact: { type: text, text: { $json: [1] } } } } }",
  ])
  func matchersThatCanMatchAreNotRefused(expect: String) throws {
    let cases = sound.replacing("expect: answered", with: "expect: { \(expect) }")
    #expect(try SmallSuite(cases: cases).findings() == [])
  }

  @Test func aFileOfFormat1SaysWhatToDo() throws {
    let old = SmallSuite(cases: sound, other: ["specs/cases/b.yaml": "format: 1\narea: a\ncases: []\n"])
    let found = try old.diagnostics()
    #expect(found.map(\.code) == ["old-format"])
    #expect(found.first?.hint?.contains("From format 1 to 2") == true)
  }

  @Test func aKeyOfFormat1IsCalledByItsNewName() throws {
    let cases = sound.replacing("expect: answered", with: "expect: { answered: true, given: answered }")
    #expect(try SmallSuite(cases: cases).diagnostics().first?.hint == "it is called 'precondition' now")
  }

  /// What a file that is not YAML would have held is not reported as missing.
  @Test func whatAnUnreadableFileHoldsIsNotMissed() throws {
    let suite = SmallSuite(
      cases: sound.replacing("control: none", with: "control: other"), other: ["specs/cases/b.yaml": "a: [\n"])
    #expect(try suite.diagnostics().map { Files.name(of: $0.place.file) } == ["b.yaml"])
  }

  @Test func casesThatRunLastComeLast() throws {
    let last = sound.replacing("id: plain", with: "id: last\n    after: all")
    let loaded = try SmallSuite(cases: last + "\n" + sound).load()
    #expect(loaded.diagnostics == [])
    #expect(loaded.suite.cases.map(\.id) == ["plain", "last"])
  }

  @Test(arguments: [
    ("[{ text: What else? }]", "\"What else?\""), ("{ a: b:c }", "\"b:c\""), ("[x, a#b]", "\"a#b\""),
  ])
  func textsThatReadersDisagreeAboutNeedQuotes(value: String, quoted: String) throws {
    let cases = sound.replacing("$use: base.plain", with: "$use: base.plain, body: { x: \(value) }")
    let found = try SmallSuite(cases: cases).diagnostics()
    #expect(found.map(\.code) == ["unportable-scalar"])
    #expect(found.first?.hint == "write \(quoted) in quotes")
  }

  @Test func quotesAndBlocksMayHoldAnything() throws {
    let cases = sound.replacing("title: t", with: "title: \"a: b? #c\"")
      .replacing("$use: base.plain", with: "$use: base.plain, body: { x: [\"What else?\", 'a:b#c'] }")
    #expect(try SmallSuite(cases: cases).findings() == [])
  }
}
