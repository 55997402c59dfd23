import Testing
import Verdicts
import Wire

@Suite struct VerdictTests {
  static let violation = Violation(reason: .missing, detail: .fieldNotNamed, expected: "e", actual: "a")
  static let doubts: [Inconclusive] = [
    .preconditionUnmet(violation), .stepUnmet(step: "s"), .valueAbsent(path: "p", status: 200), .controlFailed("c"),
    .valueNull(path: "p"), .modelUnwilling(control: "c"), .modelBehaviour,
    .toolsUnseen(witness: "w"), .cacheCountedTwice, .inputUncounted(owner: "o"),
    .tooSlow("d"), .replyTooLong("d"), .refusedLikePlain("c"),
    .cutOff("d"), .unreadableReply(owner: "r"), .follows(owner: "r"),
    .overload(status: 529, afterWait: true),
    .unboundVariable("v"), .despite(violation, .controlFailed("c")),
    .quorum(.controlFailed("c"), Quorum(held: 1, tried: 3, needed: 2)),
  ]

  @Test func onlyWhatStandsInAnAnswerIsOfItsContent() {
    func isOfContent(_ detail: Violation.Detail) -> Bool {
      Violation(reason: .missing, detail: detail, expected: "e", actual: "a").isOfContent
    }
    #expect(isOfContent(.mismatch(view: "text", pointer: JSONPointer())) && isOfContent(.eventMissing(name: "ping")))
    #expect(!isOfContent(.rejected(status: 500)) && !isOfContent(.errorWith200) && !isOfContent(.brokenOff))
  }

  /// What `docs/report-format.md` promises.
  @Test(arguments: doubts) func theReasonOfAnInconclusiveVerdictBeginsWithItsCause(_ doubt: Inconclusive) {
    #expect(doubt.code.prefix { $0 != "-" } == doubt.cause.rawValue)
  }

  static let verdicts: [Verdict] =
    doubts.map { .inconclusive($0) } + [
      .pass, .fail(violation), .unsupported(.named("refused")), .recovered(Recovery(actions: ["drops thinking"])),
      .notApplicable(.condition(fact: "vision", needed: ["supported"], found: "unknown")), .notApplicable(.tokenNeeded),
      .notApplicable(.credentialsDemanded), .notApplicable(.absent(control: "c")),
      .notApplicable(.refusedBefore(step: "s")), .notRun(.cutOff), .notRun(.noToken),
      .notRun(.blocked(step: "s", path: "p")), .notRun(.stepNotSent("s")), .notRun(.nothingSent), .notRun(.cancelled),
      .notRun(.unreachable("nobody there")),
    ]

  @Test(arguments: verdicts) func everyVerdictHasACodeAndAMessageUnlessItSaysItAll(_ verdict: Verdict) {
    #expect((verdict.code == nil) == (verdict == .pass))
    let isQuiet = verdict.kind == .pass || verdict.kind == .unsupported
    #expect(Wording.message(verdict).isEmpty == isQuiet)
  }

  @Test func onlyTheServersGoodBehaviourHolds() {
    let held = Self.verdicts.filter(\.isHeld).map(\.kind)
    #expect(held == [.pass, .unsupported, .recovered])
  }

  @Test(arguments: ["missing", "not-json", "repeated-id", "silently-ignored", "reset"])
  func aReasonIsKnownByItsCode(_ code: String) {
    #expect(Reason(code: code).code == code)
  }

  @Test func aRecoveryCostsARequestForEachAction() {
    #expect(Recovery(actions: ["drops effort", "drops thinking"]).extraRequests == 2)
  }
}
