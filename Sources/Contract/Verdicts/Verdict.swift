/// What is said of a check, and of a requirement.
public enum Verdict: String, Sendable, CaseIterable {
  case pass
  case fail
  /// Declared or seen to be absent, and refused properly.
  case unsupported
  /// The case's conditions do not hold for this target.
  case notApplicable = "not-applicable"
  /// Judged, without an answer: the model did not cooperate, the control failed, or we were at fault.
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
