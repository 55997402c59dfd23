extension Collection<UInt8> {
  /// The offset of the first byte that is not well-formed UTF-8 (overlong forms and encoded
  /// surrogates included), or nil when all of it is.
  package var firstInvalidUTF8: Int? {
    let found = withContiguousStorageIfAvailable { buffer -> Int? in
      // Most bytes are ASCII, which is always well-formed: eight at a time.
      let raw = UnsafeRawBufferPointer(buffer)
      var start = 0
      while start + 8 <= raw.count,
        raw.loadUnaligned(fromByteOffset: start, as: UInt64.self) & 0x8080_8080_8080_8080 == 0
      {
        start += 8
      }
      return buffer[start...].firstInvalidUTF8ByteByByte.map { $0 + start }
    }
    return found ?? firstInvalidUTF8ByteByByte
  }

  private var firstInvalidUTF8ByteByByte: Int? {
    var index = startIndex
    var offset = 0
    while index != endIndex {
      let lead = self[index]
      formIndex(after: &index)
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
      for step in 0..<count {
        guard index != endIndex, self[index] >= least, self[index] <= most else { return offset }
        formIndex(after: &index)
        if step == 0 { (least, most) = (0x80, 0xBF) }
      }
      offset += 1 + count
    }
    return nil
  }
}
