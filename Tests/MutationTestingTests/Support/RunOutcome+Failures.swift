import Evaluation
import Planning
import Running

extension RunOutcome {
  /// What failed, but for claims that compare times: on a machine under load those speak of the machine.
  var broken: [CheckResult] { results.filter { $0.verdict.violation.map { !$0.actual.contains(".time.") } ?? false } }
}
