/// Server text inside GitHub-flavoured Markdown: neither layout, nor HTML, nor mentions, nor links.
package enum MarkdownText {
  /// Words in running text or a table cell, on one line. Not for the beginning of a line, where a plain
  /// number or dash could begin a list.
  ///
  /// Every mark that Markdown or HTML could read is written as a character reference, which never has
  /// a structural meaning. GitHub looks for mentions, issue numbers, emoji names and addresses after
  /// references are resolved, so those are split by an empty comment as well.
  package static func plain(_ text: String, limit: Int = 1000) -> String {
    var result = ""
    let scalars = Array(VisibleText.of(Excerpt.of(text, limit: limit)).unicodeScalars)
    for (index, scalar) in scalars.enumerated() {
      let before = index > 0 ? scalars[index - 1] : " "
      let after = index + 1 < scalars.count ? scalars[index + 1] : " "
      switch scalar {
      case "0"..."9", "A"..."Z", "a"..."z", " ", ",", ";", "'", "(", ")", "?", "%", "=", "/":
        result.unicodeScalars.append(scalar)
      case ":" where after == " ": result += ":"
      // `www.` begins an address, `GH-12` names an issue.
      case "." where before != "w" && before != "W": result += "."
      case "-" where before != "H" && before != "h": result += "-"
      case "@", "#", ":", "-", ".": result += reference(scalar) + "<!-- -->"
      case "\u{21}"..."\u{7E}": result += reference(scalar)
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// A code span. For running text only: inside a table a pipe would end the cell.
  package static func code(_ text: String, limit: Int = 1000) -> String {
    let shown = VisibleText.of(Excerpt.of(text, limit: limit))
    guard !shown.isEmpty else { return "(empty)" }
    let fence = String(repeating: "`", count: longestRun(of: "`", in: shown) + 1)
    // Markdown strips one space each side, and a backtick would join the fence.
    let edges = [shown.utf8.first, shown.utf8.last]
    let padding = edges.contains(UInt8(ascii: " ")) || edges.contains(UInt8(ascii: "`")) ? " " : ""
    return fence + padding + shown + padding + fence
  }

  /// A fenced block that the text cannot close.
  static func block(_ text: String, language: String, indent: String = "") -> String {
    let shown = VisibleText.of(text, keeping: .lineFeeds)
    let fence = String(repeating: "`", count: max(3, longestRun(of: "`", in: shown) + 1))
    let lines = shown.split(separator: "\n", omittingEmptySubsequences: false)
    return ([fence + language] + lines.map(String.init) + [fence]).map { indent + $0 + "\n" }.joined()
  }

  private static func reference(_ scalar: Unicode.Scalar) -> String { "&#\(scalar.value);" }

  private static func longestRun(of scalar: Unicode.Scalar, in text: String) -> Int {
    var longest = 0
    var run = 0
    for other in text.unicodeScalars {
      run = other == scalar ? run + 1 : 0
      longest = max(longest, run)
    }
    return longest
  }
}
