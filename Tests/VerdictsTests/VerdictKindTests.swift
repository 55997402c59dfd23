import Testing
import Verdicts

@Suite struct VerdictKindTests {
  @Test func rawValuesAreThePromisedWords() {
    #expect(
      VerdictKind.allCases.map(\.rawValue) == [
        "pass", "fail", "unsupported", "recovered", "not-applicable", "inconclusive", "not-run", "expected-fail",
        "unexpected-pass", "flaky",
      ])
  }

  @Test func theOrderNamesEveryVerdictOnce() {
    #expect(VerdictKind.worstFirst.count == VerdictKind.allCases.count)
    #expect(Set(VerdictKind.worstFirst) == Set(VerdictKind.allCases))
  }

  @Test func nothingTurnsGreenQuietly() {
    // Whatever joins a pass, only what says nothing leaves it a pass.
    for verdict in VerdictKind.allCases where verdict != .pass && verdict != .notApplicable {
      #expect(VerdictKind.worst(of: [.pass, verdict]) == verdict)
      #expect(VerdictKind.worst(of: [verdict, .pass, .notApplicable]) == verdict)
    }
    #expect(VerdictKind.worst(of: [.pass, .notApplicable]) == .pass)
    #expect(VerdictKind.worst(of: [.notApplicable, .notApplicable]) == .notApplicable)
    #expect(VerdictKind.worst(of: []) == .notRun)
    #expect(VerdictKind.worst(of: [.inconclusive, .fail, .notRun]) == .fail)
    #expect(VerdictKind.worst(of: [.unsupported, .flaky]) == .flaky)
  }

  @Test func theOrderOfTheArgumentsDoesNotMatter() {
    for first in VerdictKind.allCases {
      for second in VerdictKind.allCases {
        #expect(VerdictKind.worst(of: [first, second]) == VerdictKind.worst(of: [second, first]))
      }
    }
  }
}
