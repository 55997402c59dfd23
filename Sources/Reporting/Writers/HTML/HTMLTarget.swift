/// What is known about the server.
enum HTMLTarget {
  static func text(_ report: Report) -> String {
    let target = report.target
    var html = "<section id=\"target\">\n<h2>Target</h2>\n<dl class=\"facts\">\n"
    for fact in target.facts {
      html += "<div><dt>\(excerpt(fact.name))</dt><dd>\(HTMLText.code(fact.value))</dd></div>\n"
    }
    html += "</dl>\n"
    return html + "</section>\n"
  }

  static func name(_ implementation: Report.Implementation) -> String {
    excerpt(implementation.name + (implementation.version.map { " \($0)" } ?? ""))
  }

  private static func excerpt(_ text: String) -> String { HTMLText.excerpt(text, limit: 300) }
}
