import Contract

/// Two reports held against each other: every change with its cause.
package struct ReportDiff: Sendable, Equatable {
  package static let format = "dropin-diff/1"

  /// What makes the comparison fail.
  package struct Gate: Sendable, Equatable {
    /// Changes of requirements at this level and above.
    package var level: Level
    /// For these causes.
    package var causes: [DiffChange.Cause]
    /// By how much answers may grow slower before it counts.
    package var latencyBound: Double
    package static let usual: [DiffChange.Cause] = [.server, .coverage, .capability]

    package init(level: Level = .must, causes: [DiffChange.Cause] = usual, latencyBound: Double = 1.5) {
      self.level = level
      self.causes = causes
      self.latencyBound = latencyBound
    }
  }

  package var old: Report
  package var new: Report
  package var gate: Gate
  /// What is to be known when reading the changes: other model, other selection, other tool.
  package var notes: [String]
  /// By cause, direction and level, then in the order of the new report, then of the old one.
  package var changes: [DiffChange]
  package var latency: [LatencyChange]

  package init(old: Report, new: Report, gate: Gate = Gate()) {
    self.old = old
    self.new = new
    self.gate = gate
    let comparison = ReportComparison(old: old, new: new, gate: gate)
    notes = comparison.notes
    changes = comparison.changes()
    latency = LatencyChange.between(old, new, gate: gate)
  }

  package var exitCode: ExitCode { gating.isEmpty && !latency.contains(where: \.gates) ? .satisfied : .failure }

  package var gating: [DiffChange] { changes.filter(\.gates) }

  /// One sentence on the outcome.
  package var exitReason: String {
    if let first = gating.first {
      let broken = Set(gating.map(\.requirement)).count
      return "\(broken.pluralized("requirement")) got worse in \(gating.count.pluralized("check")), "
        + "first \(first.requirement) in \(first.check): \(first.words), cause \(first.cause.rawValue)"
    }
    if let slow = latency.first(where: \.gates) { return slow.words }
    let causes = gate.causes.map(\.rawValue).joined(separator: ", ")
    return
      "nothing got worse at level \(gate.level.rawValue) or above by \(causes.isEmpty ? "any gated cause" : causes)"
  }

  package func count(_ cause: DiffChange.Cause, _ direction: DiffChange.Direction) -> Int {
    cause == .latency
      ? latency.count { $0.direction == direction } : changes.count { $0.cause == cause && $0.direction == direction }
  }

  /// `server: 3 worse, 1 better`; nil when there is none of that cause.
  package func words(_ cause: DiffChange.Cause) -> String? {
    let parts = DiffChange.Direction.allCases.compactMap { direction -> String? in
      let count = count(cause, direction)
      return count > 0 ? "\(count) \(direction.rawValue)" : nil
    }
    return parts.isEmpty ? nil : "\(cause.rawValue): \(parts.joined(separator: ", "))"
  }

  /// Changes of one cause, by direction, level and requirement.
  func groups(_ cause: DiffChange.Cause) -> [DiffGroup] {
    var groups: [DiffGroup] = []
    var index: [String: Int] = [:]
    for change in changes where change.cause == cause {
      let key = "\(change.direction.rawValue) \(change.requirement)"
      if let known = index[key] {
        groups[known].changes.append(change)
      } else {
        index[key] = groups.count
        groups.append(
          DiffGroup(
            direction: change.direction, requirement: change.requirement, level: change.level,
            changes: [change]))
      }
    }
    return groups
  }
}
