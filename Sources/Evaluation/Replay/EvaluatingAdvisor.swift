import Cases
import Verdicts
import Wire

/// Advises replay by the same evaluation that the report is made from.
package struct EvaluatingAdvisor: ReplayAdvisor {
  package init() {}

  package func holds(_ trial: [StepEvidence], of subject: Case) -> Bool {
    var single = subject
    single.trials = Trials()
    return evaluate(CaseEvidence(subject: single, trials: [trial])).allSatisfy(\.verdict.isHeld)
  }

  /// It has to be an answer, and everything that the step claims has to hold of it. Anything less says nothing about
  /// this step, for a refusal can be about another part of the request, and so the step's own request decides.
  package func stands(_ reading: ResponseReading, for step: Step, of subject: Case, _ bindings: Bindings) -> Bool {
    guard reading.status == 200, reading.error == nil, reading.exchange.end == .complete else { return false }
    var single = subject
    single.steps = [step]
    single.relations = []
    let evidence = StepEvidence(step: step, readings: [reading], bindings: bindings)
    let results = evaluate(CaseEvidence(subject: single, trials: [[evidence]]))
    return !results.isEmpty && results.allSatisfy { $0.verdict == .pass }
  }

  package func value(of capture: Capture, in reading: ResponseReading) -> JSON? { reading.value(at: capture.path) }

  /// Nobody waits for longer than ten seconds, nor twice for what the server said.
  package func wait(after reading: ResponseReading, to step: Step, attempt: Int) -> Int? {
    guard !step.isAboutOverload else { return nil }
    if let wait = reading.overloadedFor { return attempt == 1 ? min(wait, 10_000) : nil }
    return reading.passingFailure == nil ? nil : 200 * attempt
  }

  package func wait(afterCopies readings: [ResponseReading], of step: Step) -> Int? {
    let waits = readings.compactMap { reading -> Int? in
      // Where a case is about overload, a server that says so is not asked again; one that fails otherwise is.
      if step.claimsOverload, [429, 503, 529].contains(reading.status) { return nil }
      return (step.claimsOverload ? nil : reading.overloadedFor) ?? (reading.passingFailure == nil ? nil : 200)
    }
    return waits.max().map { min($0, 10_000) }
  }

  package func ends(_ poll: Poll, _ reading: ResponseReading, _ bindings: Bindings) -> Bool {
    guard let until = try? poll.until.bound(with: bindings) else { return true }
    return ExpectationEvaluator(reading: reading).judge(until).isHeld
  }

  package func refusal(in reading: ResponseReading) -> RefusalText? {
    guard let status = reading.status, status >= 400 else { return nil }
    let body = String(decoding: reading.exchange.response?.body.prefix(1 << 16) ?? [], as: UTF8.self)
    return RefusalText(status: status, body: body)
  }

  private func evaluate(_ evidence: CaseEvidence) -> [CheckResult] {
    CaseEvaluator(evidence, control: .none).results()
  }
}
