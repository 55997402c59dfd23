/// The table of clients and tasks; every cell that is not sound leads to its causes.
enum HTMLTasks {
  static func text(_ report: Report) -> String {
    text(report.clients, causes: Set(report.commonCauses.map(\.id)))
  }

  /// - Parameter listed: the causes that the page has an article about.
  static func text(_ clients: [Report.Client], causes listed: Set<String>) -> String {
    guard let titles = clients.first?.tasks, !titles.isEmpty else { return "" }
    var html = "<section id=\"tasks\">\n<h2>What works with which client</h2>\n"
    html += HTMLText.scroll("clients and tasks") + "<table class=\"tasks\">\n"
    html += "<thead><tr><th scope=\"col\">client</th>"
    for task in titles { html += "<th scope=\"col\">\(HTMLText.excerpt(task.title, limit: 60))</th>" }
    html += "</tr></thead>\n<tbody>\n"
    for client in clients {
      html += "<tr><th scope=\"row\">\(HTMLText.excerpt(client.title, limit: 80))</th>"
      for task in client.tasks {
        let links = task.causes.filter(listed.contains).prefix(5).enumerated().map { number, cause in
          " <a href=\"#\(HTMLText.attribute(HTMLText.anchor("c", cause)))\">\(number + 1)</a>"
        }
        html += "<td class=\"\(task.state.tone)\">\(task.state.words)\(links.joined())</td>"
      }
      html += "</tr>\n"
    }
    return html + "</tbody>\n</table></div>\n</section>\n"
  }
}

extension Report.TaskState {
  var words: String {
    switch self {
    case .works: "works"
    case .worse: "worse"
    case .breaks: "breaks"
    case .notUsed: "\u{2013}"
    case .notTested: "not tested"
    }
  }

  var tone: String {
    switch self {
    case .works: "good"
    case .worse, .notTested: "unsure"
    case .breaks: "bad"
    case .notUsed: "quiet"
    }
  }
}
