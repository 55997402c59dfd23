/// Text from a server made safe to look at: nothing in it can move a cursor, colour a terminal, turn
/// the direction of what follows or hide.
package enum VisibleText {
  /// What to leave as it is.
  package struct Keeping: OptionSet, Sendable {
    package let rawValue: Int
    package init(rawValue: Int) { self.rawValue = rawValue }
    package static let lineFeeds = Keeping(rawValue: 1)
    package static let tabs = Keeping(rawValue: 2)
  }

  /// `text` with every scalar that acts or hides spelled out, e.g. `\u{1b}` or `\n`.
  package static func of(_ text: String, keeping: Keeping = []) -> String {
    guard text.unicodeScalars.contains(where: isUnsafe) else { return text }
    var result = ""
    result.reserveCapacity(text.utf8.count + 16)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\n": result += keeping.contains(.lineFeeds) ? "\n" : "\\n"
      case "\t": result += keeping.contains(.tabs) ? "\t" : "\\t"
      case "\r": result += "\\r"
      case _ where isUnsafe(scalar): result += "\\u{" + String(scalar.value, radix: 16) + "}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// Controls, direction marks, invisible format characters, line separators and noncharacters. The
  /// two joiners of emoji and Indic text (U+200C, U+200D) and variation selectors stay.
  static func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x20...0x7E: false
    case 0x00...0x1F, 0x7F...0x9F: true
    case 0xA0...0x5FF: scalar.value == 0xAD
    case 0x061C, 0x115F, 0x1160, 0x180E, 0x200B, 0x200E, 0x200F, 0x2028...0x202E, 0x2060...0x206F: true
    case 0x3164, 0xFEFF, 0xFFA0, 0xFFF9...0xFFFB, 0xFDD0...0xFDEF: true
    case 0xE0000...0xE00FF, 0x1D173...0x1D17A: true
    default: scalar.value & 0xFFFE == 0xFFFE
    }
  }
}
