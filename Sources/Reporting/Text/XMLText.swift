/// Text for XML 1.0 documents, well formed whatever the text holds.
enum XMLText {
  /// Character data. Scalars that XML forbids or that act on a reader are spelled out; line feeds stay.
  static func content(_ text: String) -> String { escape(text, keeping: [.lineFeeds, .tabs]) }

  /// An attribute value, without its quotes, on one line.
  static func attribute(_ text: String) -> String { escape(text, keeping: []) }

  // Everything outside XML's Char production is among what `VisibleText` spells out.
  private static func escape(_ text: String, keeping: VisibleText.Keeping) -> String {
    var result = ""
    result.reserveCapacity(text.utf8.count + 16)
    for scalar in VisibleText.of(text, keeping: keeping).unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
