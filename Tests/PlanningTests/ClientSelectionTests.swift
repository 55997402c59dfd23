import Contract
import Testing
import Wire

@testable import Cases
@testable import Planning

/// What is sent when a run is about one client.
@Suite struct ClientSelectionTests {
  static func suite() throws -> Suite {
    func requirement(_ id: String, _ level: Level, _ clients: [AffectedClient]) -> RegisteredRequirement {
      RegisteredRequirement(
        requirement: Requirement(
          id: id, level: level, kind: .wire, area: "a", text: "t", sources: [], clients: clients),
        place: SourcePlace(file: "r.yaml", line: 1, column: 1), untested: nil)
    }
    func client(_ name: String, proof: String) throws -> ClientProfile {
      try ClientProfile.decoded(
        from: """
          format: 2
          client: \(name)
          title: \(name)
          version: "1"
          date: 2026-11-20
          order: 1
          confidence: captured
          source: It was run.
          registry: [\(name)]
          headers: { User-Agent: \(name)/* }
          body: []
          retries: { max_retries: 0 }
          timeouts: {}
          tasks: { core: [chat], other: [], proof: [\(proof)] }
          """)
    }
    let cases = """
      format: 2
      area: test
      defaults: { control: none, request: { body: { model: m, max_tokens: 8, messages: [] } } }
      cases:
        - { id: needed, title: t, requirement: breaks-one, expect: answered }
        - { id: worse, title: t, requirement: degrades-one, expect: answered }
        - { id: proof, title: t, requirement: proves-one, expect: answered }
        - { id: own, title: t, requirement: breaks-one, request: { headers: { User-Agent: one/2 } }, expect: answered }
        - { id: others, title: t, requirement: breaks-one, request: { headers: { User-Agent: two/2 } }, expect: answered }
      """
    let decoder = CaseDecoder(try YAML.parse(Array(cases.utf8), file: "cases.yaml"))
    if let problem = decoder.diagnostics.first { throw problem }
    return Suite(
      cases: decoder.cases,
      requirements: [
        requirement("breaks-one", .must, [.init(name: "one", impact: .breaks)]),
        requirement("degrades-one", .must, [.init(name: "one", impact: .degrades)]),
        requirement("proves-one", .should, []),
      ],
      clients: [try client("one", proof: "proves-one"), try client("two", proof: "breaks-one")],
      version: "1", digest: "d")
  }

  static func chosen(_ client: String?) throws -> [String] {
    plan(try suite(), TargetFacts(), Selection(client: client)).cases.map(\.subject.id)
  }

  @Test func onlyWhatTheClientNeedsAndWouldSend() throws {
    #expect(try Self.chosen("one") == ["needed", "proof", "own"])
    #expect(try Self.chosen("two") == ["needed", "others"])
    #expect(try Self.chosen(nil).count == 5)
    #expect(!Selection(client: "one").isEverything)
  }
}
