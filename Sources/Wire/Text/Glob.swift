/// A glob with `*` (any text) and `?` (one character), taken apart once for many texts.
package struct Glob: Sendable {
  private let pattern: [UInt8]
  /// How many bytes come before the first wildcard: most texts differ there.
  private let literal: Int

  package init(_ pattern: String) {
    var bytes: [UInt8] = []
    // Several stars in a row say no more than one.
    for byte in pattern.utf8 where byte != UInt8(ascii: "*") || bytes.last != byte { bytes.append(byte) }
    self.pattern = bytes
    literal =
      self.pattern.firstIndex { $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "?") } ?? self.pattern.count
  }

  package var isExact: Bool { literal == pattern.count }

  /// At most as many steps as both lengths multiplied, whatever the pattern.
  package func matches(_ text: [UInt8]) -> Bool {
    guard text.count >= literal else { return false }
    for index in 0..<literal where text[index] != pattern[index] { return false }
    var (at, wanted) = (literal, literal)
    var star: (pattern: Int, text: Int)?
    while at < text.count {
      if wanted < pattern.count, pattern[wanted] == UInt8(ascii: "*") {
        star = (wanted + 1, at)
        wanted += 1
      } else if wanted < pattern.count, pattern[wanted] == UInt8(ascii: "?") || pattern[wanted] == text[at] {
        at += 1
        wanted += 1
      } else if let back = star {
        star = (back.pattern, back.text + 1)
        (wanted, at) = (back.pattern, back.text + 1)
      } else {
        return false
      }
    }
    return pattern[wanted...].allSatisfy { $0 == UInt8(ascii: "*") }
  }

  package func matches(_ text: String) -> Bool { matches(Array(text.utf8)) }

  /// Whether `text` matches `pattern`, for a pattern that is used once.
  package static func matches(_ text: String, pattern: String) -> Bool {
    // Nearly every pair differs before the first wildcard, and then nothing has to be taken apart.
    var rest = text.utf8.makeIterator()
    for wanted in pattern.utf8 {
      if wanted == UInt8(ascii: "*") || wanted == UInt8(ascii: "?") { return Glob(pattern).matches(text) }
      guard rest.next() == wanted else { return false }
    }
    return rest.next() == nil
  }
}
