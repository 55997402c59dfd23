import Contract
import Verdicts

/// One claim that came out differently in two reports, and why.
package struct DiffChange: Sendable, Equatable {
  /// Who changed.
  package enum Cause: String, Sendable, CaseIterable {
    /// The same request and the same claim, and another answer.
    case server
    /// Judged then, and not judged now, or the other way round.
    case coverage
    /// Offered then, and refused or not applicable now, or the other way round.
    case capability
    /// The case or the requirement is another one.
    case suite
    /// It comes and goes: one report has both verdicts, or the expectations say so.
    case flake
    /// Answers take longer or shorter.
    case latency
  }

  package enum Direction: String, Sendable, CaseIterable { case worse, better, changed }

  /// What one report says about it.
  package struct Side: Sendable, Equatable {
    package var verdict: VerdictKind
    /// Of the failures, sorted.
    package var reasons: [String]

    package init(verdict: VerdictKind, reasons: [String] = []) {
      self.verdict = verdict
      self.reasons = reasons
    }

    /// `fail (missing-field)`.
    package var words: String { verdict.rawValue + (reasons.isEmpty ? "" : " (\(reasons.joined(separator: ", ")))") }
  }

  package var cause: Cause
  package var direction: Direction
  /// Whether it makes the comparison fail.
  package var gates: Bool
  /// Without the number of the place.
  package var check: CheckID
  package var requirement: String
  package var level: Level
  /// Nil: not in that report.
  package var old: Side?
  package var new: Side?
  /// Why it counts as what it counts as, or what the new report says.
  package var message: String?

  /// `pass → fail (missing-field)`.
  package var words: String { "\(old?.words ?? "absent") → \(new?.words ?? "absent")" }
}

/// The changes of one cause and direction that belong to one requirement.
struct DiffGroup {
  var direction: DiffChange.Direction
  var requirement: String
  var level: Level
  var changes: [DiffChange]
  var gates: Bool { changes.contains(where: \.gates) }
}
