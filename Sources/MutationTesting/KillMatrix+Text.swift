import Contract

extension KillMatrix {
  /// The matrix for a terminal: one line a defect, then what it all comes to.
  package var text: String {
    var lines = trials.map(\.line)
    lines.append("")
    for (requirement, checks) in clean.sorted(by: { $0.key < $1.key }) {
      lines.append("reference server: \(requirement) failed: \(checks.sorted().joined(separator: ", "))")
    }
    if !withoutKill.isEmpty { lines.append("no kill: \(withoutKill.joined(separator: ", "))") }
    lines.append(summary)
    lines += faults.map { "fault: \($0)" }
    return lines.map { $0 + "\n" }.joined()
  }

  /// One line: caught, by level, and what else turned red.
  package var summary: String {
    let levels = Level.allCases.map { level in
      let ofLevel = trials.filter { $0.level == level }
      return "\(ofLevel.count { $0.isKilled }) of \(ofLevel.count) \(level.rawValue)"
    }
    let worst = trials.max { $0.collateral.count < $1.collateral.count }
    let most = worst.map { ", most \($0.collateral.count) (\($0.defect))" } ?? ""
    return "\(trials.count) defects: caught \(levels.joined(separator: ", ")); "
      + "collateral failures: median \(medianCollateral)\(most)"
  }
}

extension DefectRun {
  /// `caught  name -> requirement (level) by check, 2 more; also broken: ...`
  package var line: String {
    var line = "\(isKilled ? "caught  " : "MISSED  ")\(defect) -> \(requirement) (\(level.rawValue))"
    if let first = killers.first {
      line += " by \(first)" + (killers.count > 1 ? ", \(killers.count - 1) more" : "")
    } else {
      line += ": \(instead)"
    }
    if !collateral.isEmpty { line += "; also: " + collateral.joined(separator: ", ") }
    return line
  }
}
