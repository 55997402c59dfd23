extension String {
  /// Byte-wise equality. Swift's `==` is canonical equivalence, which is too kind for a wire.
  package func sameBytes(as other: String) -> Bool { utf8.elementsEqual(other.utf8) }
}

extension UInt8 {
  /// Two lower-case hex digits.
  package var hex: String {
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: [digits[Int(self >> 4)], digits[Int(self & 15)]], as: UTF8.self)
  }

  /// The value of an ASCII hex digit, 0 to 15; nil for another byte.
  package var hexValue: UInt8? {
    switch self {
    case 0x30...0x39: self - 0x30
    case 0x41...0x46: self - 0x41 + 10
    case 0x61...0x66: self - 0x61 + 10
    default: nil
    }
  }

  /// Whether it is one in ASCII.
  @inline(__always) package var isLetterOrDigit: Bool { self &- 0x30 < 10 || (self | 0x20) &- 0x61 < 26 }
}

extension String {
  /// Byte-wise search; an empty part is found in everything.
  package func utf8Contains(_ part: String) -> Bool {
    let whole = Array(utf8)
    let needle = Array(part.utf8)
    guard !needle.isEmpty else { return true }
    guard whole.count >= needle.count else { return false }
    return (0...(whole.count - needle.count)).contains { start in
      whole[start] == needle[0] && whole[start..<(start + needle.count)].elementsEqual(needle)
    }
  }
}
