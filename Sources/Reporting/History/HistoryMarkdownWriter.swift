import Contract

/// The history as Markdown.
package struct HistoryMarkdownWriter: Sendable {
  /// Turns shown at most of one server.
  var limit = 100
  package init() {}

  package func write(_ history: ReportHistory) -> [UInt8] {
    var text = "## dropin history\n\n"
    for server in history.servers {
      text +=
        "### \(MarkdownText.plain(server.label, limit: 200))\n\n| run | suite | must | should | may | exit |\n|---|---|---|---|---|---:|\n"
      for run in server.runs {
        text +=
          "| \(MarkdownText.plain(run.label, limit: 80)) | \(MarkdownText.plain(run.report.suite.version, limit: 40)) |"
        text +=
          Level.allCases.map { " \(run.report.brokenWords($0)) |" }.joined()
          + " \(run.report.summary.exitCode.rawValue) |\n"
      }
      text += server.turns.isEmpty ? "\nNo requirement turned.\n\n" : "\n"
      for turn in server.turns.prefix(limit) {
        let why =
          turn.circumstances.isEmpty
          ? "" : " (\(MarkdownText.plain(turn.circumstances.joined(separator: ", "), limit: 200)))"
        text += "- \(MarkdownText.plain(server.runs[turn.at].label, limit: 80)): \(turn.requirement.level.rawValue) "
        text +=
          "\(MarkdownText.code(turn.requirement.id, limit: 100)) \(turn.from.rawValue) &rarr; \(turn.to.rawValue)\(why)\n"
      }
      if server.turns.count > limit { text += "- and \(server.turns.count - limit) more\n" }
      text += server.turns.isEmpty ? "" : "\n"
    }
    return Array(text.utf8)
  }
}
