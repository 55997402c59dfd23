extension JSON {
  /// How a value is laid out as text.
  package enum Layout: Sendable {
    /// One line, no spaces: what goes on the wire.
    case compact
    /// Two-space indent, one member a line: what people read and diff.
    case indented
  }

  /// The value as JSON text. Member order, duplicate keys and number texts are kept.
  package func text(_ layout: Layout = .compact) -> String { String(decoding: bytes(layout), as: UTF8.self) }

  /// The value as UTF-8 bytes.
  package func bytes(_ layout: Layout = .compact) -> [UInt8] {
    var writer = JSONWriter(indented: layout == .indented)
    writer.write(self, depth: 0)
    return writer.output
  }
}

/// Writes bytes, not a `String`: requests of many megabytes pass through here.
struct JSONWriter {
  let indented: Bool
  private(set) var output: [UInt8] = []

  init(indented: Bool) { self.indented = indented }

  mutating func write(_ value: JSON, depth: Int) {
    switch value {
    case .null: output += "null".utf8
    case .bool(let value): output += value ? "true".utf8 : "false".utf8
    case .number(let number): output += number.lexeme.utf8
    case .string(let text): quote(text)
    case .array(let elements):
      list("[", "]", count: elements.count, depth: depth) { writer, index in
        writer.write(elements[index], depth: depth + 1)
      }
    case .object(let object):
      list("{", "}", count: object.count, depth: depth) { writer, index in
        writer.quote(object.members[index].key)
        writer.output += writer.indented ? ": ".utf8 : ":".utf8
        writer.write(object.members[index].value, depth: depth + 1)
      }
    }
  }

  private mutating func list(
    _ open: String, _ close: String, count: Int, depth: Int, element: (inout JSONWriter, Int) -> Void
  ) {
    output += open.utf8
    for index in 0..<count {
      if index > 0 { output.append(UInt8(ascii: ",")) }
      newline(depth + 1)
      element(&self, index)
    }
    if count > 0 { newline(depth) }
    output += close.utf8
  }

  private mutating func newline(_ depth: Int) {
    guard indented else { return }
    output.append(0x0A)
    output.append(contentsOf: repeatElement(0x20, count: 2 * depth))
  }

  private static let longText = 1 << 16

  private mutating func quote(_ text: String) {
    output.append(UInt8(ascii: "\""))
    var text = text
    text.withUTF8 { bytes in
      // Room for a long text is made at once, and not by doubling again and again.
      if bytes.count > max(Self.longText, output.capacity - output.count) {
        output.reserveCapacity(max(2 * output.capacity, output.count + bytes.count + 64))
      }
      // Runs of plain bytes are copied as they are.
      var plain = 0
      var at = 0
      while at < bytes.count {
        while at + 8 <= bytes.count, Self.isPlain(UnsafeRawBufferPointer(bytes), at) { at += 8 }
        guard at < bytes.count else { break }
        guard Self.mayNeedEscape[Int(bytes[at])] else {
          at += 1
          continue
        }
        let (escape, length) = Self.escape(bytes, at)
        guard let escape else {
          at += length
          continue
        }
        output.append(contentsOf: bytes[plain..<at])
        output += escape.utf8
        at += length
        plain = at
      }
      output.append(contentsOf: bytes[plain...])
    }
    output.append(UInt8(ascii: "\""))
  }

  /// Whether the eight bytes from there are ASCII without anything that `escape` replaces: bodies of megabytes are nothing else.
  private static func isPlain(_ bytes: UnsafeRawBufferPointer, _ index: Int) -> Bool {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let tops = ones << 7
    let word = bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)
    // A byte that is zero, or below a bound, borrows from its top bit; where a byte has its top bit it is not ASCII.
    func hasZero(_ word: UInt64) -> UInt64 { (word &- ones) & ~word }
    let found =
      word | ((word &- ones &* 0x20) & ~word) | hasZero(word ^ (ones &* 0x22)) | hasZero(word ^ (ones &* 0x5C))
      | hasZero(word ^ (ones &* 0x7F))
    return found & tops == 0
  }

  /// Whether a byte can begin something that `escape` replaces; most text has none of them.
  private static let mayNeedEscape: [Bool] = (0..<256).map { byte in
    byte < 0x20 || [0x22, 0x5C, 0x7F, 0xC2, 0xE2].contains(byte)
  }

  /// What has to stand for the character at `index`, if anything, and how many bytes it has or may be skipped.
  private static func escape(_ bytes: UnsafeBufferPointer<UInt8>, _ index: Int) -> (String?, Int) {
    let byte = bytes[index]
    switch byte {
    case UInt8(ascii: "\""): return ("\\\"", 1)
    case UInt8(ascii: "\\"): return ("\\\\", 1)
    case 0x0A: return ("\\n", 1)
    case 0x0D: return ("\\r", 1)
    case 0x09: return ("\\t", 1)
    case 0..<0x20, 0x7F: return ("\\u00" + byte.hex, 1)
    // C1 controls drive terminals; U+2028 and U+2029 are legal JSON but end a line in JavaScript.
    case 0xC2 where bytes[index + 1] < 0xA0: return ("\\u00" + bytes[index + 1].hex, 2)
    // The marks of direction, U+202A to U+202E and U+2066 to U+2069, make a terminal show another text than is there.
    case 0xE2 where bytes[index + 1] == 0x80 && (0xA8...0xAE).contains(bytes[index + 2]):
      return ("\\u20" + (bytes[index + 2] & 0x2F).hex, 3)
    case 0xE2 where bytes[index + 1] == 0x81 && (0xA6...0xA9).contains(bytes[index + 2]):
      return ("\\u20" + (bytes[index + 2] & 0x3F | 0x40).hex, 3)
    default: return (nil, 1)
    }
  }
}
