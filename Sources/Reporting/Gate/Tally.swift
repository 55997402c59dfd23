import Contract

/// The checks of a run sorted by what they mean for the gate.
struct Tally {
  let gate: Level
  /// Failed at or above the gate.
  private(set) var failures: [Report.Check] = []
  /// At any level: a list of expectations that is out of date hides the next failure.
  private(set) var unexpectedPasses: [Report.Check] = []
  /// At any level.
  private(set) var harnessFaults: [Report.Check] = []
  /// At or above the gate and neither judged nor excused. A check that was not run counts always. An
  /// inconclusive one counts unless the model was the cause and another check of the same requirement
  /// was judged: a model that declines once has not left the requirement unproved.
  private(set) var open: [Report.Check] = []
  private(set) var judgedMust = 0

  init(gate: Level, requirements: [Report.Requirement], checks: [Report.Check]) {
    self.gate = gate
    let modelKind = Set(requirements.lazy.filter { $0.kind == .model }.map(\.id))
    let proved = Set(checks.lazy.filter(\.verdict.isJudged).map(\.requirement))
    for check in checks {
      let level = modelKind.contains(check.requirement) ? min(check.level, .should) : check.level
      if level == .must, check.verdict.isJudged { judgedMust += 1 }
      let gates = level >= gate
      switch check.verdict {
      case .fail: if gates { failures.append(check) }
      case .unexpectedPass: unexpectedPasses.append(check)
      case .notRun: if gates { open.append(check) }
      case .inconclusive:
        switch InconclusiveCause(reason: check.reason) {
        case .harness: harnessFaults.append(check)
        case .model where proved.contains(check.requirement): break
        case .model, .control, .transport, nil: if gates { open.append(check) }
        }
      case .pass, .unsupported, .notApplicable, .expectedFail, .flaky: break
      }
    }
  }
}
