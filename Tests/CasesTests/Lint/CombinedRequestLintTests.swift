import Testing
import Wire

@testable import Cases

@Suite struct CombinedRequestLintTests {
  private func problems(_ cases: String) throws -> [String] {
    let text = """
      format: 2
      area: test
      defaults: { request: { body: { model: m } } }
      cases:
      \(cases)
      """
    let decoder = CaseDecoder(try YAML.parse(Array(text.utf8), file: "test.yaml"))
    #expect(decoder.diagnostics == [])
    let suite = Cases.Suite(cases: decoder.cases, requirements: [], clients: [], version: "1", digest: "d")
    return (LintRules.sharedCombinedRequests(suite) + LintRules.soundCombinedRequests(suite)).map(\.message)
  }

  private let other = "  - { id: other, title: t, requirement: r, combined: { body: { all: 1 } }, expect: answered }\n"

  @Test func aCombinedRequestOfTwoCasesIsSound() throws {
    #expect(
      try problems(
        other + "  - { id: one, title: t, requirement: r, combined: { body: { all: 1 } }, expect: answered }") == [])
  }

  @Test func anotherCasesOwnRequestMayBeTheCombinedOne() throws {
    #expect(
      try problems(
        other
          + "  - { id: one, title: t, requirement: r, request: { body: { model: { $remove: true }, all: 1 } }, expect: answered }"
      ) == [])
  }

  @Test func aRowMayTakeTheCombinedRequestAway() throws {
    let rows =
      """
        - id: one
          title: t
          requirement: r
          combined: { body: { all: 1 } }
          matrix: { x: { a: {}, b: { combined: { $remove: true } } } }
          expect: answered
      """
    #expect(try problems(other + rows) == [])
  }

  @Test(arguments: [
    ("expect: answered, combined: { body: { alone: 1 } }", "no other case"),
    ("expect: refused, combined: { body: { all: 1 } }", "a refusal cannot"),
    ("combined: { body: { all: 1 } }", "claims nothing"),
    ("expect: answered, unshared: true, combined: { body: { all: 1 } }", "unshared"),
    ("expect: answered, parallel: 2, combined: { body: { all: 1 } }", "parallel"),
    ("expect: answered, capture: { x: message.id }, combined: { body: { all: 1 } }", "captures"),
    ("expect: answered, trials: { run: 2, pass: 1 }, combined: { body: { all: 1 } }", "trials"),
    ("expect: answered, request: { connection: same }, combined: { body: { all: 1 } }", "connection"),
    (
      "expect: answered, request: { disconnect: { after_bytes: 1 } }, combined: { body: { all: 1 } }",
      "never disconnected"
    ),
    ("expect: answered, request: { query: \"${n}\" }, combined: { body: { all: 1 } }", "${n}"),
  ])
  func whatCannotBeCombinedIsNamed(members: String, words: String) throws {
    let found = try problems(other + "  - { id: one, title: t, requirement: r, \(members) }")
    #expect(found.contains { $0.contains(words) }, "\(found)")
  }
}
