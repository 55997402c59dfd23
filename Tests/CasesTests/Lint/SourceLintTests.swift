import Contract
import Testing

@testable import Cases

@Suite struct SourceLintTests {
  private let cases = "  - { id: a, title: t, requirement: first, control: none, request: {}, expect: answered }"

  private func requirements(_ source: String) -> [String: String] {
    [
      "specs/requirements/a.yaml": """
      format: 1
      area: a
      requirements:
        - id: first
          level: must
          kind: wire
          text: t
          sources:
            - docs: streaming
            - \(source)
      """
    ]
  }

  @Test func aSourceThatIsNotRegisteredIsFound() throws {
    let found = try SmallSuite(cases: cases, other: requirements("docs: streeming")).diagnostics()
    #expect(found.map(\.message) == ["specs/sources.yaml has no 'docs/streeming'"])
    #expect(found.first?.hint == "did you mean 'docs/streaming'?")
    #expect(found.first?.place.line == 10 && found.first?.place.column == 15)
  }

  @Test(arguments: ["issue: owner/name", "issue: name#1", "sdk: client.py:1", "measured: x"])
  func whatDoesNotResolveIsFound(source: String) throws {
    #expect(try SmallSuite(cases: cases, other: requirements(source)).diagnostics().count == 1)
  }

  @Test func aSourceThatNothingRestsOnIsFound() throws {
    let sources = """
      format: 1
      sources:
        docs/streaming: { title: Streaming, read: 2026-11-20 }
        docs/errors: { title: Errors, read: 2026-11-20 }
      """
    let suite = SmallSuite(cases: cases, other: ["specs/sources.yaml": sources])
    #expect(try suite.findings() == ["4:3 unused-source"])
  }

  @Test func requirementsCarryTheTitlesAndAddressesOfTheirSources() throws {
    let sources = try SmallSuite(cases: cases).load().suite.requirements.flatMap(\.requirement.sources)
    #expect(sources.map(\.title) == ["Streaming", nil])
    #expect(sources.map(\.url) == ["https://example.com/streaming", "https://github.com/owner/name/issues/12"])
  }

  @Test func referencesLeadToTitlesAndAddresses() {
    let place = SourcePlace(file: "s.yaml", line: 1, column: 1)
    func source(_ id: String, _ url: String? = nil) -> SourceRegistry.Source {
      SourceRegistry.Source(id: id, title: "title of \(id)", url: url, read: "2026-11-20", place: place)
    }
    let registry = SourceRegistry(sources: [
      source("sdk/python-0.125.0"), source("sdk/python-2.11.0"), source("sdk/python-2.9.0"),
      source("docs/api/messages", "https://example.com/messages"), source("standard/rfc-9110"),
      source("claude-code/gateway-guide"), source("measured/experiments"),
    ])
    func id(_ kind: RequirementSource.Kind, _ reference: String) -> String? {
      registry.id(of: RequirementSource(kind: kind, reference: reference))
    }
    #expect(id(.sdk, "types/usage.py:12") == "sdk/python-2.11.0")
    #expect(id(.sdk, "0.125.0 _client.py:3") == "sdk/python-0.125.0")
    #expect(id(.claudeCode, "gateway guide") == "claude-code/gateway-guide")
    #expect(id(.standard, "RFC 9110") == "standard/rfc-9110")
    #expect(id(.measured, "index_gap") == "measured/experiments")
    #expect(id(.issue, "a/b#3") == nil)
    let messages = RequirementSource(kind: .docs, reference: "api/messages")
    #expect(registry.url(of: messages) == "https://example.com/messages")
    #expect(registry.title(of: messages) == "title of docs/api/messages")
    #expect(
      registry.url(of: RequirementSource(kind: .issue, reference: "a/b.c#3")) == "https://github.com/a/b.c/issues/3")
    #expect(registry.url(of: RequirementSource(kind: .issue, reference: "a/b")) == nil)
    #expect(registry.url(of: RequirementSource(kind: .standard, reference: "RFC 9110")) == nil)
  }
}
