import Cases
import Contract
import Files
import Evaluation
import Testing
import Wire

@testable import Evidence
@testable import Planning
@testable import Running

@Suite struct ResumptionTests {
  func header(_ model: String = "m", digest: String = "d") -> RunDescription {
    RunDescription(
      tool: "t", suiteVersion: "1", suiteDigest: digest, baseURL: "http://h", model: model, defaultAuth: .none,
      facts: TargetFacts(), authOrigin: "probed", selection: Selection(), replayAuth: [],
      started: "2026-11-02T08:00:00Z")
  }

  @Test func whatIsKnownIsNotAskedAgain() async throws {
    let path = try Files.temporaryDirectory(prefix: "dropin-resume")
    let directory = EvidenceDirectory(path)
    let suite = try suite(sample)
    try directory.create(header())
    // The first server is gone after two answers.
    let dying = FakeServer(dies: 2)
    var journal = try directory.journal()
    let cut = await run(plan(suite), LiveSource(transport: dying.transport(), token: nil, journal: journal))
    await journal.close()
    #expect(!cut.isComplete)
    // A kill leaves half a line.
    let torn = try Files.read(directory.exchangesPath) + Array(#"{"for":{"case":"x""#.utf8)
    try Files.write(torn, to: directory.exchangesPath)

    let found = try #require(try EvidenceResumption.prepare(directory, for: header()))
    #expect(found.known == 2)
    #expect(found.dropped == 2)
    journal = try directory.journal()
    let server = FakeServer()
    let live = LiveSource(transport: server.transport(), token: nil, journal: journal, sent: found.lastNumber)
    let resumed = await run(plan(suite), ResumingSource(recorded: try RecordedSource(directory), live: live))
    await journal.close()
    #expect(resumed.isComplete)
    #expect(await server.requests.count == 3)
    #expect(Set(resumed.exchanges.map(\.id)).count == resumed.exchanges.count)
    // The evidence is that of one whole run.
    let whole = await run(plan(suite), LiveSource(transport: FakeServer().transport(), token: nil, journal: nil))
    let judged = await run(plan(suite), try RecordedSource(directory))
    #expect(judged.results.map(\.id) == whole.results.map(\.id))
    #expect(judged.results.map(\.verdict.kind) == whole.results.map(\.verdict.kind))
    // Once more, and nothing is sent at all.
    #expect(try EvidenceResumption.prepare(directory, for: header())?.known == 5)
    try Files.remove(path)
  }
}
