import Contract
import Wire

/// The outcome in a few words, for badges.
struct BadgeWords {
  var message: String
  /// What the words mean: good, bad, or that nobody knows.
  var tone: Tone

  enum Tone { case good, bad, unknown }

  static let label = "dropin"

  init(message: String, tone: Tone) {
    self.message = message
    self.tone = tone
  }

  init(_ report: Report) {
    let summary = report.summary
    let counts = summary.levels.first { $0.level == summary.gate }?.counts ?? VerdictCounts()
    let broken = counts[.fail] + counts[.unexpectedPass]
    switch summary.exitCode {
    case .satisfied:
      (message, tone) = ("\(counts[.pass]) \(summary.gate.rawValue) hold", .good)
    case .failure:
      // A client's gate, or an expectation, can fail a run without a broken requirement at the level.
      (message, tone) = (broken > 0 ? "\(broken) \(summary.gate.rawValue) broken" : "gate failed", .bad)
    case .usage, .incomplete, .unreachable, .internalError:
      (message, tone) = (summary.exitCode.words, .unknown)
    }
    if let name = summary.gateClient, tone != .unknown,
      let client = report.clients.first(where: { $0.name == name })
    {
      // The title is the suite's own; what cannot be shown is left to the reports.
      let title =
        client.title.utf8.allSatisfy { (0x20...0x7E).contains($0) } ? Excerpt.of(client.title, limit: 40) : "client"
      message = "\(title) \(client.verdict.rawValue)"
    }
    // A client's gate is what somebody asked for.
    if let marks = report.marksWords, tone == .good, summary.gateClient == nil { message = marks }
    if report.run.filter != nil, tone == .good { message += ", of a part" }
  }
}

/// A badge for a README: an SVG of its own, without network and without text from the server.
package struct BadgeReportWriter: ReportWriter {
  package static let name = "badge"
  package init() {}

  package func write(_ report: Report) -> [UInt8] { write(BadgeWords(report)) }

  func write(_ words: BadgeWords) -> [UInt8] {
    let colour =
      switch words.tone {
      case .good: "#2e7d32"
      case .bad: "#b3261e"
      case .unknown: "#5f6368"
      }
    // Readers with another font squeeze or stretch the words to these widths.
    let (left, right) = (width(BadgeWords.label), width(words.message))
    let (label, message) = (XMLText.attribute(BadgeWords.label), XMLText.attribute(words.message))
    func text(_ words: String, x: Int, width: Int) -> String {
      "<text x=\"\(x)\" y=\"14\" textLength=\"\(width - 12)\">\(words)</text>"
    }
    let svg = """
      <svg xmlns="http://www.w3.org/2000/svg" width="\(left + right)" height="20" role="img" \
      aria-label="\(label): \(message)">
      <title>\(label): \(message)</title>
      <clipPath id="r"><rect width="\(left + right)" height="20" rx="3"/></clipPath>
      <g clip-path="url(#r)"><rect width="\(left)" height="20" fill="#444"/>\
      <rect x="\(left)" width="\(right)" height="20" fill="\(colour)"/></g>
      <g fill="#fff" font-family="Verdana,Geneva,DejaVu Sans,sans-serif" font-size="11">\
      \(text(label, x: 6, width: left))\(text(message, x: left + 6, width: right))</g>
      </svg>

      """
    return Array(svg.utf8)
  }

  /// About what the words take in Verdana of 11 pixels, and 6 pixels on either side.
  private func width(_ words: String) -> Int { words.utf8.count * 13 / 2 + 13 }
}

/// The outcome as the endpoint of shields.io wants it, for a badge in the style of others.
package struct ShieldsReportWriter: ReportWriter {
  package static let name = "shields"
  package init() {}

  package func write(_ report: Report) -> [UInt8] {
    let words = BadgeWords(report)
    let colour =
      switch words.tone {
      case .good: "brightgreen"
      case .bad: "red"
      case .unknown: "lightgrey"
      }
    let json = JSON.object(members: [
      "schemaVersion": 1, "label": .string(BadgeWords.label), "message": .string(words.message),
      "color": .string(colour), "isError": words.tone == .bad ? true : nil,
    ])
    return json.bytes(.indented) + [UInt8(ascii: "\n")]
  }
}
