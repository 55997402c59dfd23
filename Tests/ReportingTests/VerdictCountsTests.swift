import Reporting
import Testing

@Suite struct VerdictCountsTests {
  @Test func countsAddUpAndKnowTheWorst() {
    let counts = VerdictCounts([.pass, .pass, .flaky])
    #expect(counts[.pass] == 2 && counts[.flaky] == 1 && counts[.fail] == 0)
    #expect(counts.total == 3 && counts.worst == .flaky)
    #expect(counts.json().text() == #"{"pass":2,"flaky":1}"#)
    #expect(VerdictCounts().worst == .notRun)
  }
}
