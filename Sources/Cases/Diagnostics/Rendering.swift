/// The most terminal columns a quoted source line takes; longer ones are cut around the caret.
private let excerptWidth = 120

/// A diagnostic as text, with the source line and a caret under the place:
///
///     specs/cases/body/x.yaml:12:7: error: unknown key 'exepct' [unknown-key]
///        12 |       exepct: { status: 200 }
///           |       ^^^^^^
///           hint: did you mean 'expect'?
///
/// Ends with a newline. Lines are quoted only for places in `source`.
public func render(_ diagnostic: Diagnostic, source: SourceText?) -> String {
  render(diagnostic) { file in source?.file == file ? source : nil }
}

/// The same for diagnostics whose notes lie in several files; `source` finds a file's text.
public func render(_ diagnostic: Diagnostic, source: (_ file: String) -> SourceText?) -> String {
  var text = heading(diagnostic.place, "error", "\(diagnostic.message) [\(diagnostic.code)]")
  text += excerpt(diagnostic.place, in: source(diagnostic.place.file))
  if let hint = diagnostic.hint { text += "      hint: \(visible(hint))\n" }
  for note in diagnostic.notes {
    text += heading(note.place, "note", note.text)
    text += excerpt(note.place, in: source(note.place.file))
  }
  return text
}

private func heading(_ place: SourcePlace, _ kind: String, _ message: String) -> String {
  "\(visible(place.file)):\(place.line):\(place.column): \(kind): \(visible(message))\n"
}

private func excerpt(_ place: SourcePlace, in source: SourceText?) -> String {
  guard let line = source?.line(place.line) else { return "" }
  // Only what can be shown is laid out: a line may have millions of columns.
  let skipped = max(0, place.column - 1 - 2 * excerptWidth)
  let laidOut = 4 * excerptWidth
  let cells = displayCells(droppingColumns(line, skipped), limit: laidOut)
  let first = min(max(place.column - 1 - skipped, 0), cells.count)
  // A place that ends on a later line is marked to the end of its first.
  let last = place.endLine > place.line ? cells.count : min(place.endColumn - 1 - skipped, cells.count)
  let end = max(first, last)
  let window = window(of: cells, around: first..<end)

  let number = String(place.line)
  let gutter = String(repeating: " ", count: max(0, 5 - number.utf8.count)) + number
  let blank = String(repeating: " ", count: gutter.utf8.count)
  let shown = cells[window].map(\.text).joined()
  let lead = skipped > 0 || window.lowerBound > 0 ? "\u{2026}" : ""
  let tail = window.upperBound < cells.count || cells.count == laidOut ? "\u{2026}" : ""
  let indent = lead.unicodeScalars.count + width(cells[window.lowerBound..<first])
  let carets = max(1, width(cells[first..<min(end, window.upperBound)]))
  return """
    \(gutter) | \(lead)\(shown)\(tail)
    \(blank) | \(String(repeating: " ", count: indent))\(String(repeating: "^", count: carets))

    """
}

/// The cells to show: all of a short line, else what fits around `marked`, which starts at the
/// latest in the middle.
private func window(of cells: [DisplayCell], around marked: Range<Int>) -> Range<Int> {
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

private func width(_ cells: ArraySlice<DisplayCell>) -> Int { cells.reduce(0) { $0 + $1.width } }
