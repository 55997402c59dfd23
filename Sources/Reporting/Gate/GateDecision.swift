import Contract
import Verdicts

/// The exit code of a run and the sentence that explains it.
package struct GateDecision: Sendable, Equatable {
  package var code: ExitCode
  package var reason: String

  package init(code: ExitCode, reason: String) {
    self.code = code
    self.reason = reason
  }

  /// Something that went wrong around the checks, with the words to show.
  package enum Fault: Sendable, Equatable {
    /// Wrong arguments, configuration or cases, expectations that match nothing or have expired.
    case usage(String)
    /// The filter selected no case.
    case nothingSelected(String)
    /// A report that was asked for could not be written.
    case reportNotWritten(String)
    case unreachable(String)
    /// The run was cut off: a signal, the budget, an outage.
    case interrupted(String)
  }

  /// Decides the exit code. The first that applies wins:
  ///
  /// 1. 70: a check that the harness itself made inconclusive;
  /// 2. 2: a usage error, a filter that matches nothing, a report that could not be written;
  /// 3. 1: a failed check at or above the gate, or an unexpected pass at any level. This comes before
  ///    4 and 3 because an outage after a failure must not soften it;
  /// 4. 4: the target was unreachable;
  /// 5. 3: the run was cut off, no `must` check was judged, or a check at or above the gate was left
  ///    open (see `open`);
  /// 6. 0.
  ///
  /// - Parameters:
  ///   - checks: every planned check.
  ///   - requirements: say which checks depend on the model's cooperation; those never gate at `must`.
  ///   - complete: false when anything planned was left out.
  package static func decide(
    gate: Level, requirements: [Report.Requirement], checks: [Report.Check], complete: Bool,
    faults: [Fault] = []
  ) -> GateDecision {
    let tally = Tally(gate: gate, requirements: requirements, checks: checks)
    return internalError(tally) ?? usage(faults) ?? failure(tally) ?? unreachable(faults)
      ?? incomplete(tally, complete: complete, faults)
      ?? GateDecision(code: .satisfied, reason: satisfied(tally, requirements))
  }

  private static func internalError(_ tally: Tally) -> GateDecision? {
    guard let check = tally.harnessFaults.first else { return nil }
    return GateDecision(
      code: .internalError,
      reason: "the harness failed on \(tally.harnessFaults.count.pluralized("check")), first \(check.id)")
  }

  private static func usage(_ faults: [Fault]) -> GateDecision? {
    for fault in faults {
      switch fault {
      case .usage(let words): return GateDecision(code: .usage, reason: words)
      case .nothingSelected(let words):
        return GateDecision(code: .usage, reason: "nothing was selected: \(words)")
      case .reportNotWritten(let words):
        return GateDecision(code: .usage, reason: "a report could not be written: \(words)")
      case .unreachable, .interrupted: continue
      }
    }
    return nil
  }

  private static func failure(_ tally: Tally) -> GateDecision? {
    if let check = tally.failures.first {
      let broken = Set(tally.failures.map(\.requirement)).count
      return GateDecision(
        code: .failure,
        reason: "\(broken.pluralized("requirement")) broken at level \(tally.gate.rawValue) or above, "
          + "first \(check.requirement) (\(check.id.caseAddress))")
    }
    guard let check = tally.unexpectedPasses.first else { return nil }
    return GateDecision(
      code: .failure,
      reason:
        "\(tally.unexpectedPasses.count.pluralized("check")) listed as failing passed, first \(check.id); "
        + "remove the entry" + (check.expectation.map { " at \($0.entry)" } ?? ""))
  }

  /// Says what was not proved: a filter, or an occasion that never came, leaves requirements without a
  /// check that decides. Those do not stop the gate, and they are not hidden either.
  private static func satisfied(_ tally: Tally, _ requirements: [Report.Requirement]) -> String {
    let unproved = requirements.count { requirement in
      requirement.gatingLevel >= tally.gate
        && !VerdictKind.allCases.contains {
          ($0.isJudged || $0 == .unsupported || $0 == .recovered || $0 == .notApplicable) && requirement.checks[$0] > 0
        }
    }
    let rest = unproved > 0 ? "; \(unproved.pluralized("requirement")) not observed" : ""
    return "no failure at level \(tally.gate.rawValue) or above; "
      + "\(tally.judgedMust.pluralized("must check")) judged\(rest)"
  }

  private static func unreachable(_ faults: [Fault]) -> GateDecision? {
    for case .unreachable(let words) in faults {
      return GateDecision(code: .unreachable, reason: "the target is unreachable: \(words)")
    }
    return nil
  }

  private static func incomplete(_ tally: Tally, complete: Bool, _ faults: [Fault]) -> GateDecision? {
    for case .interrupted(let words) in faults {
      return GateDecision(code: .incomplete, reason: "the run was cut off: \(words)")
    }
    if !complete {
      return GateDecision(code: .incomplete, reason: "the run left out checks that were planned")
    }
    if tally.judgedMust == 0 {
      let why = tally.open.first?.message.map { "; \($0)" } ?? ""
      return GateDecision(code: .incomplete, reason: "no must check was judged\(why)")
    }
    guard let check = tally.open.first else { return nil }
    return GateDecision(
      code: .incomplete,
      reason: "\(tally.open.count.pluralized("check")) at level \(tally.gate.rawValue) or above could not be "
        + "judged, first \(check.id)" + (check.message.map { ": \($0)" } ?? ""))
  }
}
