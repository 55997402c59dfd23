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
    let lower = ignoringCase ? needle.map(\.asciiLowercased) : needle
    return withUnsafeBufferPointer { hay in
      let lead = ignoringCase ? first.asciiLowercased : first
      var index = Swift.max(start, 0)
      let last = hay.count - lower.count
      scan: while index <= last {
        let byte = ignoringCase ? hay[index].asciiLowercased : hay[index]
        if byte == lead {
          for step in 1..<Swift.max(lower.count, 1) {
            let other = ignoringCase ? hay[index + step].asciiLowercased : hay[index + step]
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

extension UInt8 {
  var asciiLowercased: UInt8 { (0x41...0x5A).contains(self) ? self | 0x20 : self }
  var isASCIILetter: Bool { (0x61...0x7A).contains(asciiLowercased) }
  var isASCIIDigit: Bool { (0x30...0x39).contains(self) }
  /// Whether it may be part of a tool name or of a word.
  var isNameByte: Bool { isASCIILetter || isASCIIDigit || self == UInt8(ascii: "_") || self == UInt8(ascii: "-") }
  var isWhitespace: Bool { self == 0x20 || (0x09...0x0D).contains(self) }
  var hexDigit: UInt8? {
    switch asciiLowercased {
    case 0x30...0x39: self - 0x30
    case 0x61...0x66: asciiLowercased - 0x61 + 10
    default: nil
    }
  }
}

extension String {
  /// Whether it holds nothing but white space (ASCII and Unicode).
  var isBlank: Bool { unicodeScalars.allSatisfy(\.properties.isWhitespace) }
}
