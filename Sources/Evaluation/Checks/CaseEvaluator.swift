import Cases
import Verdicts

/// Judges the checks and relations that a case states. Pure: evidence in, results out.
package struct CaseEvaluator {
  let evidence: CaseEvidence
  let control: ControlState

  package init(_ evidence: CaseEvidence, control: ControlState) {
    self.evidence = evidence
    self.control = control
  }

  /// One result per check and relation, in the order of the case.
  package func results() -> [CheckResult] {
    let trials = evidence.trials.map { TrialEvaluator(subject: evidence.subject, steps: $0).results() }
    let quorum = evidence.subject.trials
    let merged = (trials.first ?? []).indices.map { index in
      merge(trials.compactMap { $0.indices.contains(index) ? $0[index] : nil }, quorum: quorum)
    }
    return merged.map(withControl)
  }

  /// A result means nothing where the control fails, and nothing is owed where what it needs is absent.
  private func withControl(_ result: CheckResult) -> CheckResult {
    if case .notRun(let why) = result.verdict, !isExplained(why) { return result }
    var result = result
    switch control {
    case .none, .held: break
    case .unsupported(let address): result.verdict = .notApplicable(.absent(control: address))
    case .unwilling(let address):
      result.verdict = .inconclusive(Inconclusive.modelUnwilling(control: address).replacing(result.verdict))
    case .notHeld(let address):
      result.verdict = .inconclusive(Inconclusive.controlFailed(address).replacing(result.verdict))
    }
    return result
  }

  /// Whether the control says more than why a check was not run: a step that lacks what an earlier one should have brought
  /// is no gap where all of it is absent.
  private func isExplained(_ why: NotRun) -> Bool {
    if case .blocked = why, case .unsupported = control { true } else { false }
  }

  private func merge(_ results: [CheckResult], quorum: Trials) -> CheckResult {
    guard results.count > 1 else { return results[0] }
    let held = results.filter(\.verdict.isHeld)
    if held.count >= quorum.pass { return held[0] }
    var worst =
      results.first { $0.verdict.kind == .fail } ?? results.first { $0.verdict.kind != .pass } ?? results[0]
    worst.verdict = worst.verdict.after(Quorum(held: held.count, tried: results.count, needed: quorum.pass))
    return worst
  }
}

extension Verdict {
  /// The same verdict of several trials, of which too few held.
  fileprivate func after(_ quorum: Quorum) -> Verdict {
    switch self {
    case .fail(var violation):
      violation.quorum = quorum
      return .fail(violation)
    case .inconclusive(let doubt): return .inconclusive(.quorum(doubt, quorum))
    case .pass, .unsupported, .recovered, .notApplicable, .notRun: return self
    }
  }
}
