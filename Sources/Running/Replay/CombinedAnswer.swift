import Cases
import Evaluation

/// Whether the answer to a combined request may stand for a step's own: it is an answer, and everything that the
/// step claims holds of it. Anything less says nothing about this step, for a refusal can be about another
/// part of the request, and so the step's own request decides.
func stands(_ reading: ResponseReading, for step: Step, of subject: Case, _ bindings: Bindings) -> Bool {
  guard reading.status == 200, reading.error == nil, reading.exchange.end == .complete else { return false }
  var single = subject
  single.steps = [step]
  single.relations = []
  let evidence = StepEvidence(step: step, readings: [reading], bindings: bindings)
  let results = CaseEvaluator(CaseEvidence(subject: single, trials: [[evidence]]), control: .none).results()
  return !results.isEmpty && results.allSatisfy { $0.verdict == .pass }
}
