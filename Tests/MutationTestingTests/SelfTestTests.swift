import Evaluation
import Planning
import Running
import Testing

@testable import MutationTesting

@Suite struct ProofTests {
  private func matrix(cases: [String], defects: [String]) async throws -> KillMatrix {
    try await SelfTest(
      suite: try CommittedSuite.load(), selection: Selection(cases: cases), defects: defects, jobs: 2
    ).run()
  }

  @Test func aDefectIsCaughtByTheRequirementItNames() async throws {
    let matrix = try await matrix(cases: ["minimal"], defects: ["id-missing"])
    #expect(matrix.faults.isEmpty)
    #expect(matrix.trials.map(\.requirement) == ["resp-id-nonempty"])
    #expect(matrix.trials[0].killers.contains("minimal[stream=off]#invariant/resp-id-nonempty"))
    #expect(matrix.trials[0].collateral.isEmpty)
  }

  @Test func aSuiteThatLooksElsewhereMissesIt() async throws {
    let matrix = try await matrix(cases: ["minimal"], defects: ["webp-refused"])
    #expect(matrix.survivors.map(\.defect) == ["webp-refused"])
    #expect(matrix.trials[0].instead == "no check of it ran")
    #expect(!matrix.faults.isEmpty)
  }

  @Test func defectsOfAuthMeetAServerThatDemandsAToken() async throws {
    let matrix = try await matrix(cases: ["auth-refused"], defects: ["wrong-key-403"])
    #expect(matrix.trials[0].killers.contains { $0.hasPrefix("auth-refused") })
  }

  @Test func anUnknownDefectIsRefused() throws {
    #expect(throws: SelfTestError.self) {
      try SelfTest(suite: try CommittedSuite.load(), defects: ["no-such"], jobs: 1)
    }
  }
}
