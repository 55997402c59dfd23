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

@Suite struct SuiteRunTests {
  func verdicts(_ outcome: RunOutcome) -> [String: VerdictKind] {
    Dictionary(outcome.results.filter { !$0.id.isInvariant }.map { ($0.id.description, $0.verdict.kind) }) { a, _ in
      a
    }
  }

  @Test func sendsIdenticalRequestsOnce() async throws {
    let server = FakeServer()
    let suite = try suite(sample)
    let source = LiveSource(transport: server.transport(), token: nil, journal: nil)
    let outcome = await run(plan(suite), source)
    #expect(await server.requests.count == 5)
    #expect(outcome.isComplete)
    let found = verdicts(outcome)
    #expect(found["same#same-ok"] == .pass)
    #expect(found["refused#refused-ok"] == .pass)
    #expect(found["two-steps#answer/steps-ok"] == .pass)
    #expect(
      outcome.results.contains { $0.id == "minimal[stream=off]#invariant/resp-id-nonempty" && $0.verdict.kind == .pass }
    )
  }

  @Test func whatNeedsAnAbsentFeatureDoesNotApply() async throws {
    let suite = try suite(
      """
      format: 2
      area: test
      defaults: { request: { body: { model: "${model}", max_tokens: -1 } } }
      cases:
        - id: optional
          title: t
          requirement: optional-ok
          expect: { any_of: { served: { answered: true }, absent: { refused: {}, result: unsupported } } }
        - { id: needs-it, title: t, requirement: needs-ok, control: optional, expect: answered }
        - { id: broken, title: t, requirement: broken-ok, expect: answered }
        - { id: needs-broken, title: t, requirement: needs-ok, control: broken, expect: answered }
      """)
    let outcome = await run(
      plan(suite), LiveSource(transport: FakeServer().transport(), token: nil, journal: nil))
    let found = verdicts(outcome)
    #expect(found["optional#optional-ok"] == .unsupported)
    #expect(found["needs-it#needs-ok"] == .notApplicable)
    #expect(found["needs-broken#needs-ok"] == .inconclusive)
  }

  @Test func capturesReachLaterRequests() async throws {
    let server = FakeServer()
    let suite = try suite(sample)
    _ = await run(plan(suite), LiveSource(transport: server.transport(), token: nil, journal: nil))
    let last = try #require(await server.requests.last?.body)
    #expect(String(decoding: last, as: UTF8.self).contains(#""echo":"msg_1""#))
  }

  @Test func theTokenIsSentAndNeverRecorded() async throws {
    let token = "sk-very-secret-token-1"
    let server = FakeServer()
    let directory = EvidenceDirectory(try Files.temporaryDirectory(prefix: "dropin-test"))
    let journal = try directory.journal()
    let suite = try suite(sample)
    let source = LiveSource(transport: server.transport(), token: token, journal: journal)
    let outcome = await run(plan(suite), source, auth: .bearer)
    await journal.close()
    #expect(await server.requests.contains { $0.headers.first("authorization") == "Bearer \(token)" })
    let written = String(decoding: try Files.read(directory.path + "/exchanges.jsonl"), as: UTF8.self)
    #expect(!written.contains(token))
    #expect(written.contains("Bearer ${TOKEN}"))
    #expect(!"\(outcome.results)".contains(token))
    try Files.remove(directory.path)
  }

  @Test func evidenceJudgedAgainGivesTheSameResults() async throws {
    let directory = EvidenceDirectory(try Files.temporaryDirectory(prefix: "dropin-test"))
    let journal = try directory.journal()
    let suite = try suite(sample)
    let live = await run(
      plan(suite), LiveSource(transport: FakeServer().transport(), token: nil, journal: journal))
    await journal.close()
    let again = await run(plan(suite), try RecordedSource(directory))
    #expect(again.results == live.results)
    #expect(again.totals == live.totals)
    try Files.remove(directory.path)
  }

  @Test func aServerThatDiesLeavesWhatWasJudged() async throws {
    let suite = try suite(sample)
    let outcome = await run(
      plan(suite), LiveSource(transport: FakeServer(dies: 2).transport(), token: nil, journal: nil))
    #expect(outcome.interruption == .unreachable("refused"))
    let found = verdicts(outcome)
    #expect(found["minimal[stream=off]#minimal-ok"] == .pass)
    #expect(found["refused#refused-ok"] == .notRun)
    #expect(found["two-steps#ask/steps-ok"] == .notRun)
  }

  @Test func evidenceCutShortIsNotComplete() async throws {
    let directory = EvidenceDirectory(try Files.temporaryDirectory(prefix: "dropin-test"))
    let journal = try directory.journal()
    let suite = try suite(sample)
    _ = await run(plan(suite), LiveSource(transport: FakeServer().transport(), token: nil, journal: journal))
    await journal.close()
    let path = directory.path + "/exchanges.jsonl"
    let bytes = try Files.read(path)
    try Files.write(Array(bytes.prefix(bytes.count - 40)), to: path)
    var outcome = await run(plan(suite), try RecordedSource(directory))
    outcome.markMissingEvidence()
    #expect(!outcome.isComplete)
    try Files.remove(directory.path)
  }
}
