import Contract
import Verdicts

/// Lines for a terminal. Everything that goes in is made visible and cut to the width, so no text can
/// leave its line or act on the terminal.
struct ConsolePage {
  enum Style: String {
    case plain = ""
    case bold = "1"
    case dim = "2"
    case red = "31"
    case green = "32"
    case yellow = "33"
  }

  let colour: Bool
  let width: Int
  private(set) var text = ""

  init(colour: Bool, width: Int) {
    self.colour = colour
    self.width = width
  }

  var lineCount: Int { text.utf8.count { $0 == 0x0A } }

  mutating func gap() { text += "\n" }

  /// One line, cut where it is too long.
  mutating func line(_ style: Style, _ words: String) {
    text += styled(style, trimmed(DisplayWidth.fit(safe(words), into: width))) + "\n"
  }

  /// As many lines as the words need, at most 6.
  mutating func paragraph(_ style: Style, _ words: String) { row([], rest: words, style: style) }

  /// Text as it is, line by line behind a prefix, and never cut.
  mutating func block(behind prefix: String, _ style: Style, _ words: String) {
    var lines = words.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
    if lines.count > 1, lines.last?.isEmpty == true { lines.removeLast() }
    for line in lines {
      let bare = line.last == "\r" ? line.dropLast() : line
      text += prefix + styled(style, VisibleText.of(String(String.UnicodeScalarView(bare)), keeping: .tabs)) + "\n"
    }
  }

  /// Columns of fixed width, then words that go on below themselves.
  mutating func row(
    _ columns: [(style: Style, words: String, width: Int)], rest: String, style: Style = .plain
  ) {
    var indent = 0
    for column in columns {
      text += styled(column.style, DisplayWidth.pad(safe(column.words), to: column.width)) + "  "
      indent += column.width + 2
    }
    let lines = DisplayWidth.wrap(safe(rest), into: max(8, width - indent))
    for (index, line) in lines.prefix(6).enumerated() {
      if index > 0 { text += String(repeating: " ", count: indent) }
      let cut = index == 5 && lines.count > 6
      text += styled(style, cut ? DisplayWidth.fit(line + "……", into: width - indent) : line)
      text += "\n"
    }
    if lines.isEmpty { text += "\n" }
  }

  // A line holds at most `width` columns, so what comes later need not be looked at.
  private func safe(_ words: String) -> String {
    VisibleText.of(words.utf8.count > 4096 ? Excerpt.of(words, limit: 4096) : words)
  }

  private func trimmed(_ words: String) -> String {
    var end = words.endIndex
    while end > words.startIndex, words[words.index(before: end)] == " " { end = words.index(before: end) }
    return String(words[..<end])
  }

  private func styled(_ style: Style, _ words: String) -> String {
    colour && style != .plain ? "\u{1B}[\(style.rawValue)m\(words)\u{1B}[0m" : words
  }
}

extension VerdictKind {
  var style: ConsolePage.Style {
    switch self {
    case .pass: .green
    case .fail, .unexpectedPass: .red
    case .inconclusive, .notRun, .flaky, .expectedFail: .yellow
    case .unsupported, .recovered, .notApplicable: .plain
    }
  }
}

extension Report.Client.Readiness {
  var style: ConsolePage.Style {
    switch self {
    case .works: .green
    case .limited, .unknown: .yellow
    case .breaks: .red
    }
  }
}
