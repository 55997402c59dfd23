import Cases
import Contract
import Files
import Evaluation
import Testing
import Verdicts
import Wire

@testable import Evidence
@testable import Planning
@testable import Running

/// Three fields, one of them refused by the fake server when `bad` is -1, and one combined request for all.
private func fields(bad: Int, combined: Bool = true, claim: String = "answered") -> String {
  """
  format: 2
  area: test
  defaults: { request: { body: { model: "${model}", max_tokens: 8 } }, control: none }
  cases:
    - id: field
      title: t
      requirement: field-ok
      \(combined ? "combined: { body: { model: \"${model}\", max_tokens: 8, a: 1, b: \(bad), c: 3 } }" : "")
      matrix:
        name:
          a: { request: { body: { a: 1 } } }
          b: { request: { body: { b: \(bad) } } }
          c: { request: { body: { c: 3 } } }
      expect: \(claim)
  """
}

@Suite struct JointRequestTests {
  private func outcome(_ text: String, _ selection: Selection = Selection(), replay: [AuthRow] = []) async throws
    -> (outcome: RunOutcome, requests: [Request])
  {
    let server = FakeServer()
    let suite = try suite(text)
    let outcome = await run(
      plan(suite, selection: selection, replay: replay),
      LiveSource(transport: server.transport(), token: nil, journal: nil))
    return (outcome, await server.requests)
  }

  private func plan(_ suite: Suite, selection: Selection, replay: [AuthRow]) -> Plan {
    Plan(
      suite: suite, selection: selection, facts: TargetFacts([.auth: "off", .token: "absent"]), replayAuth: replay,
      renderer: RequestRenderer(baseURL: "http://h", defaultAuth: .none))
  }

  private func own(_ outcome: RunOutcome) -> [CheckResult] {
    outcome.results.filter { $0.requirement == "field-ok" }
  }

  @Test func oneAnswerStandsForAllOfThem() async throws {
    let (outcome, requests) = try await outcome(fields(bad: 2))
    #expect(requests.count == 1)
    #expect(own(outcome).map(\.verdict.kind) == [.pass, .pass, .pass])
    #expect(Set(own(outcome).map(\.exchange)) == ["0001"])
    #expect(outcome.totals.requests == 1)
  }

  @Test func aRefusalOfAllSaysNothingAboutOne() async throws {
    let combined = try await outcome(fields(bad: -1))
    let single = try await outcome(fields(bad: -1, combined: false))
    #expect(combined.requests.count == 4)
    #expect(combined.outcome.totals.requests == 4)
    #expect(own(combined.outcome).map(\.id) == own(single.outcome).map(\.id))
    #expect(own(combined.outcome).map(\.verdict.kind) == [.pass, .fail, .pass])
    #expect(own(single.outcome).map(\.verdict.kind) == [.pass, .fail, .pass])
    #expect(
      own(combined.outcome).map { Wording.message($0.verdict) }
        == own(single.outcome).map { Wording.message($0.verdict) })
  }

  /// A refusal that a case accepts has to be about that case.
  @Test func aRefusalIsNeverTakenFromTheJointRequest() async throws {
    let claim = "{ any_of: { served: { answered: true }, refused: { refused: { status: 400 }, result: unsupported } } }"
    let (outcome, requests) = try await outcome(fields(bad: -1, claim: claim))
    #expect(requests.count == 4)
    #expect(own(outcome).map(\.verdict.kind) == [.pass, .unsupported, .pass])
  }

  @Test func anAnswerThatDoesNotBearAClaimOutIsSetAside() async throws {
    let claim = "{ usage: { output_tokens: 3 } }"
    let (outcome, requests) = try await outcome(fields(bad: 2, claim: claim))
    #expect(requests.count == 4)
    #expect(own(outcome).map(\.verdict.kind) == [.fail, .fail, .fail])
    #expect(own(outcome).map(\.exchange) == ["0002", "0003", "0004"])
  }

  /// What holds of all exchanges is judged on the one that was set aside as well, and once.
  @Test func theExchangeThatWasSetAsideIsJudgedLikeEveryOther() async throws {
    let (outcome, _) = try await outcome(fields(bad: -1))
    let judged = outcome.results.filter { $0.id.isInvariant }.compactMap(\.exchange)
    #expect(Set(judged) == ["0001", "0002", "0003", "0004"])
    #expect(outcome.exchanges.map(\.id) == ["0001", "0002", "0003", "0004"])
  }

  @Test func aCaseAloneSendsItsOwnRequest() async throws {
    let (outcome, requests) = try await outcome(fields(bad: 2), Selection(cases: ["field[[]name=a]", "field?name=a?"]))
    #expect(own(outcome).map(\.id) == ["field[name=a]#field-ok"])
    #expect(requests.map { String(decoding: $0.body ?? [], as: UTF8.self) } == [#"{"model":"m","max_tokens":8,"a":1}"#])
  }

  @Test func replayedCredentialsGoIntoTheJointRequestToo() async throws {
    let (_, requests) = try await outcome(fields(bad: 2), replay: [.none, .bearer])
    #expect(requests.count == 2)
    #expect(Set(requests.map { $0.headers.first("authorization") }) == [nil, "Bearer dummy"])
  }

  @Test func thePlanGivesBothFigures() throws {
    let cost = plan(try suite(fields(bad: 2)), selection: Selection(), replay: []).cost
    #expect(cost.expected == PlanCost.Amount(requests: 1, generating: 1, outputTokens: 8))
    #expect(cost.atMost == PlanCost.Amount(requests: 4, generating: 4, outputTokens: 32))
  }

  @Test func evidenceJudgedAgainGivesTheSameResults() async throws {
    for bad in [2, -1] {
      let directory = EvidenceDirectory(try Files.temporaryDirectory(prefix: "dropin-test"))
      let journal = try directory.journal()
      let suite = try suite(fields(bad: bad))
      let planned = plan(suite, selection: Selection(), replay: [])
      let live = await run(
        planned, LiveSource(transport: FakeServer().transport(), token: nil, journal: journal))
      await journal.close()
      let again = await run(planned, try RecordedSource(directory))
      #expect(again.results == live.results)
      #expect(again.totals == live.totals)
      try Files.remove(directory.path)
    }
  }
}

@Suite struct GeneratingRequestTests {
  /// What no model can be asked is no cost; what a lenient server could answer is.
  @Test(arguments: [
    ("max_tokens: 0, messages: [{ role: user, content: hi }]", false), ("max_tokens: 8, messages: [null]", false),
    ("max_tokens: 8, messages: [{ role: user, content: [null] }]", false),
    ("max_tokens: 8, messages: [{ role: user, content: [{ text: hi }] }]", true),
    ("max_tokens: 8, messages: [{ role: user, content: hi }]", true), ("max_tokens: 8", true),
  ])
  func counts(body: String, generates: Bool) throws {
    let suite = try suite(
      """
      format: 2
      area: test
      cases:
        - { id: one, title: t, requirement: r, request: { body: { \(body) } }, expect: { status: 200 } }
      """)
    #expect(plan(suite).cost.expected.generating == (generates ? 1 : 0))
  }
}
