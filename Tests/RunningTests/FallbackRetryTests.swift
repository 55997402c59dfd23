import Contract
import Files
import Evaluation
import Testing
import Transport
import Verdicts
import Wire

@testable import Cases
@testable import Evidence
@testable import Planning
@testable import Running

/// A client that knows two words, and a server that uses some.
@Suite struct AskingAgainTests {
  private static let text = """
    format: 2
    area: test
    defaults: { request: { client: sample, body: { max_tokens: 8, thinking: 1, effort: 2 } }, control: none }
    cases:
      - id: whole
        title: t
        requirement: whole-ok
        expect: { any_of: { served: { answered: true }, refused: { refused: {}, result: unsupported } } }
      - { id: many, title: t, requirement: many-ok, parallel: 2, expect: answered }
    """

  private func suite() throws -> Suite {
    var suite = try RunningTests.suite(Self.text)
    func wording(_ word: String, _ path: String) throws -> ClientProfile.ErrorReaction {
      ClientProfile.ErrorReaction(
        statuses: [400], words: [word], pattern: nil, reaction: "drops \(path)",
        fallback: Fallback(remove: [try #require(ViewPath(path))]))
    }
    let errorReactions = [try wording("thinking", "thinking"), try wording("effort", "effort")]
    for index in suite.cases.indices { suite.cases[index].steps[0].request.errorReactions = errorReactions }
    return suite
  }

  /// Refuses requests that hold one of these words, naming it, or always names `stubborn`.
  private func server(refusing words: [String], stubborn: String? = nil) -> ClosureTransport {
    ClosureTransport { request, _ in
      let body = String(decoding: request.body ?? [], as: UTF8.self)
      let named = words.first { body.contains($0) } ?? stubborn
      let reply =
        named.map { #"{"type":"error","error":{"type":"invalid_request_error","message":"no \#($0)"}}"# }
        ?? #"{"id":"msg_1","type":"message","role":"assistant","model":"m","content":[],"stop_reason":"end_turn","stop_sequence":null,"usage":{"input_tokens":1,"output_tokens":2}}"#
      let status = named == nil ? 200 : 400
      return Exchange(
        id: "", request: request,
        response: Response(
          head: ResponseHead(
            statusLine: "HTTP/1.1 \(status) X", status: status,
            headers: [HeaderField("content-type", "application/json")]),
          body: Array(reply.utf8)),
        end: .complete, timings: TransferTimings(ended: 5))
    }
  }

  private func outcome(_ transport: ClosureTransport) async throws -> RunOutcome {
    let suite = try suite()
    return await run(plan(suite), LiveSource(transport: transport, token: nil, journal: nil))
  }

  private func own(_ outcome: RunOutcome) -> [CheckResult] {
    outcome.results.filter { $0.requirement.hasSuffix("-ok") }
  }

  @Test func whatIsServedAtOnceIsAskedOnce() async throws {
    let outcome = try await outcome(server(refusing: []))
    #expect(own(outcome).map(\.verdict.kind) == [.pass, .pass])
    #expect(outcome.totals.requests == 3)
  }

  @Test func aRefusalInKnownWordsIsNoFailure() async throws {
    let outcome = try await outcome(server(refusing: ["effort", "thinking"]))
    #expect(own(outcome).map(\.verdict.kind) == [.recovered, .recovered])
    #expect(own(outcome)[0].verdict == .recovered(Recovery(actions: ["drops effort", "drops thinking"])))
    #expect(own(outcome)[0].verdict.code == "accepted-after-fallback")
    // Each refusal is an exchange of its own, and so is every copy.
    #expect(outcome.totals.requests == 9)
  }

  @Test func aRefusalInOtherWordsIsOne() async throws {
    let outcome = try await outcome(server(refusing: ["max_tokens"]))
    #expect(own(outcome).map(\.verdict.kind) == [.unsupported, .fail])
    #expect(own(outcome)[0].verdict.code == "refused")
    #expect(outcome.totals.requests == 3)
  }

  /// An accepted refusal does not excuse a server that asks for something and refuses that too.
  @Test func beingRefusedAgainInTheSameWordsIsAFailure() async throws {
    let outcome = try await outcome(server(refusing: [], stubborn: "thinking"))
    #expect(own(outcome).map(\.verdict.kind) == [.fail, .fail])
    #expect(own(outcome).map(\.verdict.code) == ["fallback-rejected", "fallback-rejected"])
  }

  @Test func theRefusalsAreJudgedAndKeptAsEvidence() async throws {
    let directory = EvidenceDirectory(try Files.temporaryDirectory(prefix: "dropin-test"))
    let journal = try directory.journal()
    let suite = try suite()
    let transport = server(refusing: ["effort"])
    let live = await run(plan(suite), LiveSource(transport: transport, token: nil, journal: journal))
    await journal.close()
    let judged = Set(live.results.filter { $0.id.isInvariant }.compactMap(\.exchange))
    #expect(judged.count == live.totals.requests)
    let again = await run(plan(suite), try RecordedSource(directory))
    #expect(again.results == live.results)
    try Files.remove(directory.path)
  }

  @Test func thePlanCountsThemAtMost() throws {
    let suite = try suite()
    #expect(plan(suite).cost.expected.requests == 3)
    #expect(plan(suite).cost.atMost == PlanCost.Amount(requests: 9, generating: 3, outputTokens: 24))
  }
}
