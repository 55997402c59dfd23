#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

extension String {
  /// Byte-wise equality. Swift's `==` is canonical equivalence, which is too kind for a wire.
  package func sameBytes(as other: String) -> Bool {
    let count = utf8.count
    guard count == other.utf8.count else { return false }
    let isSame = utf8.withContiguousStorageIfAvailable { left in
      other.utf8.withContiguousStorageIfAvailable { right in
        count == 0 || memcmp(left.baseAddress!, right.baseAddress!, count) == 0
      }
    }
    return (isSame ?? nil) ?? utf8.elementsEqual(other.utf8)
  }
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
    var (whole, needle) = (self, part)
    return whole.withUTF8 { whole in
      needle.withUTF8 { needle in
        guard let first = needle.first else { return true }
        var start = 0
        while whole.count - start >= needle.count, let found = whole.firstIndex(of: first, from: start) {
          guard whole.count - found >= needle.count else { return false }
          if whole[found..<(found + needle.count)].elementsEqual(needle) { return true }
          start = found + 1
        }
        return false
      }
    }
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// The place of the first such byte at or after `start`, by the C library's search.
  package func firstIndex(of byte: UInt8, from start: Int) -> Int? {
    guard let base = baseAddress, start < count, let found = memchr(base + start, Int32(byte), count - start) else {
      return nil
    }
    return UnsafeRawPointer(base).distance(to: UnsafeRawPointer(found))
  }
}
