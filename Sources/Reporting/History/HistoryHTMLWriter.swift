import Contract

/// The history as one page without network.
package struct HistoryHTMLWriter: Sendable {
  package init() {}

  package func write(_ history: ReportHistory) -> [UInt8] {
    var body = "<header>\n<h1>dropin history</h1>\n<p class=\"headline\">\(history.runCount.pluralized("run")) of "
    body += "\(history.servers.count.pluralized("server")).</p>\n</header>\n<main>\n"
    for (number, server) in history.servers.enumerated() { body += section(server, number) }
    return HTMLDocument.write(title: "dropin history", style: VerdictTable.style, body: body + "</main>\n")
  }

  private func section(_ server: ReportHistory.Server, _ number: Int) -> String {
    var html = "<section id=\"server-\(number)\">\n<h2>\(HTMLText.excerpt(server.label, limit: 200)) "
    html += "<small>\(server.runs.count.pluralized("run")), \(server.turns.count.pluralized("turn"))</small></h2>\n"
    html += HTMLText.scroll("runs") + "<table class=\"verdicts\">\n<thead><tr><th scope=\"col\">run</th>"
    for level in Level.allCases { html += "<th scope=\"col\">\(level.rawValue)</th>" }
    html += "<th scope=\"col\">outcome</th><th scope=\"col\">report</th></tr></thead>\n<tbody>\n"
    for run in server.runs {
      html += "<tr><th scope=\"row\">\(HTMLText.excerpt(run.label, limit: 120))<br><small>suite "
      html += "\(HTMLText.excerpt(run.report.suite.version, limit: 60))</small></th>"
      for level in Level.allCases {
        html +=
          "<td>\(VerdictTable.bar(run.report, level: level, width: 180))<small>\(run.report.brokenWords(level))</small></td>"
      }
      let code = run.report.summary.exitCode
      html +=
        "<td>\(HTMLText.badge(code.words, code == .satisfied ? "good" : code == .failure ? "bad" : "unsure"))</td>"
      html += "<td>\(HTMLText.code(run.file, limit: 200))</td></tr>\n"
    }
    html += "</tbody>\n</table></div>\n"
    guard !server.turns.isEmpty else { return html + "<p>No requirement turned.</p>\n</section>\n" }
    html += "<h3>When requirements turned</h3>\n<ul class=\"plain\">\n"
    for turn in server.turns {
      html += "<li>\(HTMLText.excerpt(server.runs[turn.at].label, limit: 120)) "
      html +=
        "\(HTMLText.badge(turn.requirement.level.rawValue, "level")) \(HTMLText.code(turn.requirement.id, limit: 120)) "
      html += "<span class=\"count \(turn.from.tone)\">\(turn.from.rawValue)</span> → "
      html += "<span class=\"count \(turn.to.tone)\">\(turn.to.rawValue)</span> "
      html += "<small>\(HTMLText.excerpt(turn.circumstances.joined(separator: ", "), limit: 300))</small></li>\n"
    }
    html += "</ul>\n<h3>Run by run</h3>\n"
    return html + VerdictTable.html(server.turnedRows, columns: server.runs.map(\.label)) + "</section>\n"
  }
}
