/// For a terminal and the log of a job.
package struct DiffConsoleWriter: DiffWriter {
  var colour = false
  var width = 100
  /// Requirements shown at most of each cause, and checks of each of them.
  var limits = (groups: 40, checks: 3)

  package func write(_ diff: ReportDiff) -> [UInt8] {
    var page = ConsolePage(colour: colour, width: width)
    page.line(.bold, "\(diff.old.sideWords)")
    page.line(.bold, "→ \(diff.new.sideWords)")
    for note in diff.notes { page.paragraph(.yellow, note) }
    for cause in DiffChange.Cause.allCases {
      guard let words = diff.words(cause) else { continue }
      page.gap()
      page.line(.bold, words.uppercased(upTo: ":"))
      for change in diff.latency where cause == .latency { page.paragraph(change.direction.style, change.words) }
      let groups = diff.groups(cause)
      for group in groups.prefix(limits.groups) { show(group, &page) }
      if groups.count > limits.groups {
        page.line(.dim, "and \((groups.count - limits.groups).pluralized("requirement")) more")
      }
    }
    if diff.changes.isEmpty, diff.latency.isEmpty { page.line(.plain, "no change") }
    page.gap()
    page.paragraph(.bold, "exit \(diff.exitCode.rawValue): \(diff.exitReason)")
    return Array(page.text.utf8)
  }

  private func show(_ group: DiffGroup, _ page: inout ConsolePage) {
    let gate = group.gates ? ", gates" : ""
    page.line(
      group.direction.style,
      "\(group.direction.rawValue) \(group.level.rawValue) \(group.requirement) (\(group.changes.count.pluralized("check"))\(gate))"
    )
    for change in group.changes.prefix(limits.checks) {
      page.line(.plain, "    \(change.check)")
      page.line(.dim, "        \(change.words)\(change.message.map { ": \($0)" } ?? "")")
    }
    if group.changes.count > limits.checks { page.line(.dim, "    and \(group.changes.count - limits.checks) more") }
  }
}

extension DiffChange.Direction {
  var style: ConsolePage.Style {
    switch self {
    case .worse: .red
    case .better: .green
    case .changed: .yellow
    }
  }
}

extension String {
  fileprivate func uppercased(upTo mark: Character) -> String {
    guard let end = firstIndex(of: mark) else { return self }
    return self[..<end].uppercased() + self[end...]
  }
}
