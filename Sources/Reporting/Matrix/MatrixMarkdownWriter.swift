import Contract

/// The matrix as Markdown: the clients, then what separates the columns.
package struct MatrixMarkdownWriter: Sendable {
  /// Rows shown at most.
  var limit = 80
  package init() {}

  package func write(_ matrix: ReportMatrix) -> [UInt8] {
    let labels = matrix.columns.map(\.label)
    let separating = VerdictTable.separating(matrix.table.rows)
    var text =
      "## dropin matrix\n\n\(separating.count) of \(matrix.table.rows.count.pluralized("requirement")) separate "
    text +=
      "\(labels.count.pluralized("column")).\n\n| client |\(labels.map { " \(MarkdownText.plain($0, limit: 80)) |" }.joined())\n"
    text += "|---|\(labels.map { _ in "---|" }.joined())\n"
    for client in matrix.clients {
      text += "| \(MarkdownText.plain(client.title, limit: 80)) |"
      text += client.verdicts.map { " \($0?.verdict.rawValue ?? "") |" }.joined() + "\n"
    }
    for level in Level.allCases {
      text += "| \(level.rawValue) |\(matrix.columns.map { " \($0.report.brokenWords(level)) |" }.joined())\n"
    }
    text += "\n"
    if !separating.isEmpty {
      text += "### What separates them\n\n" + VerdictTable.markdown(separating, columns: labels, limit: limit)
    }
    return Array(text.utf8)
  }
}
