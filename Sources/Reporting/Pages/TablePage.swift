/// Tables under a title, as a page without network and as Markdown. Every text may come from anywhere.
package struct TablePage: Sendable {
  package enum Tone: String, Sendable {
    case good, bad, unsure
  }

  package enum Cell: Sendable {
    case name(String)
    case verdict(String, tone: Tone)
    case text(String)
  }

  package struct Section: Sendable {
    /// Empty for a page of one section.
    var title: String
    var notes: [String]
    var rows: [[Cell]]

    package init(title: String, notes: [String], rows: [[Cell]]) {
      (self.title, self.notes, self.rows) = (title, notes, rows)
    }
  }

  let title: String
  let introduction: [String]
  let columns: [String]
  let sections: [Section]

  package init(title: String, introduction: [String], columns: [String], sections: [Section]) {
    (self.title, self.introduction, self.columns, self.sections) = (title, introduction, columns, sections)
  }

  private static let longest = 300

  // MARK: Markdown

  package var markdown: String {
    var parts = ["# \(MarkdownText.plain(title))"] + introduction.map { MarkdownText.plain($0) }
    for section in sections {
      if !section.title.isEmpty { parts.append("## \(MarkdownText.plain(section.title))") }
      parts += section.notes.map { MarkdownText.plain($0) }
      guard !section.rows.isEmpty else { continue }
      let rows = section.rows.map { "| \($0.map(Self.markdown).joined(separator: " | ")) |" }
      parts.append(
        (["| \(columns.joined(separator: " | ")) |", "|\(columns.map { _ in "---|" }.joined())"] + rows)
          .joined(separator: "\n"))
    }
    return parts.joined(separator: "\n\n") + "\n"
  }

  private static func markdown(_ cell: Cell) -> String {
    switch cell {
    // A pipe in a code span would end the cell.
    case .name(let text) where !text.contains("|"): MarkdownText.code(text, limit: longest)
    case .name(let text), .text(let text): MarkdownText.plain(text, limit: longest)
    case .verdict(let word, _): MarkdownText.plain(word)
    }
  }

  // MARK: HTML

  package var html: [UInt8] {
    var body = "<header>\n<h1>\(HTMLText.excerpt(title, limit: 500))</h1>\n"
    for words in introduction { body += "<p>\(HTMLText.content(words))</p>\n" }
    body += "</header>\n<main>\n"
    for section in sections {
      body += "<section>\n"
      if !section.title.isEmpty { body += "<h2>\(HTMLText.excerpt(section.title, limit: 200))</h2>\n" }
      for words in section.notes { body += "<p>\(HTMLText.content(words))</p>\n" }
      if !section.rows.isEmpty { body += table(section.rows) }
      body += "</section>\n"
    }
    return HTMLDocument.write(title: title, body: body + "</main>\n")
  }

  private func table(_ rows: [[Cell]]) -> String {
    let head = columns.map { "<th scope=\"col\">\(HTMLText.content($0))</th>" }.joined()
    let lines = rows.map { "<tr>\($0.map(Self.html).joined())</tr>\n" }.joined()
    return "<div class=\"scroll\"><table>\n<thead><tr>\(head)</tr></thead>\n<tbody>\n\(lines)</tbody>\n</table></div>\n"
  }

  private static func html(_ cell: Cell) -> String {
    switch cell {
    case .name(let text): "<th scope=\"row\">\(HTMLText.code(text, limit: longest))</th>"
    case .verdict(let word, let tone): "<td>\(HTMLText.badge(HTMLText.content(word), tone.rawValue))</td>"
    case .text(let text): "<td>\(HTMLText.excerpt(text, limit: longest))</td>"
    }
  }
}
