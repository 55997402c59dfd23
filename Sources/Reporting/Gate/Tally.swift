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
  /// At or above the gate and neither judged nor excused. A check that was not run counts always, an
  /// inconclusive one unless the model was the cause, and neither when a listed failure keeps it open: that a model has no second block to stream, or
  /// never thinks, is no gap in the server's proof. The report shows it all the same.
  private(set) var open: [Report.Check] = []
  private(set) var judgedMust = 0

  init(gate: Level, requirements: [Report.Requirement], checks: [Report.Check]) {
    self.gate = gate
    let modelKind = Set(requirements.lazy.filter { $0.kind == .model }.map(\.id))
    for check in checks {
      let level = modelKind.contains(check.requirement) ? min(check.level, .should) : check.level
      if level == .must, check.verdict.isJudged { judgedMust += 1 }
      let gates = level >= gate
      switch check.verdict {
      case .fail: if gates { failures.append(check) }
      case .unexpectedPass: unexpectedPasses.append(check)
      case .notRun: if gates, check.expectation == nil { open.append(check) }
      case .inconclusive:
        switch check.cause {
        case .harness: harnessFaults.append(check)
        case .model: break
        case .control, .transport, .overload, nil: if gates, check.expectation == nil { open.append(check) }
        }
      case .pass, .unsupported, .recovered, .notApplicable, .expectedFail, .flaky: break
      }
    }
  }
}
