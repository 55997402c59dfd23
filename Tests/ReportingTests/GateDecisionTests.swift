import Contract
import Reporting
import Testing
import Verdicts

@Suite struct GateDecisionTests {
  static func check(
    _ verdict: VerdictKind, _ level: Level = .must, _ requirement: String = "r", cause: InconclusiveCause? = nil
  ) -> Report.Check {
    .init(
      id: "c#\(verdict.rawValue)", requirement: requirement, level: level, verdict: verdict, cause: cause)
  }

  static func code(
    _ checks: [Report.Check], gate: Level = .must, complete: Bool = true, faults: [GateDecision.Fault] = [],
    requirements: [Report.Requirement] = []
  ) -> ExitCode {
    GateDecision.decide(
      gate: gate, requirements: requirements, checks: checks, complete: complete, faults: faults
    ).code
  }

  static let good = check(.pass)

  @Test func everyCodeHasItsNumber() {
    #expect(ExitCode.allCases.map(\.rawValue) == [0, 1, 2, 3, 4, 70])
  }

  @Test func aPassAtMustSatisfies() {
    #expect(Self.code([Self.good]) == .satisfied)
    for harmless in [VerdictKind.unsupported, .recovered, .notApplicable, .expectedFail, .flaky] {
      #expect(Self.code([Self.good, Self.check(harmless)]) == .satisfied)
    }
  }

  @Test(arguments: Level.allCases, Level.allCases) func failuresCountFromTheGateOn(
    _ gate: Level, _ level: Level
  ) {
    let expected: ExitCode = level >= gate ? .failure : .satisfied
    #expect(Self.code([Self.good, Self.check(.fail, level)], gate: gate) == expected)
  }

  @Test(arguments: Level.allCases) func anUnexpectedPassFailsAtAnyLevel(_ level: Level) {
    #expect(Self.code([Self.good, Self.check(.unexpectedPass, level)]) == .failure)
  }

  @Test func zeroMustChecksJudgedIsNeverGreen() {
    #expect(Self.code([]) == .incomplete)
    #expect(Self.code([Self.check(.pass, .should)], gate: .should) == .incomplete)
    #expect(Self.code([Self.check(.unsupported), Self.check(.recovered), Self.check(.notApplicable)]) == .incomplete)
  }

  @Test(arguments: Level.allCases, Level.allCases) func notRunCountsFromTheGateOn(
    _ gate: Level, _ level: Level
  ) {
    let expected: ExitCode = level >= gate ? .incomplete : .satisfied
    #expect(Self.code([Self.good, Self.check(.notRun, level)], gate: gate) == expected)
  }

  @Test func inconclusiveDependsOnItsCause() {
    func code(_ cause: InconclusiveCause?, requirement: String = "other", level: Level = .must) -> ExitCode {
      Self.code([Self.good, Self.check(.inconclusive, level, requirement, cause: cause)])
    }
    #expect(code(.control) == .incomplete)
    #expect(code(.control, requirement: "r") == .incomplete)
    #expect(code(.transport, requirement: "r") == .incomplete)
    #expect(code(nil, requirement: "r") == .incomplete)
    #expect(code(.overload, requirement: "r") == .incomplete)
    #expect(code(.control, level: .should) == .satisfied)
    // A model that never gives occasion is no gap in the proof of the server.
    #expect(code(.model) == .satisfied)
    #expect(code(.harness, level: .may) == .internalError)
  }

  @Test func whatNeedsTheModelNeverGatesAtMust() {
    let requirement = Report.Requirement(
      id: "m", level: .must, kind: .model, area: "a", text: "t", checks: VerdictCounts([.fail]))
    let checks = [Self.good, Self.check(.fail, .must, "m")]
    #expect(Self.code(checks, requirements: [requirement]) == .satisfied)
    #expect(Self.code(checks, gate: .should, requirements: [requirement]) == .failure)
    #expect(Self.code([Self.check(.pass, .must, "m")], requirements: [requirement]) == .incomplete)
  }

  @Test func aCutOffRunIsNeverGreen() {
    #expect(Self.code([Self.good], complete: false) == .incomplete)
    #expect(Self.code([Self.good], faults: [.interrupted("signal")]) == .incomplete)
  }

  @Test func faultsHaveTheirCodes() {
    #expect(Self.code([Self.good], faults: [.usage("x")]) == .usage)
    #expect(Self.code([Self.good], faults: [.nothingSelected("x")]) == .usage)
    #expect(Self.code([Self.good], faults: [.reportNotWritten("x")]) == .usage)
    #expect(Self.code([Self.good], faults: [.unreachable("x")]) == .unreachable)
  }

  /// Each code against all that it outranks, with every fault at once.
  @Test func precedence() {
    let failed = [Self.good, Self.check(.fail)]
    let harness = failed + [Self.check(.inconclusive, .may, cause: .harness)]
    let open = [Self.good, Self.check(.notRun)]
    let all: [GateDecision.Fault] = [.interrupted("i"), .unreachable("u"), .reportNotWritten("r")]
    #expect(Self.code(harness, complete: false, faults: all) == .internalError)
    #expect(Self.code(failed, complete: false, faults: all) == .usage)
    #expect(Self.code(failed, complete: false, faults: Array(all.prefix(2))) == .failure)
    #expect(Self.code(open, complete: false, faults: Array(all.prefix(2))) == .unreachable)
    #expect(Self.code(open, complete: false, faults: Array(all.prefix(1))) == .incomplete)
  }

  @Test func theReasonNamesCountAndFirstCheck() {
    let decision = GateDecision.decide(
      gate: .must, requirements: [], checks: [Self.good, Self.check(.fail), Self.check(.fail)], complete: true
    )
    #expect(decision.reason == "1 requirement broken at level must or above, first r (c)")
  }

  @Test func whatWasNotExercisedIsNamedAndDoesNotGate() {
    func requirement(_ level: Level, _ verdicts: [VerdictKind]) -> Report.Requirement {
      .init(id: "x", level: level, kind: .wire, area: "a", text: "t", checks: VerdictCounts(verdicts))
    }
    let decision = GateDecision.decide(
      gate: .must,
      requirements: [
        requirement(.must, []), requirement(.must, [.inconclusive]),
        requirement(.must, [.pass, .inconclusive]),
        requirement(.must, [.notApplicable]), requirement(.should, []),
      ], checks: [Self.good], complete: true)
    #expect(decision.code == .satisfied)
    #expect(
      decision.reason
        == "no failure at level must or above; 1 must check judged; 2 requirements not observed")
  }
}
