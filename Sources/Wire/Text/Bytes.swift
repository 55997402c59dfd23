extension String {
  /// Byte-wise equality. Swift's `==` is canonical equivalence, which is too kind for a wire.
  package func sameBytes(as other: String) -> Bool { utf8.elementsEqual(other.utf8) }
}

/// Two lower-case hex digits.
package func hex(_ byte: UInt8) -> String {
  let digits = Array("0123456789abcdef".utf8)
  return String(decoding: [digits[Int(byte >> 4)], digits[Int(byte & 15)]], as: UTF8.self)
}

package func hexValue(_ byte: UInt8) -> UInt8? {
  switch byte {
  case 0x30...0x39: byte - 0x30
  case 0x41...0x46: byte - 0x41 + 10
  case 0x61...0x66: byte - 0x61 + 10
  default: nil
  }
}

/// The offset of the first byte that is not well-formed UTF-8 (overlong forms and encoded
/// surrogates included), or nil when all of it is.
package func firstInvalidUTF8(in bytes: some Collection<UInt8>) -> Int? {
  let found = bytes.withContiguousStorageIfAvailable { buffer -> Int? in
    // Most bytes are ASCII, which is always well-formed: eight at a time.
    let raw = UnsafeRawBufferPointer(buffer)
    var start = 0
    while start + 8 <= raw.count, raw.loadUnaligned(fromByteOffset: start, as: UInt64.self) & 0x8080_8080_8080_8080 == 0
    {
      start += 8
    }
    return firstInvalidUTF8(slowly: buffer[start...]).map { $0 + start }
  }
  return found ?? firstInvalidUTF8(slowly: bytes)
}

private func firstInvalidUTF8(slowly bytes: some Collection<UInt8>) -> Int? {
  var index = bytes.startIndex
  var offset = 0
  while index != bytes.endIndex {
    let lead = bytes[index]
    bytes.formIndex(after: &index)
    let (count, low, high): (Int, UInt8, UInt8) =
      switch lead {
      case 0x00...0x7F: (0, 0x80, 0xBF)
      case 0xC2...0xDF: (1, 0x80, 0xBF)
      case 0xE0: (2, 0xA0, 0xBF)
      case 0xE1...0xEC, 0xEE...0xEF: (2, 0x80, 0xBF)
      case 0xED: (2, 0x80, 0x9F)
      case 0xF0: (3, 0x90, 0xBF)
      case 0xF1...0xF3: (3, 0x80, 0xBF)
      case 0xF4: (3, 0x80, 0x8F)
      default: (-1, 0, 0)
      }
    guard count >= 0 else { return offset }
    var least = low
    var most = high
    for step in 0..<max(count, 0) {
      guard index != bytes.endIndex, bytes[index] >= least, bytes[index] <= most else { return offset }
      bytes.formIndex(after: &index)
      if step == 0 { (least, most) = (0x80, 0xBF) }
    }
    offset += 1 + count
  }
  return nil
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
