import Contract
import Evaluation
import Testing
import Verdicts
import Wire

@testable import Cases
@testable import Reporting

@Suite struct ClientReadinessTests {
  /// Two clients, of which one speaks a dialect of its own, four tasks, and a case for each way of asking.
  static func suite() throws -> Cases.Suite {
    let breaks = [AffectedClient(name: "family", impact: .breaks)]
    func requirement(_ id: String, _ area: String, _ clients: [AffectedClient] = breaks) -> RegisteredRequirement {
      RegisteredRequirement(
        requirement: Requirement(
          id: id, level: .must, kind: .wire, area: area, text: "t", sources: [], clients: clients),
        place: SourcePlace(file: "r.yaml", line: 1, column: 1), untested: nil)
    }
    func client(_ name: String, _ agent: String, registry: String, more: String = "") throws -> ClientProfile {
      let yaml = """
        format: 2
        client: \(name)
        title: \(name)
        version: "1"
        date: 2026-11-20
        order: 1
        confidence: captured
        source: It was run.
        registry: [\(registry)]
        headers: { User-Agent: \(agent) }
        body: []
        retries: { max_retries: 0 }
        timeouts: {}
        tasks: { core: [chat, stream], other: [images, long], proof: [chat-a] }
        \(more)
        """
      return try ClientProfile.decoded(from: yaml)
    }
    let tasks = """
      format: 1
      tasks:
        - { task: chat, title: chat, requirements: ["area:chat"] }
        - { task: stream, title: stream, requirements: ["area:stream"] }
        - { task: images, title: images, requirements: ["area:images"] }
        - { task: long, title: long sessions, requirements: ["area:long"] }
        - { task: other, title: other, requirements: ["area:other"] }
      """
    let cases = """
      format: 2
      area: chat
      defaults: { control: none, request: { body: { model: m, max_tokens: 8, messages: [] } } }
      cases:
        - { id: plain, title: t, requirement: chat-a, expect: { status: 200 } }
        - { id: wrong, title: t, requirement: chat-a, expect: refused }
        - { id: key, title: t, requirement: chat-a, request: { auth: wrong-bearer }, expect: { status: 401 } }
        - { id: list, title: t, requirement: chat-a, request: { body: "[]" }, expect: { status: 400 } }
        - { id: own, title: t, requirement: chat-a, request: { headers: { User-Agent: sample/1 } }, expect: { status: 200 } }
        - { id: others, title: t, requirement: chat-a, request: { headers: { User-Agent: other/1 } }, expect: { status: 200 } }
      """
    let decoder = CaseDecoder(try YAML.parse(Array(cases.utf8), file: "cases.yaml"))
    if let problem = decoder.diagnostics.first { throw problem }
    return Cases.Suite(
      cases: decoder.cases,
      requirements: [
        requirement("chat-a", "chat"), requirement("chat-b", "chat"), requirement("stream-a", "stream"),
        requirement("image-a", "images"), requirement("long-a", "long"), requirement("foreign", "chat", []),
      ],
      clients: [
        try client("sample", "sample/*", registry: "family"),
        try client("other", "other/*", registry: "elsewhere", more: "needs: { required: [chat-a], degrades: [\"*\"] }"),
      ],
      tasks: TaskDecoder(try YAML.parse(Array(tasks.utf8), file: "t.yaml"), log: DiagnosticLog()).decode(),
      version: "1", digest: "d")
  }

  static func check(
    _ requirement: String, _ verdict: VerdictKind, in subject: String = "plain", reason: String? = nil,
    cause: InconclusiveCause? = nil
  ) -> Report.Check {
    Report.Check(
      id: CheckID("\(subject)#\(requirement)"), requirement: requirement, level: .must, verdict: verdict,
      reason: reason, cause: cause, signature: "cause-of-\(requirement)")
  }

  /// Everything passes but what is given.
  static func client(_ changed: [Report.Check] = [], leavingOut absent: Set<String> = [], name: String = "sample")
    throws -> Report.Client
  {
    let suite = try suite()
    let checks =
      suite.requirements.map(\.requirement.id).filter { id in
        !absent.contains(id) && !changed.contains { $0.requirement == id }
      }.map { check($0, .pass) } + changed
    let clients = ClientReadiness(
      suite: suite, checks: checks,
      causes: changed.map { Report.Cause(id: $0.signature ?? "", sentence: "It is about \($0.requirement).") }
    ).clients()
    return try #require(clients.first { $0.name == name })
  }

  static func states(_ client: Report.Client) -> [Report.TaskState] { client.tasks.map(\.state) }

  @Test func itWorksWhenEverythingItDoesWorks() throws {
    let client = try Self.client()
    #expect(client.verdict == .works && client.sentence == "works")
    #expect(Self.states(client) == [.works, .works, .works, .works, .notUsed])
    #expect(try Self.client([Self.check("foreign", .fail)]).verdict == .works)
  }

