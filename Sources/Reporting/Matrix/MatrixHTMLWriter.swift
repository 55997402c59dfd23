import Contract

/// The matrix as one page without network.
package struct MatrixHTMLWriter: Sendable {
  package init() {}

  package func write(_ matrix: ReportMatrix) -> [UInt8] {
    HTMLDocument.write(
      title: "dropin matrix", style: VerdictTable.style,
      body: head(matrix) + "<main>\n"
        + matrix.groups.enumerated().map { section(matrix, group: $1, number: $0) }.joined()
        + "</main>\n")
  }

  private func head(_ matrix: ReportMatrix) -> String {
    let separating = matrix.table.rows.count(where: \.separates)
    var html = "<header>\n<h1>dropin matrix</h1>\n<p class=\"headline\">\(separating) of "
    html +=
      "\(matrix.table.rows.count.pluralized("requirement")) separate \(matrix.columns.count.pluralized("column")).</p>\n"
    html += HTMLText.scroll("clients") + "<table class=\"verdicts\">\n<thead><tr><th scope=\"col\">client</th>"
    for column in matrix.columns { html += "<th scope=\"col\">\(HTMLText.excerpt(column.label, limit: 160))</th>" }
    html += "</tr></thead>\n<tbody>\n"
    for client in matrix.clients {
      html += "<tr><th scope=\"row\">\(HTMLText.excerpt(client.title, limit: 100))</th>"
      for verdict in client.verdicts {
        guard let verdict else {
          html += "<td></td>"
          continue
        }
        html += "<td>\(HTMLText.badge(verdict.verdict.rawValue, verdict.verdict.tone))"
        html +=
          verdict.verdict == .works
          ? "</td>" : "<br><small>\(HTMLText.excerpt(verdict.sentence, limit: 160))</small></td>"
      }
      html += "</tr>\n"
    }
    for level in Level.allCases {
      html += "<tr><th scope=\"row\">\(level.rawValue)</th>"
      for column in matrix.columns {
        html +=
          "<td>\(VerdictTable.bar(column.report, level: level))<small>\(column.report.brokenWords(level))</small></td>"
      }
      html += "</tr>\n"
    }
    html += "<tr><th scope=\"row\">run</th>"
    for column in matrix.columns {
      let limits = column.report.run.limitWords.joined(separator: "; ")
      let words = "suite \(column.report.suite.version), \(column.report.target.model), \(column.report.run.started)"
      html += "<td><small>\(HTMLText.excerpt(words + (limits.isEmpty ? "" : ", \(limits)"), limit: 300))</small></td>"
    }
    return html + "</tr>\n</tbody>\n</table></div>\n</header>\n"
  }

  private func section(_ matrix: ReportMatrix, group: ReportMatrix.Group, number: Int) -> String {
    let labels = matrix.columns.map(\.label)
    let pages = matrix.columns.map(\.page)
    var html = "<section id=\"group-\(number)\">\n<h2>\(HTMLText.excerpt(group.title, limit: 100)) "
    html += "<small>\(group.separating.count) separate, \(group.agreeing.count) alike</small></h2>\n"
    if !group.separating.isEmpty { html += VerdictTable.html(group.separating, columns: labels, pages: pages) }
    guard !group.agreeing.isEmpty else { return html + "</section>\n" }
    html +=
      "<details>\n<summary>\(group.agreeing.count.pluralized("requirement")) on which all columns agree</summary>\n"
    return html + VerdictTable.html(group.agreeing, columns: labels, pages: pages) + "</details>\n</section>\n"
  }
}
