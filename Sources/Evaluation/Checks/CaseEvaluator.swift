import Cases
import Contract
import Wire

/// Judges the checks and relations that a case states. Pure: evidence in, results out.
public struct CaseEvaluator {
  let evidence: CaseEvidence
  let control: ControlState

  public init(_ evidence: CaseEvidence, control: ControlState) {
    self.evidence = evidence
    self.control = control
  }

  /// One result per check and relation, in the order of the case.
  public func results() -> [CheckResult] {
    let trials = evidence.trials.map { TrialEvaluator(subject: evidence.subject, steps: $0).results() }
    let quorum = evidence.subject.trials
    let merged = (trials.first ?? []).indices.map { index in
      merge(trials.compactMap { $0.indices.contains(index) ? $0[index] : nil }, quorum: quorum)
    }
    return merged.map(withControl)
  }

  /// A result means nothing where the control fails, and nothing is owed where what it needs is absent.
  private func withControl(_ result: CheckResult) -> CheckResult {
    guard result.verdict != .notRun else { return result }
    var result = result
    switch control {
    case .none, .held: return result
    case .unsupported(let address):
      result.verdict = .notApplicable
      result.reason = CheckResult.absent
      result.message = "what it needs is absent here and properly refused; see \(address)"
    case .notHeld(let address):
      result.verdict = .inconclusive
      result.reason = "control-failed"
      result.message = "its control \(address) does not hold, so this says nothing"
    }
    return result
  }

  private func merge(_ results: [CheckResult], quorum: Trials) -> CheckResult {
    guard results.count > 1 else { return results[0] }
    let passes = results.filter { $0.verdict == .pass || $0.verdict == .unsupported }
    if passes.count >= quorum.pass { return passes[0] }
    var worst = results.first { $0.verdict == .fail } ?? results.first { $0.verdict != .pass } ?? results[0]
    worst.message += " (\(passes.count) of \(results.count) tries held, \(quorum.pass) needed)"
    return worst
  }
}

/// Judges one trial of a case.
struct TrialEvaluator {
  let subject: Case
  let steps: [StepEvidence]

  func results() -> [CheckResult] {
    var results: [CheckResult] = []
    // Steps that an earlier one made pointless, with the reason.
    var skipped: [String: String] = [:]
    for (index, evidence) in steps.enumerated() {
      let own = evidence.step.checks.flatMap { judge($0, evidence) }.map {
        overloaded(afterFallback($0, evidence), evidence)
      }
      if !evidence.readings.isEmpty {
        results += own
      } else if let reason = refusal(before: index, skipped, results) {
        skipped[evidence.step.id] = reason
        results += own.map { notApplicable($0, reason) }
      } else if let reason = unmetPrecondition(before: index, results) {
        results += own.map { notGiven($0, reason) }
      } else {
        results += own
      }
    }
    for relation in subject.relations {
      let result = RelationEvaluator(subject: subject, steps: steps).judge(relation)
      let reason = relation.paths.lazy.compactMap { skipped[$0.step] }.first
      results.append(reason.map { notApplicable(result, $0) } ?? overloaded(result, relation))
    }
    return results
  }

  func address(_ check: Check, _ step: Step) -> String {
    subject.steps.count > 1 ? "\(subject.address)#\(step.id)/\(check.id)" : "\(subject.address)#\(check.id)"
  }

  private func judge(_ check: Check, _ evidence: StepEvidence) -> [CheckResult] {
    let blank = CheckResult(
      address: address(check, evidence.step), requirement: check.requirement, verdict: .notRun, reason: "blocked",
      message: evidence.blocked ?? "nothing was sent")
    guard !evidence.readings.isEmpty else { return [blank] }
    var results: [CheckResult] = []
    var own = blank
    for (index, reading) in evidence.readings.enumerated() {
      var bindings = evidence.bindings
      bindings["n"] = .string(String(index + 1))
      own = judge(check, reading, bindings, blank)
      if own.verdict != .pass { break }
    }
    results.append(own)
    if !check.names.isEmpty, let named = FieldMentionEvaluator(reading: evidence.readings[0]).judge(check, own) {
      results.append(named)
    }
    return results
  }

  private func judge(_ check: Check, _ reading: ResponseReading, _ bindings: Bindings, _ blank: CheckResult)
    -> CheckResult
  {
    let judge = ExpectationEvaluator(reading: reading, matching: Matching(bindings: bindings))
    var result = blank
    result.reason = nil
    result.message = ""
    result.exchange = reading.exchange.id
    if let given = check.precondition {
      switch judge.judge(given) {
      case .held: break
      case .unclear(let reason, let message): return unclear(result, reason, message)
      case .violated(let broken):
        return unclear(
          result, Self.preconditionUnmet, "what the check needs did not occur: \(broken.message), got \(broken.actual)")
      }
    }
    switch judge.judge(check.expectation) {
    case .held(let verdict, let name):
      result.verdict = verdict
      result.reason = name
    case .unclear(let reason, let message): return unclear(result, reason, message)
    case .violated(let broken):
      result.verdict = .fail
      result.reason = grade(check, judge) ?? broken.reason
      result.message = broken.message
      result.expected = broken.expected
      result.actual = broken.actual
      result.place = broken.place
    }
    return result
  }

  private func unclear(_ result: CheckResult, _ reason: String, _ message: String) -> CheckResult {
    var result = result
    result.verdict = reason == "cancelled" || reason == "unreachable" ? .notRun : .inconclusive
    result.reason = reason
    result.message = message
    return result
  }

  private func grade(_ check: Check, _ judge: ExpectationEvaluator) -> String? {
    check.failureClasses.first { if case .held = judge.judge($0.expectation) { true } else { false } }?.reason
  }
}
