/// The list of known failures, entry by entry, on the page of a report.
enum HTMLExpectations {
  static func text(_ report: Report) -> String {
    guard let list = report.expectations else { return "" }
    var html = "<section id=\"expectations\">\n<h2>Expectations <small>\(list.entries.count)</small></h2>\n"
    html += "<p>\(HTMLText.excerpt(list.summary, limit: 500))</p>\n"
    html += HTMLText.scroll("expectations") + "<table>\n<thead><tr>"
    for title in ["entry", "speaks of", "reason", "ticket", "came to"] { html += "<th scope=\"col\">\(title)</th>" }
    html += "</tr></thead>\n<tbody>\n"
    // Those that want a decision first; the rest in the order of the list.
    let ordered = list.entries.filter { $0.message != nil } + list.entries.filter { $0.message == nil }
    for entry in ordered {
      html += "<tr><td>\(HTMLText.code(entry.entry, limit: 200))</td><td>\(HTMLText.code(entry.subject))</td>"
      html += "<td>\(HTMLText.code(entry.reason, limit: 100))</td>"
      html += "<td>\(HTMLText.excerpt(entry.ticket ?? "", limit: 200))</td>"
      html += "<td>\(HTMLText.badge(entry.status.rawValue, entry.status.tone)) "
      html += "\(HTMLText.excerpt(entry.message ?? "", limit: 500))</td></tr>\n"
    }
    return html + "</tbody>\n</table></div>\n</section>\n"
  }
}

extension Report.Expectations.Status {
  /// The class that colours it.
  var tone: String {
    switch self {
    case .held: "good"
    case .unexpectedPass, .expired, .matchesNothing: "bad"
    case .otherReason, .flaky: "unsure"
    case .unobserved, .notInForce: "quiet"
    }
  }
}
