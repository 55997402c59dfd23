import Contract
import Testing
import Wire

@testable import Cases

@Suite struct ClientProfileTests {
  static let head = """
    format: 2
    client: sample
    title: Sample
    version: 1.2.3
    date: 2026-11-20
    order: 5
    confidence: captured
    source: It was run.
    registry: [sample, family]
    headers: { Accept: "*/*" }
    body: [plain]
    retries: { max_retries: 2, statuses: [429], honors: [retry-after] }
    timeouts: { silence: 600 }

    """

  static func profile(_ rest: String = "", head: String = head) throws -> ClientProfile {
    let yaml = try YAML.parse(Array((head + rest).utf8), file: "sample.yaml")
    var check = ShapeCheck()
    check.check(yaml, CaseFormat.clientFile)
    let log = DiagnosticLog()
    log.report(check.diagnostics)
    let profile = ClientDecoder(yaml, log: log).decode()
    if let first = log.entries.first { throw first }
    return profile
  }

  static func requirement(
    _ id: String, _ level: Level = .must, _ area: String = "sse", hurts clients: [AffectedClient] = []
  ) -> Requirement {
    Requirement(id: id, level: level, kind: .wire, area: area, text: "t", sources: [], clients: clients)
  }

  static func suite(_ clients: [ClientProfile], _ requirements: [Requirement]) -> Cases.Suite {
    Cases.Suite(
      cases: [],
      requirements: requirements.map {
        RegisteredRequirement(requirement: $0, place: SourcePlace(file: "r.yaml", line: 1, column: 1), untested: nil)
      }, clients: clients, version: "1", digest: "d")
  }

  @Test func everyMemberIsRead() throws {
    let profile = try Self.profile(
      """
      query: beta=true
      variants: { async: { Accept: x } }
      error_reactions: [{ status: [400], message_contains: [too long], reaction: gives up }]
      needs: { required: [sse-a], indifferent: ["area:vision"] }
      """)
    #expect(profile.name == "sample" && profile.version == "1.2.3" && profile.date == "2026-11-20")
    #expect(profile.origin == .captured && profile.order == 5 && profile.query == "beta=true")
    #expect(profile.headers.map(\.name) == ["Accept"] && profile.variants.map(\.name) == ["async"])
    #expect(profile.retries.maxRetries == 2 && profile.retries.statuses == [429] && profile.timeouts.silence == 600)
    #expect(profile.errorReactions.first?.words == ["too long"])
    #expect(profile.rules.map(\.pattern) == ["area:vision", "sse-a"])
  }

  @Test func theRegistryDecidesUnlessARuleDoes() throws {
    let plain = try Self.profile()
    let breaks = AffectedClient(name: "family", impact: .breaks)
    #expect(plain.need(of: Self.requirement("sse-a", .must, hurts: [breaks])) == .required)
    #expect(plain.need(of: Self.requirement("sse-a", .should, hurts: [breaks])) == .degrades)
    #expect(
      plain.need(of: Self.requirement("sse-a", .must, hurts: [.init(name: "sample", impact: .degrades)])) == .degrades)
    #expect(
      plain.need(of: Self.requirement("sse-a", .must, hurts: [.init(name: "other", impact: .breaks)])) == .indifferent)
  }

  @Test func theMorePreciseRuleWins() throws {
    let profile = try Self.profile(
      "needs: { required: [sse-tool-start], degrades: [\"sse-tool-*\"], indifferent: [\"area:sse\"] }")
    let breaks = AffectedClient(name: "sample", impact: .breaks)
    #expect(profile.need(of: Self.requirement("sse-ping", .must, hurts: [breaks])) == .indifferent)
    #expect(profile.need(of: Self.requirement("sse-tool-json", .must, hurts: [breaks])) == .degrades)
    #expect(profile.need(of: Self.requirement("sse-tool-start")) == .required)
    #expect(profile.need(of: Self.requirement("err-a", .must, "errors", hurts: [breaks])) == .required)
  }

  @Test func mistakesHaveAPlaceAndAHint() throws {
    let unknown = #expect(throws: Diagnostic.self) { try Self.profile("need: {}\n") }
    #expect(unknown?.code == "unknown-key" && unknown?.hint == "did you mean 'needs'?")
    #expect(unknown?.place.line == 14 && unknown?.place.column == 1)
    let date = #expect(throws: Diagnostic.self) {
      try Self.profile(head: Self.head.replacing("2026-11-20", with: "2026-13-20"))
    }
    #expect(date?.code == "bad-date" && date?.place.line == 5)
    let name = #expect(throws: Diagnostic.self) {
      try Self.profile(head: Self.head.replacing("client: sample", with: "client: Sample X"))
    }
    #expect(name?.code == "bad-client-name")
  }

  @Test func rulesThatMatchNothingAndStrangersAreFound() throws {
    let profile = try Self.profile("needs: { required: [sse-statr], degrades: [sse-start] }")
    let stranger = Self.requirement("sse-start", .must, hurts: [.init(name: "famly", impact: .breaks)])
    let found = LintRules.knownClients(Self.suite([profile], [stranger]))
    #expect(found.map(\.code) == ["idle-need", "unknown-client"])
    #expect(found.map(\.hint) == ["did you mean 'sse-start'?", "did you mean 'family'?"])
    #expect(found.first?.place.line == 14)
    let sound = Self.requirement("sse-start", .must, hurts: [.init(name: "family", impact: .breaks)])
    let fine = try Self.profile("needs: { degrades: [sse-start] }")
    #expect(LintRules.knownClients(Self.suite([fine], [sound])) == [])
    #expect(LintRules.knownClients(Self.suite([fine, fine], [sound])).map(\.code) == ["repeated-id"])
  }
}
