/// The most terminal columns a quoted source line takes; longer ones are cut around the caret.
private let excerptWidth = 120

extension Diagnostic {
  /// The diagnostic as text, with the source line and a caret under the place:
  ///
  ///     specs/cases/body/x.yaml:12:7: error: unknown key 'exepct' [unknown-key]
  ///        12 |       exepct: { status: 200 }
  ///           |       ^^^^^^
  ///           hint: did you mean 'expect'?
  ///
  /// Ends with a newline. Lines are quoted only for places in `source`.
  package func rendered(source: SourceText?) -> String {
    rendered { file in source?.file == file ? source : nil }
  }

  /// The same for diagnostics whose notes lie in several files; `source` finds a file's text.
  package func rendered(source: (_ file: String) -> SourceText?) -> String {
    var text = place.heading(of: "error", "\(message) [\(code)]")
    text += place.excerpt(from: source(place.file))
    if let hint { text += "      hint: \(DisplayCell.visible(hint))\n" }
    for note in notes {
      text += note.place.heading(of: "note", note.text)
      text += note.place.excerpt(from: source(note.place.file))
    }
    return text
  }
}

extension SourcePlace {
  fileprivate func heading(of kind: String, _ message: String) -> String {
    "\(DisplayCell.visible(file)):\(line):\(column): \(kind): \(DisplayCell.visible(message))\n"
  }

  fileprivate func excerpt(from source: SourceText?) -> String {
    guard let text = source?.line(line) else { return "" }
    // Only what can be shown is laid out: a line may have millions of columns.
    let skipped = max(0, column - 1 - 2 * excerptWidth)
    let laidOut = 4 * excerptWidth
    let cells = DisplayCell.cells(of: DisplayCell.dropping(skipped, from: text), limit: laidOut)
    let first = min(max(column - 1 - skipped, 0), cells.count)
    // A place that ends on a later line is marked to the end of its first.
    let last = endLine > line ? cells.count : min(endColumn - 1 - skipped, cells.count)
    let end = max(first, last)
    let window = DisplayCell.window(of: cells, around: first..<end)

    let number = String(line)
    let gutter = String(repeating: " ", count: max(0, 5 - number.utf8.count)) + number
    let blank = String(repeating: " ", count: gutter.utf8.count)
    let shown = cells[window].map(\.text).joined()
    let lead = skipped > 0 || window.lowerBound > 0 ? "\u{2026}" : ""
    let tail = window.upperBound < cells.count || cells.count == laidOut ? "\u{2026}" : ""
    let indent = lead.unicodeScalars.count + DisplayCell.width(cells[window.lowerBound..<first])
    let carets = max(1, DisplayCell.width(cells[first..<min(end, window.upperBound)]))
    return """
      \(gutter) | \(lead)\(shown)\(tail)
      \(blank) | \(String(repeating: " ", count: indent))\(String(repeating: "^", count: carets))

      """
  }
}

extension DisplayCell {
  /// The cells to show: all of a short line, else what fits around `marked`, which starts at the
  /// latest in the middle.
  fileprivate static func window(of cells: [DisplayCell], around marked: Range<Int>) -> Range<Int> {
    if width(cells[...]) <= excerptWidth { return cells.indices }
    var lower = marked.lowerBound
    var upper = marked.lowerBound
    var used = 2
    func grow(_ next: Int) -> Bool {
      guard used + cells[next].width <= excerptWidth else { return false }
      used += cells[next].width
      return true
    }
    // Some context before the caret, then as much after it as fits, then the rest before it.
    while lower > 0, used < excerptWidth / 3, grow(lower - 1) { lower -= 1 }
    while upper < cells.count, grow(upper) { upper += 1 }
    while lower > 0, grow(lower - 1) { lower -= 1 }
    return lower..<upper
  }

  fileprivate static func width(_ cells: ArraySlice<DisplayCell>) -> Int { cells.reduce(0) { $0 + $1.width } }
}
