import Wire

/// Finds one byte sequence in another in linear time, however the text was chosen.
struct TextSearch: Sendable {
  private let needle: [UInt8]
  /// For each prefix of the needle, the length of its longest border (Knuth, Morris, Pratt).
  private let borders: [Int]

  init(_ needle: String) {
    self.needle = Array(needle.utf8)
    var borders = [Int](repeating: 0, count: self.needle.count)
    var length = 0
    var index = 1
    while index < self.needle.count {
      if self.needle[index] == self.needle[length] {
        length += 1
        borders[index] = length
        index += 1
      } else if length > 0 {
        length = borders[length - 1]
      } else {
        index += 1
      }
    }
    self.borders = borders
  }

  /// Whether the needle occurs in `text`, byte for byte. An empty needle occurs nowhere.
  func occurs(in text: String) -> Bool { occurs(times: 1, in: text) }

  /// Whether the needle occurs in `text` so many times, occurrences that overlap included.
  func occurs(times: Int, in text: String) -> Bool {
    guard !needle.isEmpty, text.utf8.count >= needle.count else { return false }
    var text = text
    return text.withUTF8 { bytes in
      var (matched, found, index) = (0, 0, 0)
      while index < bytes.count {
        if matched == 0 {
          guard let next = bytes.firstIndex(of: needle[0], from: index) else { return false }
          (index, matched) = (next + 1, 1)
        } else {
          let byte = bytes[index]
          if needle[matched] == byte {
            matched += 1
            index += 1
          } else {
            // The byte is looked at again with what is left of the match.
            matched = borders[matched - 1]
            continue
          }
        }
        guard matched == needle.count else { continue }
        found += 1
        if found == times { return true }
        matched = borders[matched - 1]
      }
      return false
    }
  }
}

extension String {
  /// Whether `text` occurs in it, byte for byte.
  func containsBytes(of text: String) -> Bool { TextSearch(text).occurs(in: self) }

  /// Whether it holds nothing but ASCII white space.
  var isBlank: Bool { utf8.allSatisfy { $0 == 0x20 || ($0 >= 0x09 && $0 <= 0x0D) } }

  /// Whether it holds a character outside ASCII.
  var hasNonASCII: Bool { utf8.contains { $0 >= 0x80 } }

  /// Whether the replacement character stands in it, which is what is left of broken text.
  var hasReplacementCharacter: Bool { unicodeScalars.contains("\u{FFFD}") }

  /// Without the replacement characters at its end.
  var withoutTrailingReplacementCharacters: String {
    var scalars = unicodeScalars[...]
    while scalars.last == "\u{FFFD}" { scalars.removeLast() }
    return String(scalars)
  }

  /// Without ASCII white space at either end.
  var trimmed: String {
    let blank: (UInt8) -> Bool = { $0 == 0x20 || ($0 >= 0x09 && $0 <= 0x0D) }
    let bytes = Array(utf8)
    guard let start = bytes.firstIndex(where: { !blank($0) }),
      let end = bytes.lastIndex(where: { !blank($0) })
    else { return "" }
    return String(decoding: bytes[start...end], as: UTF8.self)
  }
}
