import Contract

/// One check that broke, with everything needed to see it and to see it again.
enum HTMLCheck {
  static func text(_ check: Report.Check, _ context: HTMLContext, opensExchange: Bool) -> String {
    let exchange = check.exchange.flatMap { context.exchanges[$0] }
    var html = "<div class=\"check\"\(context.anchor("k", check.id.description))>\n"
    if check.expected != nil || check.actual != nil {
      html += "<div class=\"compare\">\(side("expected", check.expected))\(side("got", check.actual))</div>\n"
    }
    html +=
      "<p class=\"place\">\(HTMLText.code(check.id.description)) \(HTMLText.badge(check.verdict.rawValue, check.verdict.tone))"
    if let reason = check.reason { html += " \(HTMLText.code(reason, limit: 200))" }
    if let place = check.at?.words, !place.isEmpty { html += " at \(HTMLText.code(place))" }
    html += "</p>\n"
    html += shell(check, context)
    if let exchange {
      html += HTMLExchange.text(exchange, context, isOpen: opensExchange)
    } else if let id = check.exchange {
      html += "<p class=\"meta\">exchange \(HTMLText.code(id, limit: 60))</p>\n"
    }
    return html + "</div>\n"
  }

  private static func side(_ label: String, _ text: String?) -> String {
    guard let text else { return "" }
    let shown = Excerpt.of(text, limit: HTMLReportWriter.excerptLimit)
    return "<figure class=\"\(label)\"><figcaption>\(label)</figcaption>"
      + "<pre tabindex=\"0\">\(HTMLText.content(shown, keeping: .lineFeeds))</pre></figure>"
  }

  private static func shell(_ check: Report.Check, _ context: HTMLContext) -> String {
    guard let line = check.reproduce else { return "" }
    guard line.utf8.count <= context.shellBudget, line.utf8.count <= 2 * Reproduction.longestBody else {
      return "<p class=\"meta\">The line that sends it again is too long for this page; "
        + "it is in the JSON report.</p>\n"
    }
    context.shellBudget -= line.utf8.count
    return "<figure class=\"shell\"><figcaption>send it again</figcaption>"
      + "<pre tabindex=\"0\">\(HTMLText.content(line))</pre></figure>\n"
  }
}
