import Contract
import Foundation
import Planning
import ReferenceServer
import Running
import Testing
import Verdicts

@testable import MutationTesting

/// What real models and servers may be like is not held against them. The whole suite, and every pair, is for
/// `Tests/Slow/personalities.sh`.
@Suite struct PersonalityTests {
  @Test(.serialized, arguments: Personality.all.map(\.name)) func noneIsAnAlarm(name: String) async throws {
    try await expectGreen([name])
  }

  private func expectGreen(_ names: [String]) async throws {
    let suite = try CommittedSuite.load()
    let outcome = try await EmbeddedRun(
      suite: suite, selection: Selection(profile: "smoke"), defects: [], demandsToken: false, personalities: names,
      parallel: 8
    ).run()
    let alarms = outcome.broken.filter { result in
      guard let requirement = suite.requirement(result.requirement) else { return true }
      return requirement.level >= .should && requirement.kind != .model
    }
    #expect(
      alarms.prefix(5).map { "\($0.id) \($0.requirement): \(Wording.message($0.verdict)) \($0.exchange ?? "")" } == [],
      "\(names.joined(separator: " + "))")
    #expect(outcome.isComplete)
  }
}
