import Wire

extension JSON {
  /// Whether this is the string `text`, byte for byte.
  func says(_ text: String) -> Bool { string?.sameBytes(as: text) ?? false }

  /// The member's value, treating an explicit null like an absent member.
  func value(_ key: String) -> JSON? {
    guard let value = self[key], !value.isNull else { return nil }
    return value
  }
}

extension Array where Element == UInt8 {
  /// The offset of the first `needle` at or after `start`, or nil.
  func find(_ needle: [UInt8], from start: Int = 0, ignoringCase: Bool = false) -> Int? {
    guard let first = needle.first, count >= needle.count, start <= count - needle.count else { return nil }
    let lower = ignoringCase ? needle.map(asciiLower) : needle
    return withUnsafeBufferPointer { hay in
      let lead = ignoringCase ? asciiLower(first) : first
      var index = Swift.max(start, 0)
      let last = hay.count - lower.count
      scan: while index <= last {
        let byte = ignoringCase ? asciiLower(hay[index]) : hay[index]
        if byte == lead {
          for step in 1..<Swift.max(lower.count, 1) {
            let other = ignoringCase ? asciiLower(hay[index + step]) : hay[index + step]
            if other != lower[step] {
              index += 1
              continue scan
            }
          }
          return index
        }
        index += 1
      }
      return nil
    }
  }

  /// The bytes as text; parts that are not UTF-8 become U+FFFD.
  var text: String { String(decoding: self, as: UTF8.self) }
}

func asciiLower(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte | 0x20 : byte }

func isASCIILetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(asciiLower(byte)) }
func isASCIIDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
/// A byte that may be part of a tool name or of a word.
func isNameByte(_ byte: UInt8) -> Bool {
  isASCIILetter(byte) || isASCIIDigit(byte) || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
}
func isWhitespace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

/// Whether `text` holds nothing but white space (ASCII and Unicode).
func isBlank(_ text: String) -> Bool { text.unicodeScalars.allSatisfy(\.properties.isWhitespace) }
