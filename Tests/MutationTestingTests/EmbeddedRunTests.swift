import Evaluation
import Planning
import Running
import Testing

@testable import MutationTesting

@Suite struct EmbeddedRunTests {
  private func outcome(parallel: Int, defects: [String] = []) async throws -> RunOutcome {
    try await EmbeddedRun(
      suite: try CommittedSuite.load(), selection: Selection(), defects: defects, demandsToken: false,
      parallel: parallel
    ).run()
  }

  /// What a run says, without what differs between two runs: ids, times.
  private func verdicts(_ outcome: RunOutcome) -> [String] {
    outcome.results.map { "\($0.id) \($0.requirement) \($0.verdict.kind.rawValue) \($0.verdict.code ?? "")" }
  }

  @Test func refusingEverythingBreaksLittleBesides() async throws {
    let outcome = try await outcome(parallel: 4, defects: ["everything-refused"])
    #expect(outcome.diagnoses.map(\.code) == [.refusesEverything])
    let broken = Set(outcome.results.filter { $0.verdict.kind == .fail }.map(\.requirement))
    #expect(broken.contains("http-post-messages"))
    #expect(broken.count <= 3)
  }

  @Test func casesSideBySideGetTheSameVerdicts() async throws {
    let alone = try await outcome(parallel: 1, defects: ["stop-reason-null", "error-string"])
    let together = try await outcome(parallel: 8, defects: ["stop-reason-null", "error-string"])
    #expect(alone.results.contains { $0.verdict.kind == .fail })
    let (first, second) = (verdicts(alone), verdicts(together))
    #expect(zip(first, second).first { $0 != $1 } == nil)
    #expect(first.count == second.count)
    #expect(alone.totals.requests == together.totals.requests)
  }
}
