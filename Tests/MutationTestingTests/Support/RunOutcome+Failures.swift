import Evaluation
import Planning
import Running

extension RunOutcome {
  /// What failed, but for claims that compare times: on a machine under load those speak of the machine.
  var broken: [CheckResult] { results.filter { $0.verdict == .fail && !$0.actual.contains(".time.") } }
}
