/// A verdict in one word, for counting and for files.
package enum VerdictKind: String, Sendable, CaseIterable {
  case pass
  case fail
  /// Declared or seen to be absent, and refused properly.
  case unsupported
  /// Refused at first, and served after the client left out what was refused.
  case recovered
  /// The case's conditions do not hold for this target.
  case notApplicable = "not-applicable"
  /// Evaluated without an answer: the model did not cooperate, the control failed, or the harness is at fault.
  case inconclusive
  /// Never sent: blocked by an earlier step, out of budget, or cut off.
  case notRun = "not-run"
  /// Listed as failing for this reason.
  case expectedFail = "expected-fail"
  /// Listed as failing, and passed.
  case unexpectedPass = "unexpected-pass"
  /// Trials or listed runs disagree.
  case flaky
}
