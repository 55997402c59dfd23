extension JSON {
  /// How a value is laid out as text.
  public enum Layout: Sendable {
    /// One line, no spaces: what goes on the wire.
    case compact
    /// Two-space indent, one member a line: what people read and diff.
    case indented
  }

  /// The value as JSON text. Member order, duplicate keys and number texts are kept.
  public func text(_ layout: Layout = .compact) -> String {
    var writer = JSONWriter(indented: layout == .indented)
    writer.write(self, depth: 0)
    return writer.output
  }

  /// The value as UTF-8 bytes.
  public func bytes(_ layout: Layout = .compact) -> [UInt8] { Array(text(layout).utf8) }
}

struct JSONWriter {
  let indented: Bool
  var output = ""

  mutating func write(_ value: JSON, depth: Int) {
    switch value {
    case .null: output += "null"
    case .bool(let value): output += value ? "true" : "false"
    case .number(let number): output += number.lexeme
    case .string(let text): quote(text)
    case .array(let elements):
      list("[", "]", count: elements.count, depth: depth) { writer, index in
        writer.write(elements[index], depth: depth + 1)
      }
    case .object(let object):
      list("{", "}", count: object.count, depth: depth) { writer, index in
        writer.quote(object.members[index].key)
        writer.output += writer.indented ? ": " : ":"
        writer.write(object.members[index].value, depth: depth + 1)
      }
    }
  }

  private mutating func list(
    _ open: String, _ close: String, count: Int, depth: Int, _ element: (inout JSONWriter, Int) -> Void
  ) {
    output += open
    for index in 0..<count {
      if index > 0 { output += "," }
      newline(depth + 1)
      element(&self, index)
    }
    if count > 0 { newline(depth) }
    output += close
  }

  private mutating func newline(_ depth: Int) {
    guard indented else { return }
    output += "\n"
    output += String(repeating: "  ", count: depth)
  }

  mutating func quote(_ text: String) {
    output += "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": output += "\\\""
      case "\\": output += "\\\\"
      case "\n": output += "\\n"
      case "\r": output += "\\r"
      case "\t": output += "\\t"
      // The line separators are legal JSON but end a line in JavaScript; C1 controls drive terminals.
      case "\u{00}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{2028}", "\u{2029}":
        output += "\\u" + hex(UInt8(scalar.value >> 8)) + hex(UInt8(scalar.value & 0xFF))
      default: output.unicodeScalars.append(scalar)
      }
    }
    output += "\""
  }
}
