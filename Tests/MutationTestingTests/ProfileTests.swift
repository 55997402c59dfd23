import Cases
import Contract
import Evaluation
import Planning
import Running
import Testing

@testable import MutationTesting

/// The profiles of the suite keep what they promise.
@Suite struct ProfileTests {
  private func judged(_ suite: Suite, _ profile: String?, demandsToken: Bool) async throws -> (
    ids: Set<String>, requests: Int
  ) {
    let outcome = try await EmbeddedRun(
      suite: suite, selection: Selection(profile: profile), defects: [], demandsToken: demandsToken, parallel: 4
    ).run()
    #expect(outcome.broken.map { "\($0.id): \($0.requirement): \($0.verdict.violation?.actual ?? "")" } == [])
    return (Set(outcome.results.filter { $0.verdict.kind == .pass }.map(\.requirement)), outcome.totals.requests)
  }

  @Test(arguments: [false, true]) func profilesJudgeWhatTheyPromise(demandsToken: Bool) async throws {
    let suite = try CommittedSuite.load()
    let whole = try await judged(suite, nil, demandsToken: demandsToken)
    #expect(suite.profiles.map(\.name) == ["quick", "smoke"])
    for profile in suite.profiles {
      let part = try await judged(suite, profile.name, demandsToken: demandsToken)
      #expect(part.requests <= profile.mostRequests, "\(profile.name)")
      #expect(part.requests < whole.requests)
      if let level = profile.coversLevel {
        let owed = whole.ids.filter { (suite.requirement($0)?.level ?? .may) >= level }
        #expect(owed.subtracting(part.ids).sorted() == [], "\(profile.name)")
      }
      if !demandsToken {
        #expect(Set(profile.requirements.map(\.name)).subtracting(part.ids).sorted() == [], "\(profile.name)")
      }
    }
    #expect(suite.profile("smoke")?.requirements.count == 60)
  }
}
