import Testing
import Verdicts
import Wire

@testable import Evaluation

/// A reply in one piece was held back only where replies of a few tokens come sooner.
@Suite struct InstantGenerationTests {
  private func exchange(_ id: String, milliseconds: Int, tokens: Int, promptBytes: Int = 100) -> ExchangeSummary {
    ExchangeSummary(
      id: id, address: "case", row: "", step: "exchange",
      request: Request(
        method: "POST", url: "http://host/v1/messages", body: [UInt8](repeating: 0x20, count: promptBytes)),
      status: 200, end: .complete,
      timings: TransferTimings(connected: nil, firstByte: nil, headEnd: nil, ended: milliseconds * 1000),
      responseBytes: 1, outcome: .answered, kind: .init(isStream: true, expectsRejection: false), outputTokens: tokens)
  }

  private func buffered(_ requirement: String, reason: String = "buffered") -> CheckResult {
    let violation = Violation(reason: .named(reason), detail: .rule("at once"), expected: "", actual: "")
    return CheckResult(
      id: CheckID(caseID: "a", kind: .invariant(requirement: requirement, occurrence: 1)), requirement: requirement,
      verdict: .fail(violation), exchange: "long")
  }

  private func left(_ exchanges: [ExchangeSummary], _ result: CheckResult) -> Bool {
    var results = [result]
    InstantGeneration(exchanges).takeBack(from: &results)
    return !results.isEmpty
  }

  @Test(arguments: ["sse-incremental", "http-coded-stream-flushed"])
  func whereShortRepliesTakeAsLongNothingWasHeldBack(requirement: String) {
    let mock = [exchange("short", milliseconds: 900, tokens: 1), exchange("long", milliseconds: 1000, tokens: 60)]
    #expect(!left(mock, buffered(requirement)))
    let real = [exchange("short", milliseconds: 200, tokens: 1), exchange("long", milliseconds: 1000, tokens: 60)]
    #expect(left(real, buffered(requirement)))
  }

  @Test func oneSlowStartExcusesNothing() {
    let exchanges = [
      exchange("load", milliseconds: 20_000, tokens: 1), exchange("1", milliseconds: 200, tokens: 1),
      exchange("2", milliseconds: 210, tokens: 4), exchange("long", milliseconds: 1000, tokens: 60),
    ]
    #expect(left(exchanges, buffered("sse-incremental")))
  }

  @Test func whatTookLongForALongerPromptIsNoMeasure() {
    let exchanges = [
      exchange("short", milliseconds: 5000, tokens: 1, promptBytes: 90_000),
      exchange("long", milliseconds: 1000, tokens: 60),
    ]
    #expect(left(exchanges, buffered("sse-incremental")))
  }

  @Test func repliesOfManyTokensAreNoMeasure() {
    let exchanges = [exchange("other", milliseconds: 900, tokens: 5), exchange("long", milliseconds: 1000, tokens: 60)]
    #expect(left(exchanges, buffered("sse-incremental")))
  }

  @Test func otherFindingsStay() {
    let mock = [exchange("short", milliseconds: 900, tokens: 1), exchange("long", milliseconds: 1000, tokens: 60)]
    #expect(left(mock, buffered("sse-incremental", reason: "other")))
    #expect(left(mock, buffered("sse-early-message-start")))
  }
}
