/// A likely common cause in Markdown: what it breaks, and one check in full.
enum MarkdownCause {
  /// Requirements named under one cause.
  private static let requirementsShown = 8

  static func text(_ cause: CommonCause) -> String {
    var text = "**\(cause.level.rawValue)** \(MarkdownText.plain(cause.title, limit: 500)) "
    text += "(\(cause.checks.count.pluralized("check")))\n\n"
    for requirement in cause.requirements.prefix(requirementsShown) {
      text += "- breaks \(MarkdownText.code(requirement.id)) \(MarkdownText.plain(requirement.text))\n"
    }
    if cause.requirements.count > requirementsShown {
      text += "- and \((cause.requirements.count - requirementsShown).pluralized("requirement")) more\n"
    }
    if let known = cause.known {
      if let user = known.user { text += "- what you can change: \(MarkdownText.plain(user))\n" }
      if let author = known.author { text += "- what the server can change: \(MarkdownText.plain(author))\n" }
      if !known.links.isEmpty {
        text += "- known as \(known.links.map { MarkdownText.code($0) }.joined(separator: " "))\n"
      }
    }
    let hurt = cause.clients.prefix(12).map { "\($0.impact.rawValue) \($0.name)" }
    if !hurt.isEmpty { text += "- clients: \(MarkdownText.plain(hurt.joined(separator: ", ")))\n" }
    text += line(cause.exemplar)
    if let shell = cause.exemplar.reproduce, shell.utf8.count <= 2000 {
      text += "- reproduce\n\n" + MarkdownText.block(shell, language: "sh", indent: "  ")
    }
    return text + "\n"
  }

  private static func line(_ check: Report.Check) -> String {
    var text = "- \(MarkdownText.code(check.id.description)) \(check.verdict.rawValue)"
    if let reason = check.reason { text += " \(MarkdownText.code(reason))" }
    if let message = check.message { text += ": \(MarkdownText.plain(message, limit: 500))" }
    text += "\n"
    if let expected = check.expected { text += "  - expected \(MarkdownText.code(expected, limit: 300))\n" }
    if let actual = check.actual { text += "  - got \(MarkdownText.code(actual, limit: 300))\n" }
    if let place = check.at?.words, !place.isEmpty {
      text += "  - at \(MarkdownText.code(place, limit: 300))\n"
    }
    return text
  }
}
