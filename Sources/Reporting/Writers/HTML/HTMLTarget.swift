/// What is known about the server.
enum HTMLTarget {
  static func text(_ report: Report) -> String {
    let target = report.target
    var html = "<section id=\"target\">\n<h2>Target</h2>\n<dl class=\"facts\">\n"
    if let hardware = target.implementation?.hardware {
      html += "<div><dt>hardware</dt><dd>\(excerpt(hardware))</dd></div>\n"
    }
    for fact in target.facts {
      html += "<div><dt>\(excerpt(fact.name))</dt><dd>\(HTMLText.code(fact.value))</dd></div>\n"
    }
    html += "</dl>\n"
    guard !target.capabilities.isEmpty else { return html + "</section>\n" }
    html += "<div class=\"scroll\"><table>\n<thead><tr>"
    for title in ["capability", "declared", "seen", "why"] { html += "<th scope=\"col\">\(title)</th>" }
    html += "</tr></thead>\n<tbody>\n"
    for capability in target.capabilities {
      html += "<tr><th scope=\"row\">\(excerpt(capability.name))</th>"
      html += "<td>\(capability.declared?.rawValue ?? "")</td><td>\(capability.probed?.rawValue ?? "")</td>"
      html += "<td>\(excerpt(capability.reason ?? ""))</td></tr>\n"
    }
    return html + "</tbody>\n</table></div>\n</section>\n"
  }

  /// Name and version, as a link when the address is one of the web.
  static func name(_ implementation: Report.Implementation) -> String {
    let words = excerpt(implementation.name + (implementation.version.map { " \($0)" } ?? ""))
    guard let url = implementation.url, url.hasPrefix("https://") || url.hasPrefix("http://") else {
      return words
    }
    return "<a rel=\"noreferrer noopener\" href=\"\(HTMLText.attribute(url))\">\(words)</a>"
  }

  private static func excerpt(_ text: String) -> String { HTMLText.excerpt(text, limit: 300) }
}
