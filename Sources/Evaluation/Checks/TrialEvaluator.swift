import Cases
import Verdicts

/// Judges one trial of a case.
struct TrialEvaluator {
  let subject: Case
  let steps: [StepEvidence]

  func results() -> [CheckResult] {
    var results: [CheckResult] = []
    // Steps that an earlier one made pointless.
    var skipped: [String: NotApplicable] = [:]
    for (index, evidence) in steps.enumerated() {
      let own = evidence.step.checks.flatMap { judge($0, evidence, at: index) }.map {
        overloaded(afterFallback($0, evidence), evidence)
      }
      if !evidence.readings.isEmpty {
        results += own
      } else if let reason = refusal(before: index, skipped, results) {
        skipped[evidence.step.id] = reason
        results += own.map { $0.with(.notApplicable(reason)) }
      } else if let doubt = unmetPrecondition(before: index, results) {
        results += own.map { $0.with(.inconclusive(doubt)) }
      } else {
        results += own
      }
    }
    for relation in subject.relations {
      let result = RelationEvaluator(subject: subject, steps: steps).judge(relation)
      let reason = relation.paths.firstResult { skipped[$0.step] }
      results.append(reason.map { result.with(.notApplicable($0)) } ?? overloaded(result, relation))
    }
    return results
  }

  private func judge(_ check: Check, _ evidence: StepEvidence, at index: Int) -> [CheckResult] {
    var own = CheckResult(
      id: subject.checkID(check, of: evidence.step), requirement: check.requirement,
      verdict: evidence.unanswered ?? .notRun(.nothingSent))
    guard !evidence.readings.isEmpty else { return [own] }
    for (copy, reading) in evidence.readings.enumerated() {
      var bindings = evidence.bindings
      bindings.bindCopy(copy + 1)
      own.exchange = reading.exchange.id
      own.verdict = verdict(check, on: reading, bindings: bindings, at: index)
      if own.verdict != .pass { break }
    }
    guard !check.names.isEmpty, let named = FieldMentionEvaluator(reading: evidence.readings[0]).judge(check, own)
    else { return [own] }
    return [own, named]
  }

  private func verdict(_ check: Check, on reading: ResponseReading, bindings: Bindings, at index: Int) -> Verdict {
    let bound: Check
    do { bound = try check.bound(with: bindings) } catch { return unbound(error.name, at: index) }
    let evaluator = ExpectationEvaluator(reading: reading)
    if let precondition = bound.precondition.map(evaluator.judge), !precondition.isHeld {
      return precondition.violation.map { .inconclusive(.preconditionUnmet($0)) } ?? precondition
    }
    let verdict = evaluator.judge(bound.expectation)
    guard case .fail(var violation) = verdict else { return verdict }
    if let known = bound.failureClasses.first(where: { evaluator.judge($0.expectation).isHeld }) {
      violation.reason = Reason(code: known.reason)
    }
    if let owner = reading.owner(of: violation, claimedFor: check.requirement) {
      return .inconclusive(.despite(violation, .follows(owner: owner)))
    }
    return .fail(violation)
  }

  /// A variable that an earlier step was to capture is missing because of its response; any other because the suite
  /// has a mistake.
  private func unbound(_ name: String, at index: Int) -> Verdict {
    for earlier in steps[..<index] {
      for capture in earlier.step.captures where capture.name == name {
        return .notRun(.blocked(step: earlier.step.id, path: capture.path.description))
      }
    }
    return .inconclusive(.unboundVariable(name))
  }
}

extension CheckResult {
  func with(_ verdict: Verdict) -> CheckResult {
    var result = self
    result.verdict = verdict
    return result
  }
}
