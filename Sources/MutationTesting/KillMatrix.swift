import Cases
import Contract
import Planning
import Running

/// Which defect was caught by which requirement, and what is wrong with that.
package struct KillMatrix: Sendable {
  /// False when only some defects were tried, which says nothing about requirements without a kill.
  package var isWhole: Bool
  /// Requirements that failed on the reference server without defects, with the checks.
  package var clean: [String: [String]]
  /// Sorted by defect.
  package var trials: [DefectRun]
  /// Requirements that the selection judges and no defect made fail, sorted.
  package var withoutKill: [String]

  /// The greatest median of collateral failures that is put up with.
  package static let tolerableMedian = 3

  init(suite: Suite, selection: Selection, isWhole: Bool, clean: [String: [String]], trials: [DefectRun]) {
    let killed = Set(trials.filter(\.isKilled).map(\.requirement))
    let judged = suite.requirements.filter { $0.untested == nil }.map(\.requirement.id)
    self.init(
      isWhole: isWhole && selection.isEverything, clean: clean, trials: trials,
      withoutKill: judged.filter { !killed.contains($0) }.sorted())
  }

  init(isWhole: Bool, clean: [String: [String]], trials: [DefectRun], withoutKill: [String]) {
    self.isWhole = isWhole
    self.clean = clean
    self.trials = trials
    self.withoutKill = isWhole ? withoutKill : []
  }

  /// Defects of a MUST or SHOULD that their requirement did not catch.
  package var survivors: [DefectRun] { trials.filter { !$0.isKilled && $0.level >= .should } }

  /// The middle of the collateral failures of all trials; the upper one of two.
  package var medianCollateral: Int {
    let counts = trials.map(\.collateral.count).sorted()
    return counts.isEmpty ? 0 : counts[counts.count / 2]
  }

  /// What keeps the proof from standing; empty when it stands.
  package var faults: [String] {
    var faults: [String] = []
    if !clean.isEmpty {
      faults.append("the reference server without defects breaks \(clean.keys.sorted().joined(separator: ", "))")
    }
    if !survivors.isEmpty {
      faults.append("\(survivors.count) defects are not caught by the requirement they name")
    }
    if medianCollateral > Self.tolerableMedian {
      faults.append("the median of collateral failures is \(medianCollateral), more than \(Self.tolerableMedian)")
    }
    if !withoutKill.isEmpty { faults.append("\(withoutKill.count) requirements kill no defect") }
    return faults
  }
}
