import Wire

/// A request and what came back, as bytes on a page: when, the heads, and the bodies with what is wrong marked.
enum HTMLExchange {
  static func text(_ exchange: Report.Exchange, _ context: HTMLContext, isOpen: Bool) -> String {
    let words = "exchange \(HTMLText.code(exchange.id, limit: 60)) \(HTMLText.excerpt(exchange.words, limit: 500))"
    guard let excerpt = exchange.excerpt, excerpt.size <= context.exchangeBudget else {
      return "<p class=\"meta\">\(words)</p>\n"
    }
    context.exchangeBudget -= excerpt.size
    var html = "<details class=\"exchange\"\(isOpen ? " open" : "")><summary>\(words)</summary>\n"
    html += HTMLTimeline.text(excerpt)
    if let line = excerpt.statusLine {
      html += "<figure><figcaption>response</figcaption><pre class=\"http\" tabindex=\"0\">"
      html += "<b>\(HTMLText.content(line))</b>\n\(head(excerpt.responseHeaders))\n"
      html += (excerpt.responseBody.map(body) ?? "")
      if !excerpt.trailers.isEmpty { html += "\n\(head(excerpt.trailers))" }
      html += "</pre></figure>\n"
    }
    if let failure = excerpt.failure {
      html += "<p class=\"notice\">the transfer failed: \(HTMLText.excerpt(failure, limit: 500))</p>\n"
    }
    for fault in excerpt.framingFaults { html += "<p class=\"notice\">\(HTMLText.excerpt(fault, limit: 300))</p>\n" }
    html += "<figure><figcaption>request</figcaption><pre class=\"http\" tabindex=\"0\">"
    html += "<b>\(HTMLText.content("\(exchange.method) \(Excerpt.of(exchange.path, limit: 1000))"))</b>\n"
    html += "\(head(excerpt.requestHeaders))\n\(excerpt.requestBody.map(body) ?? "")</pre></figure>\n"
    return html + "</details>\n"
  }

  private static func head(_ fields: [HeaderField]) -> String {
    fields.map { "<span class=\"name\">\(HTMLText.content($0.name)):</span> \(HTMLText.content($0.value))\n" }.joined()
  }

  private static func body(_ excerpt: BodyExcerpt) -> String {
    guard excerpt.size > 0 else { return "<span class=\"cut\">no body</span>" }
    var html = ""
    var end = 0
    for piece in excerpt.pieces {
      if piece.offset > end { html += cut(piece.offset - end) }
      html += HTMLBytes.text(piece, marks: excerpt.marks)
      end = piece.range.upperBound
    }
    return end < excerpt.size ? html + cut(excerpt.size - end) : html
  }

  private static func cut(_ bytes: Int) -> String { "<span class=\"cut\">… \(bytes.grouped) bytes left out …</span>" }
}
