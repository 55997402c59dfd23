import Contract

/// Several servers, or several versions of one, side by side.
public struct ReportMatrix: Sendable {
  public struct Column: Sendable {
    /// Unlike that of any other column.
    public var label: String
    public var report: Report
  }

  /// Requirements that one client needs.
  struct Group {
    var title: String
    var separating: [VerdictTable.Row]
    var agreeing: [VerdictTable.Row]
  }

  /// In the order given.
  public let columns: [Column]
  let table: VerdictTable

  public init(_ reports: [Report]) {
    var seen: [String: Int] = [:]
    let labels = reports.map(\.serverLabel)
    let counts = Dictionary(labels.map { ($0, 1) }, uniquingKeysWith: +)
    columns = zip(labels, reports).map { label, report in
      seen[label, default: 0] += 1
      // Two runs of one server: the model tells them apart, or the time.
      let isAlone = counts[label] == 1
      return Column(label: isAlone ? label : "\(label), \(report.target.model), \(report.run.started) (\(seen[label] ?? 1))", report: report)
    }
    table = VerdictTable(reports)
  }

  /// Clients in the order of the reports, then what no client is known to need.
  var groups: [Group] {
    var titles: [(name: String, title: String)] = []
    for client in columns.flatMap(\.report.clients) where !titles.contains(where: { $0.name == client.name }) {
      titles.append((client.name, client.title))
    }
    for row in table.rows {
      for client in row.requirement.clients where !titles.contains(where: { $0.name == client.name }) {
        titles.append((client.name, client.name))
      }
    }
    func group(_ title: String, _ rows: [VerdictTable.Row]) -> Group? {
      rows.isEmpty
        ? nil
        : Group(
          title: title, separating: VerdictTable.separating(rows), agreeing: rows.filter { !$0.separates })
    }
    let named = titles.compactMap { name, title in
      group(title, table.rows.filter { row in row.requirement.clients.contains { $0.name == name } })
    }
    return named + [group("No client known to need it", table.rows.filter(\.requirement.clients.isEmpty))].compactMap { $0 }
  }

  /// Every client any report has, with its readiness a column.
  var clients: [(title: String, verdicts: [Report.Client?])] {
    var names: [String] = []
    for client in columns.flatMap(\.report.clients) where !names.contains(client.name) { names.append(client.name) }
    return names.map { name in
      let found = columns.map { column in column.report.clients.first { $0.name == name } }
      return (found.lazy.compactMap { $0?.title }.first ?? name, found)
    }
  }
}

/// The matrix as one page without network.
public struct MatrixHTMLWriter: Sendable {
  public init() {}

  public func write(_ matrix: ReportMatrix) -> [UInt8] {
    HTMLDocument.write(
      title: "dropin matrix", style: VerdictTable.style,
      body: head(matrix) + "<main>\n" + matrix.groups.enumerated().map { section(matrix, $1, $0) }.joined() + "</main>\n")
  }

  private func head(_ matrix: ReportMatrix) -> String {
    let separating = matrix.table.rows.count(where: \.separates)
    var html = "<header>\n<h1>dropin matrix</h1>\n<p class=\"headline\">\(separating) of "
    html += "\(counted(matrix.table.rows.count, "requirement")) separate \(counted(matrix.columns.count, "column")).</p>\n"
    html += "<div class=\"scroll\"><table class=\"verdicts\">\n<thead><tr><th scope=\"col\">client</th>"
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
        html += verdict.verdict == .works ? "</td>" : "<br><small>\(HTMLText.excerpt(verdict.reason, limit: 160))</small></td>"
      }
      html += "</tr>\n"
    }
    for level in Level.allCases {
      html += "<tr><th scope=\"row\">\(level.rawValue)</th>"
      for column in matrix.columns {
        html += "<td>\(VerdictTable.bar(column.report, level: level))<small>\(column.report.brokenWords(level))</small></td>"
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

  private func section(_ matrix: ReportMatrix, _ group: ReportMatrix.Group, _ number: Int) -> String {
    let labels = matrix.columns.map(\.label)
    var html = "<section id=\"group-\(number)\">\n<h2>\(HTMLText.excerpt(group.title, limit: 100)) "
    html += "<small>\(group.separating.count) separate, \(group.agreeing.count) alike</small></h2>\n"
    if !group.separating.isEmpty { html += VerdictTable.html(group.separating, columns: labels) }
    guard !group.agreeing.isEmpty else { return html + "</section>\n" }
    html += "<details>\n<summary>\(counted(group.agreeing.count, "requirement")) on which all columns agree</summary>\n"
    return html + VerdictTable.html(group.agreeing, columns: labels) + "</details>\n</section>\n"
  }
}

/// The matrix as Markdown: the clients, then what separates the columns.
public struct MatrixMarkdownWriter: Sendable {
  /// Rows shown at most.
  var limit = 80
  public init() {}

  public func write(_ matrix: ReportMatrix) -> [UInt8] {
    let labels = matrix.columns.map(\.label)
    let separating = VerdictTable.separating(matrix.table.rows)
    var text = "## dropin matrix\n\n\(separating.count) of \(counted(matrix.table.rows.count, "requirement")) separate "
    text += "\(counted(labels.count, "column")).\n\n| client |\(labels.map { " \(MarkdownText.plain($0, limit: 80)) |" }.joined())\n"
    text += "|---|\(labels.map { _ in "---|" }.joined())\n"
    for client in matrix.clients {
      text += "| \(MarkdownText.plain(client.title, limit: 80)) |"
      text += client.verdicts.map { " \($0?.verdict.rawValue ?? "") |" }.joined() + "\n"
    }
    for level in Level.allCases {
      text += "| \(level.rawValue) |\(matrix.columns.map { " \($0.report.brokenWords(level)) |" }.joined())\n"
    }
    text += "\n"
    if !separating.isEmpty { text += "### What separates them\n\n" + VerdictTable.markdown(separating, columns: labels, limit: limit) }
    return Array(text.utf8)
  }
}
