/// The bytes of a source file, cut into lines for showing.
package struct SourceText: Sendable {
  /// The path as the user would write it.
  package let file: String
  /// Without a leading byte order mark, which takes up no column.
  let bytes: [UInt8]
  /// Offset of the first byte of every line; a last newline does not start another.
  let lineStarts: [Int]

  package init(file: String, bytes: [UInt8]) {
    self.file = file
    self.bytes = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
    lineStarts = Self.lineStarts(in: self.bytes)
  }

  /// The bytes of line `number` (from 1) without its line break, or nil when there is none.
  func line(_ number: Int) -> ArraySlice<UInt8>? {
    guard number >= 1, number <= lineStarts.count else { return nil }
    let start = lineStarts[number - 1]
    var end = number < lineStarts.count ? lineStarts[number] : bytes.count
    while end > start, bytes[end - 1] == 0x0A || bytes[end - 1] == 0x0D { end -= 1 }
    return bytes[start..<end]
  }

  private static func lineStarts(in bytes: [UInt8]) -> [Int] {
    var starts = [0]
    for index in bytes.indices {
      let isBreak =
        bytes[index] == 0x0A
        || (bytes[index] == 0x0D && (index + 1 == bytes.count || bytes[index + 1] != 0x0A))
      if isBreak, index + 1 < bytes.count { starts.append(index + 1) }
    }
    return starts
  }
}
