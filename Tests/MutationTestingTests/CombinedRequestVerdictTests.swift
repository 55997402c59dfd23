import Cases
import Evaluation
import Planning
import Running
import Testing

@testable import MutationTesting

/// Joint requests save requests and nothing else: every case that names one gets the verdict it gets by itself.
@Suite struct CombinedRequestVerdictTests {
  private func suites() throws -> (combined: Cases.Suite, single: Cases.Suite) {
    let combined = try CommittedSuite.load()
    var single = combined
    for number in single.cases.indices {
      for step in single.cases[number].steps.indices { single.cases[number].steps[step].combined = nil }
    }
    return (combined, single)
  }

  /// What is said of each claim, and how many requests it took.
  private func verdicts(_ suite: Cases.Suite, _ cases: [String], _ defects: [String]) async throws
    -> (claims: [String], requests: Int)
  {
    let outcome = try await EmbeddedRun(
      suite: suite, selection: Selection(cases: cases), defects: defects, demandsToken: false, parallel: 4
    ).run()
    let claims = outcome.results.filter { !$0.id.isInvariant }
    return (
      claims.map {
        "\($0.id) \($0.requirement) \($0.verdict.kind.rawValue) \($0.verdict.code ?? "") \($0.verdict.violation?.actual ?? "")"
      },
      outcome.totals.requests
    )
  }

  /// A sound server, and one on which nearly every combined request is refused for one of its parts.
  @Test(arguments: [
    [],
    [
      "service-tier-refused", "effort-refused", "telemetry-headers-400", "unknown-field-refused", "user-twice-refused",
      "null-field-500", "tool-extras-refused", "result-absent-500", "result-document-500", "redacted-refused",
      "version-garbage-500", "content-type-missing-500", "version-b-document-500", "system-role-blocks-500",
      "image-cache-control-refused", "document-pdf-500", "omitted-refused", "claude-code-hints-refused",
    ],
  ])
  func areThoseOfCasesByThemselves(defects: [String]) async throws {
    let (combined, single) = try suites()
    let cases = combined.cases.filter { $0.steps.contains { $0.combined != nil } }.map(\.address)
    #expect(cases.count > 80)
    let together = try await verdicts(combined, cases, defects)
    let apart = try await verdicts(single, cases, defects)
    #expect(zip(together.claims, apart.claims).first { $0 != $1 } == nil)
    #expect(together.claims.count == apart.claims.count)
    #expect(together.claims.contains { $0.contains(" fail ") } == !defects.isEmpty)
    if defects.isEmpty { #expect(together.requests * 2 < apart.requests) }
  }
}
