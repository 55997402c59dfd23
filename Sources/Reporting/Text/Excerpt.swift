/// The beginning of a text that may be very long.
package enum Excerpt {
  /// `text` when it has at most `limit` UTF-8 bytes, otherwise as many whole scalars as fit and a note of
  /// the full size. Costs no more than `limit`, however long the text is.
  package static func of(_ text: String, limit: Int) -> String {
    let size = text.utf8.count
    guard size > limit else { return text }
    var cut = text.utf8.index(text.startIndex, offsetBy: max(0, limit))
    while cut > text.startIndex, cut.samePosition(in: text.unicodeScalars) == nil {
      cut = text.utf8.index(before: cut)
    }
    return String(text[..<cut]) + "… [\(size) bytes]"
  }
}
