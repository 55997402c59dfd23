import Cases
import Contract
import Planning
import Verdicts
import Wire

/// What has to be remembered from case to case: which controls held, which ids were seen, which
/// exchanges have been judged by the invariants already.
package struct RunRecorder {
  private var controls: [String: ControlState] = [:]
  private var ids = IDUniqueness()
  private var judged = Set<String>()
  private var passing = PassingFailures()

  package init() {}

  /// Judges one case: its own checks, and the invariants on exchanges that are new.
  package mutating func judge(_ planned: PlannedCase, _ evidence: CaseEvidence, into outcome: inout RunOutcome)
    -> [CheckResult]
  {
    let state: ControlState = planned.control.map { controls[$0] ?? .notHeld($0) } ?? .none
    var results = CaseEvaluator(evidence, control: state).results()
    controls[planned.subject.address] = Self.asControl(planned.subject, results)
    for steps in evidence.trials {
      for step in steps {
        for reading in step.setAside + step.readings where judged.insert(reading.exchange.id).inserted {
          passing.note(reading)
          results += invariants(planned.subject, step: step.step, reading: reading)
          outcome.note(reading, of: planned.subject, step: step.step)
        }
      }
    }
    outcome.excerpts.keep(evidence.trials.joined().flatMap(\.readings), for: results)
    return results
  }

  /// What a case with these results is worth as a control of others.
  private static func asControl(_ subject: Case, _ results: [CheckResult]) -> ControlState {
    let address = subject.address
    // Where its own control says that something is absent, what builds on it is absent as well.
    let isAbsent = results.map { result in
      switch result.verdict {
      case .unsupported, .recovered, .notApplicable(.absent): true
      case .pass, .fail, .notApplicable, .inconclusive, .notRun: false
      }
    }
    guard !results.isEmpty, zip(results, isAbsent).allSatisfy({ $0.verdict == .pass || $1 }) else {
      // Only what the model may do or leave is tried more than once.
      return subject.trials.run > 1 ? .unwilling(address) : .notHeld(address)
    }
    return isAbsent.contains(true) ? .unsupported(address) : .held
  }

  private mutating func invariants(_ subject: Case, step: Step, reading: ResponseReading) -> [CheckResult] {
    let results = subject.invariantResults(
      reading.contract.findings + ids.receive(reading.exchange, reading.contract), of: step,
      exchange: reading.exchange.id)
    guard reading.stream?.isShortened == true else { return results }
    let requirement = "sse-message-stop-last"
    return results + [
      CheckResult(
        id: subject.checkID(.invariant(requirement: requirement, occurrence: 1), of: step), requirement: requirement,
        verdict: .inconclusive(
          .cutOff("it has more events than are judged; the first \(StreamReading.mostEvents) were")),
        exchange: reading.exchange.id)
    ]
  }

  /// Looks at the run as a whole: what explains many results, and which failures only repeat that plain requests are
  /// refused. Such a failure says nothing of its own requirement.
  package func conclude(_ outcome: inout RunOutcome) {
    outcome.diagnoses = Diagnosis.all(outcome.exchanges) + passing.diagnosis(among: outcome.exchanges.count)
    InstantGeneration(outcome.exchanges).takeBack(from: &outcome.results)
    UnseenTools(outcome.results).set(aside: &outcome)
    let uncounted = UncountedPrompts(outcome.results).set(aside: &outcome.results)
    outcome.diagnoses += [uncounted].compactMap { $0 }
    let refusing = outcome.diagnoses.filter { $0.code == .refusesEverything || $0.code == .refusesStreams }
    guard let diagnosis = refusing.first else { return }
    let row = "stream=\(diagnosis.code == .refusesStreams ? "on" : "off")"
    guard
      let plain = outcome.exchanges.first(where: { $0.address == Self.plainCase && $0.row == row }),
      let refusal = plain.status
    else { return }
    let refused = Set(diagnosis.exchanges)
    let repeated = Set(outcome.exchanges.lazy.filter { refused.contains($0.id) && $0.status == refusal }.map(\.id))
    let subjects = Dictionary(
      outcome.plan.cases.map { ($0.subject.address, $0.subject) }, uniquingKeysWith: { first, _ in first })
    for (index, result) in outcome.results.enumerated() {
      guard result.verdict.kind == .fail || result.verdict.kind == .inconclusive, !result.id.isInvariant,
        result.id.caseID != Self.plainCase, let id = result.exchange, repeated.contains(id),
        let subject = subjects[result.id.caseAddress]
      else { continue }
      // Cases on credentials have refusals of their own to speak of.
      if [401, 403].contains(refusal), subject.steps.contains(where: { $0.request.auth != .default }) { continue }
      let doubt = Inconclusive.refusedLikePlain("\(Self.plainCase)[\(row)]")
      outcome.results[index].verdict = .inconclusive(doubt.replacing(result.verdict))
    }
  }

  /// The case whose request has nothing in it that a server could have a reason to refuse.
  private static let plainCase = "minimal"
}

extension PlannedCase {
  /// The results of a case that was never sent: the same verdict for each of its claims.
  package func results(_ verdict: Verdict) -> [CheckResult] {
    subject.claims.map { CheckResult(id: $0.id, requirement: $0.requirement, verdict: verdict) }
  }
}

extension RunOutcome {
  mutating func note(_ reading: ResponseReading, of subject: Case, step: Step) {
    let exchange = reading.exchange
    let isAnswer = reading.contract.endpoint?.generatesTokens == true && reading.error == nil
    let usage = isAnswer ? reading.message?["usage"] : nil
    exchanges.append(
      ExchangeSummary(
        id: exchange.id, address: subject.id, row: subject.row, step: step.id, request: exchange.request,
        status: reading.status, end: exchange.end, timings: exchange.timings,
        responseBytes: exchange.response?.body.count ?? 0, outcome: ExchangeOutcome(reading),
        kind: reading.contract.endpoint?.generatesTokens == true
          ? .init(isStream: reading.asksForStream, expectsRejection: step.expectsRejection) : nil,
        outputTokens: usage?["output_tokens"]?.int,
        errorMessage: reading.error?["message"]?.string.map { String($0.prefix(300)) }))
    // bounded: one for each exchange
    totals.requests += 1
    guard let usage else { return }
    // bounded: one for each exchange
    totals.generating += 1
    totals.inputTokens = [totals.inputTokens, usage.totalInputTokens ?? 0].countSum
    totals.outputTokens = [totals.outputTokens, usage["output_tokens"]?.int ?? 0].countSum
  }
}
