import Cases
import Contract
import Evaluation
import Wire

/// What has to be remembered from case to case: which controls held, which ids were seen, which
/// exchanges have been judged by the invariants already.
struct RunRecorder {
  private var controls: [String: ControlState] = [:]
  private var ids = IDUniqueness()
  private var judged = Set<String>()

  /// Judges one case: its own checks, and the invariants on exchanges that are new.
  mutating func judge(_ planned: PlannedCase, _ evidence: CaseEvidence, into outcome: inout RunOutcome) -> [CheckResult]
  {
    let state: ControlState = planned.control.map { controls[$0] ?? .notHeld($0) } ?? .none
    var results = CaseEvaluator(evidence, control: state).results()
    controls[planned.subject.address] = Self.asControl(planned.subject.address, results)
    for steps in evidence.trials {
      for step in steps {
        for reading in step.setAside + step.readings where judged.insert(reading.exchange.id).inserted {
          results += invariants(planned.subject, step.step, reading)
          outcome.note(reading, planned.subject, step.step)
        }
      }
    }
    outcome.excerpts.keep(evidence.trials.joined().flatMap(\.readings), for: results)
    return results
  }

  /// What a case with these results is worth as a control of others.
  private static func asControl(_ address: String, _ results: [CheckResult]) -> ControlState {
    // Where its own control says that something is absent, what builds on it is absent as well.
    let isAbsent = results.map { $0.verdict == .unsupported || $0.reason == CheckResult.absent }
    guard !results.isEmpty, zip(results, isAbsent).allSatisfy({ $0.verdict == .pass || $1 }) else {
      return .notHeld(address)
    }
    return isAbsent.contains(true) ? .unsupported(address) : .held
  }

  private mutating func invariants(_ subject: Case, _ step: Step, _ reading: ResponseReading) -> [CheckResult] {
    let findings = reading.contract.findings + ids.receive(reading)
    return invariantResults(
      findings, case: subject.address, step: subject.steps.count > 1 ? step.id : nil, exchange: reading.exchange.id)
  }

  /// Looks at the run as a whole: what explains many results, and which failures only repeat that plain requests are
  /// refused. Such a failure says nothing of its own requirement.
  func conclude(_ outcome: inout RunOutcome) {
    outcome.diagnoses = Diagnosis.all(outcome.exchanges)
    let refusing = outcome.diagnoses.filter { $0.code == .refusesEverything || $0.code == .refusesStreams }
    guard let diagnosis = refusing.first else { return }
    let plain = "minimal[stream=\(diagnosis.code == .refusesStreams ? "on" : "off")]"
    guard let refusal = outcome.exchanges.first(where: { "\($0.address)[\($0.row)]" == plain })?.status else { return }
    let repeated = Set(
      outcome.exchanges.filter { diagnosis.exchanges.contains($0.id) && $0.status == refusal }.map(\.id))
    let subjects = Dictionary(
      outcome.plan.cases.map { ($0.subject.address, $0.subject) }, uniquingKeysWith: { first, _ in first })
    for index in outcome.results.indices {
      let result = outcome.results[index]
      guard result.verdict == .fail || result.verdict == .inconclusive, let id = result.exchange, repeated.contains(id),
        let end = result.address.firstIndex(of: "#"), !result.address[end...].contains("/invariant/"),
        !result.address[end...].hasPrefix("#invariant/"), let subject = subjects[String(result.address[..<end])],
        !subject.address.hasPrefix("minimal[")
      else { continue }
      // Cases on credentials have refusals of their own to speak of.
      if [401, 403].contains(refusal), subject.steps.contains(where: { $0.request.auth != .default }) { continue }
      outcome.results[index].verdict = .inconclusive
      outcome.results[index].reason = "control-failed"
      outcome.results[index].message = "\(plain) is refused in the same way, so this says nothing"
    }
  }

  /// Results for a case that was never sent.
  func untouched(_ planned: PlannedCase, verdict: Verdict, reason: String, _ message: String) -> [CheckResult] {
    let subject = planned.subject
    func result(_ check: String, _ requirement: String) -> CheckResult {
      CheckResult(
        address: "\(subject.address)#\(check)", requirement: requirement, verdict: verdict, reason: reason,
        message: message)
    }
    return subject.steps.flatMap { step in
      step.checks.map { result(subject.steps.count > 1 ? "\(step.id)/\($0.id)" : $0.id, $0.requirement) }
    } + subject.relations.map { result($0.id, $0.requirement) }
  }
}

extension RunOutcome {
  mutating func note(_ reading: ResponseReading, _ subject: Case, _ step: Step) {
    let exchange = reading.exchange
    exchanges.append(
      ExchangeSummary(
        id: exchange.id, address: subject.id, row: subject.row, step: step.id, request: exchange.request,
        status: reading.status, end: exchange.end, timings: exchange.timings,
        responseBytes: exchange.response?.body.count ?? 0, outcome: ExchangeOutcome(reading),
        kind: reading.contract.endpoint == .messages
          ? .init(isStream: reading.asksForStream, expectsRejection: step.expectsRejection) : nil))
    // bounded: one for each exchange
    totals.requests += 1
    guard reading.contract.endpoint == .messages, reading.error == nil, let usage = reading.message?["usage"] else {
      return
    }
    // bounded: one for each exchange
    totals.generating += 1
    totals.inputTokens = [totals.inputTokens, inputTotal(usage) ?? 0].countSum
    totals.outputTokens = [totals.outputTokens, usage["output_tokens"]?.int ?? 0].countSum
  }
}
