import ReferenceServer
import Evaluation
import Planning
import Running
import Testing
import Verdicts

@testable import MutationTesting

/// Conformant servers of different kinds, judged without noise.
@Suite(.serialized) struct ServerVariantTests {
  struct Variant: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var defects: [String] = []
    /// What may be broken.
    var broken: [String] = []
    var configure: @Sendable (inout Configuration) -> Void
  }

  static let variants: [Variant] = [
    Variant(testDescription: "a text model") { $0.models.reverse() },
    Variant(testDescription: "a model that thinks by default", broken: ["think-absent-unless-asked"]) {
      $0.thinks = .always
    },
    Variant(testDescription: "a model that never thinks") { $0.thinks = .never },
    Variant(testDescription: "without token counting and models") { $0.absent = [.countTokens, .models] },
    Variant(testDescription: "has too much to do now and then") { $0.overloadedEvery = 7 },
    Variant(testDescription: "a context of 4,096 tokens") { $0.setContextWindow(4096) },
    Variant(testDescription: "refuses what Claude Code knows to leave out") {
      $0.absent = [.adaptiveThinking, .effort, .systemMessages]
    },
    Variant(testDescription: "refuses limits that the context does not hold") {
      $0.absent = [.longLimits]
      $0.setContextWindow(24_000)
    },
    Variant(
      testDescription: "unknown routes answer 200", defects: ["unknown-route-200"],
      broken: ["http-misplaced-path", "http-unknown-path-404"]
    ) { _ in },
    Variant(
      testDescription: "several at once", defects: ["unknown-route-200"],
      broken: ["http-misplaced-path", "http-unknown-path-404", "think-absent-unless-asked"]
    ) {
      $0.models.reverse()
      $0.thinks = .always
      $0.setContextWindow(4096)
    },
  ]

  @Test(arguments: variants) func nothingElseIsBroken(_ variant: Variant) async throws {
    let outcome = try await EmbeddedRun(
      suite: try CommittedSuite.load(), selection: Selection(), defects: variant.defects, demandsToken: false,
      parallel: 4, configure: variant.configure
    ).run()
    let broken = outcome.broken
    #expect(
      Set(broken.map(\.requirement)).sorted() == variant.broken,
      "\(broken.map { "\($0.id): \(Wording.message($0.verdict)): \($0.verdict.violation?.actual ?? "")" })")
    #expect(outcome.results.count { $0.verdict.kind == .pass } > 4000)
  }
}
