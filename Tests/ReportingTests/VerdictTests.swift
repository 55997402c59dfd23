import Contract
import Reporting
import Testing

@Suite struct VerdictTests {
  @Test func rawValuesAreThePromisedWords() {
    #expect(
      Verdict.allCases.map(\.rawValue) == [
        "pass", "fail", "unsupported", "not-applicable", "inconclusive", "not-run", "expected-fail",
        "unexpected-pass", "flaky",
      ])
  }

  @Test func theOrderNamesEveryVerdictOnce() {
    #expect(Verdict.worstFirst.count == Verdict.allCases.count)
    #expect(Set(Verdict.worstFirst) == Set(Verdict.allCases))
  }

  @Test func nothingTurnsGreenQuietly() {
    // Whatever joins a pass, only what says nothing leaves it a pass.
    for verdict in Verdict.allCases where verdict != .pass && verdict != .notApplicable {
      #expect(Verdict.worst(of: [.pass, verdict]) == verdict)
      #expect(Verdict.worst(of: [verdict, .pass, .notApplicable]) == verdict)
    }
    #expect(Verdict.worst(of: [.pass, .notApplicable]) == .pass)
    #expect(Verdict.worst(of: [.notApplicable, .notApplicable]) == .notApplicable)
    #expect(Verdict.worst(of: []) == .notRun)
    #expect(Verdict.worst(of: [.inconclusive, .fail, .notRun]) == .fail)
    #expect(Verdict.worst(of: [.unsupported, .flaky]) == .flaky)
  }

  @Test func theOrderOfTheArgumentsDoesNotMatter() {
    for first in Verdict.allCases {
      for second in Verdict.allCases {
        #expect(Verdict.worst(of: [first, second]) == Verdict.worst(of: [second, first]))
      }
    }
  }

  @Test func countsAddUpAndKnowTheWorst() {
    let counts = VerdictCounts([.pass, .pass, .flaky])
    #expect(counts[.pass] == 2 && counts[.flaky] == 1 && counts[.fail] == 0)
    #expect(counts.total == 3 && counts.worst == .flaky)
    #expect(counts.json().text() == #"{"pass":2,"flaky":1}"#)
    #expect(VerdictCounts().worst == .notRun)
  }

  @Test(arguments: [
    ("model-never-occurred", InconclusiveCause.model), ("control-failed", .control),
    ("transport-reset", .transport), ("harness-crash", .harness), ("model", .model),
  ])
  func reasonsNameTheirCause(_ reason: String, _ cause: InconclusiveCause) {
    #expect(InconclusiveCause(reason: reason) == cause)
  }

  @Test(arguments: ["modelling", "", "unknown-model", nil]) func otherReasonsNameNone(_ reason: String?) {
    #expect(InconclusiveCause(reason: reason) == nil)
  }
}
