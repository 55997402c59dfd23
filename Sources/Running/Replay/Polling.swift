import Cases
import Evaluation
import Evidence
import Transport

extension CaseReplay {
  /// Between the repetitions of a step that polls there is room for those of a server that has too much to do.
  private static let repetitionsOfOne = 10

  /// Whether a step that polls has got what it waited for.
  func hasEnded(_ evidence: StepEvidence?) -> Bool {
    guard let evidence, let poll = evidence.step.poll, let last = evidence.readings.last else { return false }
    return advisor.ends(poll, last, evidence.bindings)
  }

  /// All answers to a step that is sent until something holds; the last one decides. It ends early where the run may
  /// wait no longer.
  func poll(_ poll: Poll, step: Step, key: ExchangeKey, bindings: Bindings, after first: ResponseReading) async
    -> [ResponseReading]
  {
    var readings = [first]
    for attempt in 1..<poll.attempts {
      // A refusal does not turn into anything else by being asked again.
      guard let last = readings.last, last.status == 200, !advisor.ends(poll, last, bindings) else { break }
      var again = key
      again.repetition = attempt * Self.repetitionsOfOne
      guard let next = await send(step, again, copy: 1, bindings, after: poll.every) else { break }
      readings.append(next)
    }
    return readings
  }
}
