import Wire

/// Bytes of a body as text between tags: what is no UTF-8 is spelled out, marked ranges are in a `mark` element.
enum HTMLBytes {
  static func text(_ piece: BodyExcerpt.Piece, marks: [Range<Int>]) -> String {
    var html = ""
    var place = piece.offset
    func plain(to end: Int) {
      if end > place { html += content(piece.bytes[(place - piece.offset)..<(end - piece.offset)]) }
      place = max(place, end)
    }
    for mark in marks {
      let whole = scalars(mark, in: piece)
      guard whole.lowerBound >= place, whole.upperBound <= piece.range.upperBound else { continue }
      plain(to: whole.lowerBound)
      if whole.isEmpty {
        html += "<mark class=\"point\">▸ here</mark>"
      } else {
        html +=
          "<mark>\(content(piece.bytes[(whole.lowerBound - piece.offset)..<(whole.upperBound - piece.offset)]))</mark>"
        place = whole.upperBound
      }
    }
    plain(to: piece.range.upperBound)
    return html
  }

  /// The mark widened so that it cuts no scalar in two, and cut to the piece.
  private static func scalars(_ mark: Range<Int>, in piece: BodyExcerpt.Piece) -> Range<Int> {
    guard piece.range.contains(mark.lowerBound) || mark.lowerBound == piece.range.upperBound else { return mark }
    func isInside(_ place: Int) -> Bool {
      place > piece.offset && place < piece.range.upperBound && piece.bytes[place - piece.offset] & 0xC0 == 0x80
    }
    var start = mark.lowerBound
    var end = min(mark.upperBound, piece.range.upperBound)
    for _ in 0..<3 where !mark.isEmpty && isInside(start) { start -= 1 }
    for _ in 0..<3 where !mark.isEmpty && isInside(end) { end += 1 }
    return start..<max(start, end)
  }

  private static func content(_ bytes: ArraySlice<UInt8>) -> String {
    var html = ""
    var rest = bytes
    while let bad = rest.firstInvalidUTF8 {
      let start = rest.startIndex + bad
      html += HTMLText.content(String(decoding: rest[rest.startIndex..<start], as: UTF8.self), keeping: .lineFeeds)
      html += "<i>\\x\(rest[start].hex)</i>"
      rest = rest[(start + 1)...]
    }
    return html + HTMLText.content(String(decoding: rest, as: UTF8.self), keeping: .lineFeeds)
  }
}
