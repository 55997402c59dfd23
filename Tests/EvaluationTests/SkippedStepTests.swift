import Cases
import Contract
import Testing
import Verdicts
import Wire

@testable import Evaluation

/// A step that builds on one which was refused: whether that is a gap depends on whether it may be.
@Suite struct SkippedStepTests {
  func verdicts(_ opening: String, _ first: Exchange) throws -> [VerdictKind] {
    let subject = try load(
      """
      format: 2
      area: test
      cases:
        - id: sample
          title: t
          requirement: r
          steps:
            - id: open
              \(opening)
              capture: { opened: message.id }
            - id: continue
              request: { body: { previous: "${opened}" } }
              expect: answered
              capture: { continued: message.id }
            - id: end
              request: { body: { previous: "${continued}" } }
              expect: answered
          relations:
            - { equal: [open.status, end.status] }
      """)[0]
    let evidence = subject.steps.enumerated().map { index, step in
      StepEvidence(
        step: step, readings: index == 0 ? [ResponseReading(first)] : [], bindings: Bindings(),
        unanswered: index == 0 ? nil : .notRun(.blocked(step: "open", path: "message.id")))
    }
    return CaseEvaluator(CaseEvidence(subject: subject, trials: [evidence]), control: .none).results().map(
      \.verdict.kind)
  }

  static let mayRefuse = "expect: { any_of: { works: { answered: true }, refused: { refused: { status: 400 } } } }"

  @Test func whatARightfulRefusalMakesPointlessDoesNotApply() throws {
    let refusal = exchange(400, errorBody("invalid_request_error", "no"))
    #expect(try verdicts(Self.mayRefuse, refusal) == [.pass, .notApplicable, .notApplicable, .notApplicable])
  }

  @Test func afterAWrongRefusalTheGapStays() throws {
    let failure = exchange(500, errorBody("api_error", "no"))
    #expect(try verdicts(Self.mayRefuse, failure) == [.fail, .notRun, .notRun, .notRun])
  }

  @Test func aRefusalThatNobodyJudgedExcusesNothing() throws {
    let refusal = exchange(400, errorBody("invalid_request_error", "no"))
    #expect(try verdicts("request: { body: {} }", refusal) == [.notRun, .notRun, .notRun])
  }

  @Test func aReluctantModelLeavesTheRestOpen() throws {
    let opening = "expect: { precondition: { block_types: { $contains: thinking } }, status: 200 }"
    let verdicts = try verdicts(opening, exchange(200, #"{"type":"message","content":[]}"#))
    #expect(verdicts == [.inconclusive, .inconclusive, .inconclusive, .notRun])
  }

  @Test func aReplyWithoutWhatIsNeededExcusesNothing() throws {
    let reply = exchange(200, #"{"type":"message","content":[]}"#)
    #expect(try verdicts(Self.mayRefuse, reply) == [.pass, .notRun, .notRun, .notRun])
  }
}
