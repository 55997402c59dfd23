import Contract

/// One check that broke, with everything needed to see it and to see it again.
enum HTMLCheck {
  /// - Parameter limit: a longer reproduction is left to the JSON report.
  static func text(_ check: Report.Check, exchange: Report.Exchange?, limit: Int) -> String {
    var html = "<div class=\"check\">\n<p>\(HTMLText.badge(check.verdict.rawValue, check.verdict.tone)) "
    if let reason = check.reason { html += "\(HTMLText.code(reason, limit: 200)) " }
    if let message = check.message { html += HTMLText.excerpt(message, limit: 1000) }
    html += "</p>\n"
    if check.expected != nil || check.actual != nil {
      html += "<div class=\"compare\">\(side("expected", check.expected))\(side("got", check.actual))</div>\n"
    }
    html += "<dl class=\"place\">\n<dt>check</dt><dd>\(HTMLText.code(check.id))</dd>\n"
    if let place = check.at?.words, !place.isEmpty {
      html += "<dt>place</dt><dd>\(HTMLText.code(place))</dd>\n"
    }
    if let id = check.exchange {
      let words = exchange.map { HTMLText.excerpt($0.words, limit: 500) } ?? ""
      html += "<dt>exchange</dt><dd>\(HTMLText.code(id, limit: 60)) \(words)</dd>\n"
    }
    return html + "</dl>\n\(reproduction(check, limit))</div>\n"
  }

  private static func side(_ label: String, _ text: String?) -> String {
    guard let text else { return "" }
    let shown = Excerpt.of(text, limit: HTMLReportWriter.excerptLimit)
    return "<figure><figcaption>\(label)</figcaption>"
      + "<pre>\(HTMLText.content(shown, keeping: .lineFeeds))</pre></figure>"
  }

  private static func reproduction(_ check: Report.Check, _ limit: Int) -> String {
    guard let line = check.reproduce else { return "" }
    guard line.utf8.count <= limit else {
      return "<p class=\"meta\">The line that sends it again is too long for this page; "
        + "it is in the JSON report.</p>\n"
    }
    return "<figure class=\"shell\"><figcaption>send it again</figcaption>"
      + "<pre>\(HTMLText.content(line))</pre></figure>\n"
  }
}