  @Test func aBrokenCoreTaskBreaksItAndAnyOtherLimitsIt() throws {
    let broken = try Self.client([Self.check("stream-a", .fail)])
    #expect(broken.verdict == .breaks && Self.states(broken)[1] == .breaks)
    #expect(broken.sentence == "does not work. Broken: stream. It is about stream-a.")
    #expect(broken.tasks[1].causes == ["cause-of-stream-a"])
    let limited = try Self.client([Self.check("image-a", .fail)])
    #expect(limited.verdict == .limited && limited.sentence == "works, but broken: images")
    // A list of known failures does not help the client that meets them.
    #expect(try Self.client([Self.check("stream-a", .expectedFail)]).verdict == .breaks)
  }

  @Test(arguments: [
    ("plain", Report.TaskState.breaks), ("own", .breaks), ("others", .worse), ("wrong", .worse), ("key", .worse),
    ("list", .worse),
  ])
  func itIsJudgedByWhatItSends(_ subject: String, _ state: Report.TaskState) throws {
    #expect(Self.states(try Self.client([Self.check("chat-a", .fail, in: subject)]))[0] == state)
    // What a profile says of one requirement by name is no guess.
    #expect(Self.states(try Self.client([Self.check("chat-a", .fail, in: subject)], name: "other"))[0] == .breaks)
  }

  @Test func aContextThatIsTooSmallBreaksWhoSendsNoLess() throws {
    func small(_ subject: String) -> Report.Check {
      Self.check("chat-a", .unsupported, in: subject, reason: "context-too-small")
    }
    #expect(try Self.client([small("own")]).verdict == .breaks)
    #expect(try Self.client([small("others")]).verdict == .works)
    #expect(try Self.client([Self.check("chat-a", .unsupported, in: "own", reason: "absent")]).verdict == .works)
  }

  @Test func whatWasNotAskedIsUnknownAndWhatFailedIsNot() throws {
    let open = try Self.client([Self.check("stream-a", .notRun)])
    #expect(open.verdict == .unknown && open.sentence == "not known; not tested: stream")
    #expect(Self.states(open)[1] == .notTested)
    #expect(try Self.client(leavingOut: ["chat-a"]).sentence == "not known, since its own requests were not sent")
    #expect(try Self.client([Self.check("stream-a", .inconclusive, cause: .control)]).verdict == .unknown)
    #expect(try Self.client([Self.check("chat-b", .fail)], leavingOut: ["stream-a", "long-a"]).verdict == .breaks)
    // What is not at the core is only said.
    #expect(try Self.client(leavingOut: ["image-a"]).sentence == "works; not tested: images")
  }

  /// Where one credential header is let in, a client works with it and is told what to set.
  @Test(arguments: [(true, Report.Client.Readiness.limited), (false, .breaks)])
  func oneCredentialHeaderIsEnough(_ isOtherLetIn: Bool, _ verdict: Report.Client.Readiness) throws {
    var refused = Self.check("chat-a", .fail, in: "own")
    refused.signature = "header"
    var key = Self.check("auth-x-api-key", .fail)
    key.signature = "header"
    let bearer = Self.check("auth-bearer", isOtherLetIn ? .pass : .fail)
    let suite = try Self.suite()
    let checks = suite.requirements.map { Self.check($0.requirement.id, .pass) } + [refused, key, bearer]
    let cause = Report.Cause(
      id: "header", name: "x-api-key-refused", sentence: "It is refused.", user: "Set ANTHROPIC_AUTH_TOKEN.")
    let client = ClientReadiness(suite: suite, checks: checks, causes: [cause]).clients()[0]
    #expect(client.verdict == verdict)
    #expect(client.sentence.hasSuffix(". Set ANTHROPIC_AUTH_TOKEN.") == isOtherLetIn, "\(client.sentence)")
  }

  /// A cause that breaks one task and makes another one worse does each to each.
  @Test func effectsAreThoseOfTheTask() throws {
    func shared(_ requirement: String, in subject: String) -> Report.Check {
      var check = Self.check(requirement, .fail, in: subject)
      check.signature = "shared"
      return check
    }
    let client = try Self.client([shared("chat-a", in: "wrong"), shared("image-a", in: "plain")])
    #expect(client.verdict == .limited && Self.states(client).prefix(3) == [.worse, .works, .breaks])
    let effects = [client].effectsByCause["shared"]
    #expect(
      effects == [
        .init(client: "sample", task: "chat", state: .worse), .init(client: "sample", task: "images", state: .breaks),
      ])
  }

  @Test func aRecoveredRefusalIsWorseForItsClientAlone() throws {
    #expect(try Self.client([Self.check("chat-a", .recovered, in: "own")]).verdict == .limited)
    #expect(try Self.client([Self.check("chat-a", .recovered, in: "others")]).verdict == .works)
  }
}
