import Testing
import Verdicts
import Wire

@testable import Evaluation

/// A time-out is the server's failure only where the genuine client has given up by then.
@Suite struct TimeoutVerdictTests {
  static func silent(_ kind: TransferFailure.Kind, after seconds: Int) -> Exchange {
    var silent = exchange(200, "", end: .failed(TransferFailure(kind, "no byte in \(seconds) s")))
    silent.response = nil
    silent.timings = TransferTimings(ended: seconds * 1_000_000)
    return silent
  }

  static func verdict(_ text: String, _ exchange: Exchange) throws -> Verdict {
    try judge(text, exchange)[0].verdict
  }

  @Test(arguments: ["answered", "refused", "{ answered: true, time: { first_byte: { $lt: 400 } } }", "status: 200"])
  func silenceThatNoClientMindsIsNotDecided(_ expectation: String) throws {
    for kind in [TransferFailure.Kind.firstByteTimeout, .totalTimeout] {
      let verdict = try Self.verdict(expectation, Self.silent(kind, after: 300))
      #expect(verdict == .inconclusive(.tooSlow("no byte in 300 s")), "\(verdict)")
    }
  }

  @Test func silenceAtWhichTheClientGivesUpIsAFailure() throws {
    let verdict = try Self.verdict("answered", Self.silent(.firstByteTimeout, after: 363))
    #expect(verdict.violation?.reason == .timeout, "\(verdict)")
    #expect(Wording.message(verdict).contains("the server did not finish in time"))
    #expect(try Self.verdict("answered", Self.silent(.firstByteTimeout, after: 361)).violation == nil)
  }

  /// What counts is how long no byte came, and what broke off is no time-out.
  @Test func aResponseThatStopsIsSilentFromThenOn() throws {
    var stopped = exchange(200, "", end: .failed(TransferFailure(.idleTimeout, "x")))
    #expect(try Self.verdict("answered", stopped) == .inconclusive(.tooSlow("x")))
    stopped.timings.ended = 364_000_000
    stopped.response?.arrivals = [Arrival(offset: 0, microseconds: 1_000_000)]
    #expect(try Self.verdict("answered", stopped).violation?.reason == .timeout)
    stopped.response?.arrivals = [Arrival(offset: 0, microseconds: 3_000_000)]
    #expect(try Self.verdict("answered", stopped) == .inconclusive(.tooSlow("x")))
    #expect(try Self.verdict("answered", Self.silent(.emptyReply, after: 1)).violation != nil)
  }

  @Test func theWordsSayWhatToDo() throws {
    let words = Wording.message(try Self.verdict("answered", Self.silent(.firstByteTimeout, after: 120)))
    #expect(words.contains("no byte in 120 s") && words.contains("--first-byte-timeout"), "\(words)")
  }
}
