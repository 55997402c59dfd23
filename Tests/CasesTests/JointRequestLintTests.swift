import Testing
import Wire

@testable import Cases

@Suite struct JointRequestLintTests {
  private func problems(_ cases: String) throws -> [String] {
    let text = """
      format: 1
      area: test
      defaults: { request: { body: { model: m } } }
      cases:
      \(cases)
      """
    let decoder = CaseDecoder(try YAML.parse(Array(text.utf8), file: "test.yaml"))
    #expect(decoder.diagnostics == [])
    let suite = Cases.Suite(cases: decoder.cases, requirements: [], clients: [], version: "1", digest: "d")
    return LintRules.jointRequests(suite).map(\.message)
  }

  private let other = "  - { id: other, title: t, requirement: r, joint: { body: { all: 1 } }, expect: answered }\n"

  @Test func aJointRequestOfTwoCasesIsSound() throws {
    #expect(try problems(other + "  - { id: one, title: t, requirement: r, joint: { body: { all: 1 } }, expect: answered }") == [])
  }

  @Test func anotherCasesOwnRequestMayBeTheJointOne() throws {
    #expect(try problems(other + "  - { id: one, title: t, requirement: r, request: { body: { model: { $remove: true }, all: 1 } }, expect: answered }") == [])
  }

  @Test func aRowMayTakeTheJointRequestAway() throws {
    let rows =
      """
        - id: one
          title: t
          requirement: r
          joint: { body: { all: 1 } }
          matrix: { x: { a: {}, b: { joint: { $remove: true } } } }
          expect: answered
      """
    #expect(try problems(other + rows) == [])
  }

  @Test(arguments: [
    ("expect: answered, joint: { body: { alone: 1 } }", "no other case"),
    ("expect: refused, joint: { body: { all: 1 } }", "a refusal cannot"),
    ("joint: { body: { all: 1 } }", "claims nothing"),
    ("expect: answered, fresh: true, joint: { body: { all: 1 } }", "fresh"),
    ("expect: answered, parallel: 2, joint: { body: { all: 1 } }", "parallel"),
    ("expect: answered, capture: { x: message.id }, joint: { body: { all: 1 } }", "captures"),
    ("expect: answered, trials: { run: 2, pass: 1 }, joint: { body: { all: 1 } }", "trials"),
    ("expect: answered, request: { connection: same }, joint: { body: { all: 1 } }", "connection"),
    ("expect: answered, request: { hang_up: { after_bytes: 1 } }, joint: { body: { all: 1 } }", "hung up"),
    ("expect: answered, request: { query: \"${n}\" }, joint: { body: { all: 1 } }", "${n}"),
  ])
  func whatCannotBeJointIsNamed(members: String, words: String) throws {
    let found = try problems(other + "  - { id: one, title: t, requirement: r, \(members) }")
    #expect(found.contains { $0.contains(words) }, "\(found)")
  }
}
