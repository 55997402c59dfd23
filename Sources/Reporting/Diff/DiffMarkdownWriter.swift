/// For a comment on a pull request or the summary of a job.
package struct DiffMarkdownWriter: DiffWriter {
  /// Bytes after which no further requirement is begun.
  var budget = 48_000

  package func write(_ diff: ReportDiff) -> [UInt8] {
    var text = "## dropin diff: \(diff.exitCode == .satisfied ? "nothing got worse" : "something got worse")\n\n"
    text += "exit \(diff.exitCode.rawValue): \(MarkdownText.plain(diff.exitReason))\n\n"
    text +=
      "- old \(MarkdownText.code(diff.old.sideWords, limit: 300))\n- new \(MarkdownText.code(diff.new.sideWords, limit: 300))\n"
    for note in diff.notes { text += "- note: \(MarkdownText.plain(note, limit: 300))\n" }
    text += "\n| cause | worse | better | changed |\n|---|---:|---:|---:|\n"
    for cause in DiffChange.Cause.allCases {
      text +=
        "| \(cause.rawValue) | \(diff.count(cause, .worse)) | \(diff.count(cause, .better)) | \(diff.count(cause, .changed)) |\n"
    }
    text += "\n"
    for change in diff.latency { text += "- \(change.direction.rawValue): \(MarkdownText.plain(change.words))\n" }
    if !diff.latency.isEmpty { text += "\n" }
    for cause in DiffChange.Cause.allCases {
      let groups = diff.groups(cause)
      let urgent = groups.filter { $0.direction == .worse }
      if !urgent.isEmpty {
        text += "### Worse, cause \(cause.rawValue): \(urgent.count.pluralized("requirement"))\n\n"
        text += list(urgent, used: text.utf8.count) + "\n"
      }
      let others = groups.filter { $0.direction != .worse }
      guard !others.isEmpty else { continue }
      text += "<details><summary>Better or otherwise changed, cause \(cause.rawValue): "
      text +=
        "\(others.count.pluralized("requirement"))</summary>\n\n\(list(others, used: text.utf8.count))\n</details>\n\n"
    }
    return Array(text.utf8)
  }

  private func list(_ groups: [DiffGroup], used: Int) -> String {
    var text = ""
    for (index, group) in groups.enumerated() {
      if used + text.utf8.count > budget {
        return text + "- and \((groups.count - index).pluralized("requirement")) more\n"
      }
      text +=
        "- \(group.direction.rawValue), \(group.level.rawValue) \(MarkdownText.code(group.requirement, limit: 200))"
      text += group.gates ? " **gates**\n" : "\n"
      for change in group.changes.prefix(3) {
        text +=
          "  - \(MarkdownText.code(change.check.description, limit: 300)): \(MarkdownText.plain(change.words, limit: 300))"
        text += change.message.map { ", \(MarkdownText.plain($0, limit: 300))\n" } ?? "\n"
      }
      if group.changes.count > 3 { text += "  - and \((group.changes.count - 3).pluralized("check")) more\n" }
    }
    return text
  }
}
