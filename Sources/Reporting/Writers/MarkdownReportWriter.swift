import Contract
import Verdicts

/// A summary for a pull request or a CI job page. Text from the server stays out of tables and inside
/// code, where it cannot become layout, HTML, a mention or a link.
package struct MarkdownReportWriter: ReportWriter {
  package static let name = "md"
  /// Bytes after which no further requirement is begun; a comment on GitHub holds 65,536 characters.
  package var budget: Int

  package init(budget: Int = 48_000) { self.budget = budget }

  package func write(_ report: Report) -> [UInt8] {
    var text = head(report)
    text += clients(report)
    text += broken(report, used: text.utf8.count)
    text += tasks(report)
    text += levels(report)
    text += list("Not decided", report.openGroups, used: text.utf8.count)
    text += list("Known and listed", report.expectedGroups, used: text.utf8.count)
    text += expectations(report)
    text += foot(report)
    return Array(text.utf8)
  }

  private func head(_ report: Report) -> String {
    let target = report.target
    var text = "## dropin: \(report.summary.exitCode.words)\n\n"
    text += "exit \(report.summary.exitCode.rawValue): \(MarkdownText.plain(report.summary.exitReason))\n\n"
    if let note = report.gateNote { text += "\(MarkdownText.plain(note))\n\n" }
    for sentence in report.summary.headline { text += "&rarr; \(MarkdownText.plain(sentence))\n\n" }
    for observation in report.observations {
      text += "> Observed: \(MarkdownText.plain(observation.sentence))\n\n"
    }
    text += "- target \(MarkdownText.code(target.baseURL))\n- model \(MarkdownText.code(target.model))\n"
    if let implementation = target.implementation {
      let version = implementation.version.map { " \($0)" } ?? ""
      text += "- implementation \(MarkdownText.code(implementation.name + version))\n"
    }
    if let marks = report.marksWords { text += "- marks: \(marks)\n" }
    text += "- auth \(target.auth.words)\n- cost \(report.run.costWords)\n"
    for words in report.run.limitWords { text += "- limits: \(MarkdownText.plain(words))\n" }
    return text + "\n"
  }

  private func clients(_ report: Report) -> String {
    guard !report.clients.isEmpty else { return "" }
    var text = "| client | verdict | why |\n|---|---|---|\n"
    for client in report.clients {
      text += "| \(MarkdownText.plain(client.title)) | \(client.verdict.rawValue) "
      text += "| \(MarkdownText.plain(client.sentence)) |\n"
    }
    return text + "\n"
  }

  private func tasks(_ report: Report) -> String {
    guard let titles = report.clients.first?.tasks, !titles.isEmpty else { return "" }
    var text = "| client | \(titles.map { MarkdownText.plain($0.title) }.joined(separator: " | ")) |\n"
    text += "|---|\(titles.map { _ in "---" }.joined(separator: "|"))|\n"
    for client in report.clients {
      text += "| \(MarkdownText.plain(client.title)) | \(client.tasks.map(\.state.words).joined(separator: " | ")) |\n"
    }
    return text + "\n"
  }

  private func levels(_ report: Report) -> String {
    let levels = report.summary.levels
    let shown = VerdictKind.allCases.filter { verdict in
      verdict == .pass || verdict == .fail || levels.contains { $0.counts[verdict] > 0 }
    }
    var text = "| requirements | \(shown.map(\.rawValue).joined(separator: " | ")) |\n"
    text += "|---|\(shown.map { _ in "---:" }.joined(separator: "|"))|\n"
    for entry in levels {
      let name =
        entry.level == report.summary.decidingLevel ? "**\(entry.level.rawValue)** (gate)" : entry.level.rawValue
      text += "| \(name) | \(shown.map { String(entry.counts[$0]) }.joined(separator: " | ")) |\n"
    }
    return text + "\n"
  }

  private func broken(_ report: Report, used: Int) -> String {
    let causes = report.commonCauses
    guard !causes.isEmpty else { return "" }
    let requirements = Set(causes.flatMap { $0.requirements.map(\.id) })
    var text =
      "### Broken: \(requirements.count.pluralized("requirement")), \(causes.count.pluralized("likely cause"))\n\n"
    for (index, cause) in causes.enumerated() {
      if used + text.utf8.count > budget { return text + Self.more(causes.count - index) }
      text += MarkdownCause.text(cause)
    }
    return text
  }

  private func list(_ title: String, _ groups: [CheckGroup], used: Int) -> String {
    guard !groups.isEmpty else { return "" }
    var text = "<details><summary>\(title): \(groups.count.pluralized("requirement"))</summary>\n\n"
    for (index, group) in groups.enumerated() {
      if used + text.utf8.count > budget {
        text += Self.more(groups.count - index)
        break
      }
      let check = group.checks.first
      text += "- \(group.requirement.level.rawValue) \(MarkdownText.code(group.requirement.id)) "
      text += "\(check?.verdict.rawValue ?? ""): "
      text += MarkdownText.plain(check?.message ?? check?.reason ?? "no reason given", limit: 300) + "\n"
    }
    return text + "\n</details>\n\n"
  }

  private func expectations(_ report: Report) -> String {
    guard let list = report.expectations else { return "" }
    var text = "### Expectations\n\n\(MarkdownText.code(list.summary))\n\n"
    for remark in list.remarks.prefix(20) { text += "- \(MarkdownText.plain(remark.words, limit: 400))\n" }
    if list.remarks.count > 20 { text += "- and \(list.remarks.count - 20) more\n" }
    return text + (list.remarks.isEmpty ? "" : "\n")
  }

  private func foot(_ report: Report) -> String {
    (report.unjudgedWords.map { "Note: \(MarkdownText.plain($0))\n\n" } ?? "")
      + "Made by \(MarkdownText.plain(report.tool.name)) \(MarkdownText.plain(report.tool.version)), suite "
      + "\(MarkdownText.plain(report.suite.version)) \(MarkdownText.code(report.suite.digest)), "
      + "started \(MarkdownText.plain(report.run.started))\n"
  }

  private static func more(_ count: Int) -> String { "\n… and \(count) more in the whole report.\n\n" }
}
