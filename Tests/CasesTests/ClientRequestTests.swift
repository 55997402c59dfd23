import Files
import Testing
import Wire

@testable import Cases

/// Whatever a case sends in a client's name, that client sends: the header fields and the members of bodies are those of a
/// capture under fixtures/clients, or of a source named here.
@Suite struct ClientRequestTests {
  /// What is documented and in no capture of ours.
  private struct Documented {
    var addresses: String
    var headers: Set<String> = []
    var members: Set<String> = []
    var source: String
  }

  private static let documented = [
    Documented(
      addresses: "claude-code-hints*",
      headers: [
        "x-claude-code-request-class", "x-claude-code-prompt-id", "x-claude-code-agent-id",
        "x-claude-code-parent-agent-id",
      ],
      source: "claude-code/gateway-guide"),
    Documented(
      addresses: "claude-code-probe*",
      headers: [
        "x-claude-code-request-class", "x-claude-code-prompt-id", "x-claude-code-agent-id",
        "x-claude-code-parent-agent-id",
      ],
      source: "claude-code/gateway-guide"),
    Documented(
      addresses: "claude-code-agents*", headers: ["x-claude-code-agent-id"], source: "claude-code/gateway-guide"),
    Documented(
      addresses: "claude-code-classifier*", members: ["stop_sequences", "temperature"],
      source: "experientiallabs/experiential#821"),
    Documented(
      addresses: "tool-server-side-newer*", members: ["tool_choice"], source: "claude-code/gateway-guide"),
    Documented(addresses: "tool-runner*", members: ["thread", "tool_choice"], source: "sdk/python-2.11.0"),
  ]

  /// By what a client calls itself.
  private static func agents(of clients: [ClientProfile]) -> [(agent: String, client: String)] {
    func version(_ name: String) -> String { clients.first { $0.name == name }?.version ?? "?" }
    return [
      ("claude-cli/\(version("claude-code"))", "claude-code"), ("claude-code/\(version("claude-code"))", "claude-code"),
      ("Anthropic/Python \(version("python-sdk-2"))", "python-sdk-2"),
      ("Anthropic/Python \(version("python-sdk-0"))", "python-sdk-0"),
    ]
  }

  private struct Sent {
    var address: String
    var client: String
    var request: RenderedRequest
  }

  private static let sent = Result {
    var loader = SuiteLoader(specs: ClientFixtureTests.root + "/specs", fixtures: ClientFixtureTests.root + "/fixtures")
    let suite = try loader.load().suite
    let agents = ClientRequestTests.agents(of: suite.clients)
    let renderer = RequestRenderer(baseURL: "http://h", defaultAuth: .bearer)
    var bindings = Bindings(["model": "m", "model_path": "m", "n": "1", "marker": "m", "nonce": "n"])
    return suite.cases.flatMap { subject in
      subject.steps.flatMap { step -> [Sent] in
        for variable in step.request.variables where bindings[variable] == nil { bindings[variable] = "x" }
        return [step.request, step.combined].compactMap { $0 }.compactMap { template in
          guard let rendered = try? renderer.render(template, bindings) else { return nil }
          let agent = rendered.request.headers.first("user-agent") ?? ""
          guard let client = agents.first(where: { agent.hasPrefix($0.agent) })?.client else { return nil }
          return Sent(address: subject.address, client: client, request: rendered)
        }
      }
    }
  }

  private static func captures(_ client: String) throws -> [JSON] {
    try ClientFixtureTests.sent(by: client).flatMap(\.requests)
  }

  private static func documented(_ address: String) -> [Documented] {
    documented.filter { Glob.matches(address, pattern: $0.addresses) }
  }

  @Test func clientsSpeak() throws {
    let sent = try Self.sent.get()
    for (_, client) in Self.agents(of: try ClientFixtureTests.profiles()) {
      #expect(sent.contains { $0.client == client }, "\(client)")
    }
  }

  @Test func headersAreThoseOfTheClient() throws {
    for sent in try Self.sent.get() {
      let known = Set(
        try Self.captures(sent.client).flatMap(ClientFixtureTests.fields).map { $0.name.lowercased() }
          + ["authorization", "x-api-key"]
      ).union(Self.documented(sent.address).flatMap(\.headers))
      let ours = Set(sent.request.request.headers.map { $0.name.lowercased() })
      #expect(ours.subtracting(known) == [], "\(sent.address) sends what \(sent.client) does not")
    }
  }

  @Test func compressionIsOfferedAsTheClientOffersIt() throws {
    for sent in try Self.sent.get() {
      let offers = Set(
        try Self.captures(sent.client).compactMap { ClientFixtureTests.fields($0).first("accept-encoding") })
      let ours = sent.request.request.headers.first("accept-encoding")
      #expect(offers.contains(ours ?? ""), "\(sent.address): \(ours ?? "none")")
    }
  }

  @Test func bodiesHaveTheMembersOfTheClient() throws {
    for sent in try Self.sent.get() {
      guard let body = sent.request.json?.object else { continue }
      let isCount = sent.request.request.url.contains("count_tokens")
      let known = Set(
        try Self.captures(sent.client).filter { ($0["path"]?.string ?? "").contains("count_tokens") == isCount }
          .flatMap { ($0["body"]?.object?.members ?? []).map(\.key) }
      ).union(Self.documented(sent.address).flatMap(\.members))
      #expect(Set(body.members.map(\.key)).subtracting(known) == [], "\(sent.address)")
    }
  }
}
