import Cases
import Testing
import Verdicts
import Wire

@testable import Evaluation

/// A variable without a value is never the server's fault.
@Suite struct UnboundVariableTests {
  static func verdicts(_ expectation: String, _ bindings: Bindings = Bindings()) throws -> [Verdict] {
    let subject = try load(
      """
      format: 1
      area: test
      cases:
        - id: sample
          title: t
          requirement: r
          steps:
            - { id: first, request: { body: {} }, capture: { opened: message.id } }
            - { id: second, request: { body: {} }, expect: \(expectation) }
      """)[0]
    let steps = subject.steps.map {
      StepEvidence(step: $0, readings: [ResponseReading(exchange(200, message))], bindings: bindings)
    }
    return CaseEvaluator(CaseEvidence(subject: subject, trials: [steps]), control: .none).results().map(\.verdict)
  }

  @Test(arguments: [
    "{ message: { model: \"${modle}\" } }", "{ headers: { x: { $not: { $starts_with: \"a${modle}\" } } } }",
    "{ any_of: { a: { answered: true }, b: { text: { $includes: \"${modle}\" } } } }",
    "{ precondition: { text: \"${modle}\" }, status: 200 }",
    "{ status: 400, classify_failure: [ { reason: odd, text: \"${modle}\" } ] }",
    "{ refused: { status: 400, details: { a: \"${modle}\" } } }",
  ])
  func oneThatNothingProvidesIsTheHarnesss(expectation: String) throws {
    #expect(try Self.verdicts(expectation) == [.inconclusive(.unboundVariable("modle"))])
  }

  @Test func oneThatAnEarlierResponseLacksBlocksTheClaim() throws {
    let expectation = "{ message: { id: \"${opened}\" } }"
    #expect(try Self.verdicts(expectation) == [.notRun(.blocked(step: "first", path: "message.id"))])
    #expect(try Self.verdicts(expectation, Bindings(["opened": "msg_1"])) == [.pass])
    #expect(try Self.verdicts(expectation, Bindings(["opened": "msg_2"])).map(\.kind) == [.fail])
  }
}
