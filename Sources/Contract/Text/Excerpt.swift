import Wire

/// What findings show of a value or a text.
enum Excerpt {
  /// A value as findings show it: its JSON text, of a long one only the beginning.
  static func of(_ value: JSON?) -> String {
    guard let value else { return "nothing" }
    var writer = ShownValue()
    writer.write(value)
    return of(writer.text)
  }

  /// At most `limit` Unicode scalars, so that one hostile character cluster cannot fill a report.
  static func of(_ text: String, to limit: Int = 200) -> String {
    guard text.utf8.count > limit else { return text }
    let scalars = text.unicodeScalars
    guard let end = scalars.index(scalars.startIndex, offsetBy: limit, limitedBy: scalars.endIndex),
      end != scalars.endIndex
    else { return text }
    return String(scalars[..<end]) + "…"
  }
}

extension Excerpt {
  /// The bytes from `offset` on, for a message.
  static func bytes(_ bytes: [UInt8], at offset: Int) -> String {
    bytes.dropFirst(offset).prefix(8).map { $0.hex }.joined(separator: " ")
  }
}

/// Writes no more of a value than is going to be shown, however large the value is.
private struct ShownValue {
  /// Enough bytes for the scalars that an excerpt keeps.
  static let limit = 1000
  var text = ""

  private var isFull: Bool { text.utf8.count > Self.limit }

  mutating func write(_ value: JSON) {
    guard !isFull else { return }
    switch value {
    case .string(let content): write(content)
    case .array(let elements):
      text += "["
      for (index, element) in elements.enumerated() {
        if isFull { return }
        if index > 0 { text += "," }
        write(element)
      }
      text += "]"
    case .object(let object):
      text += "{"
      for (index, member) in object.members.enumerated() {
        if isFull { return }
        if index > 0 { text += "," }
        write(member.key)
        text += ":"
        write(member.value)
      }
      text += "}"
    case .number(let number): text += Excerpt.of(number.lexeme)
    case .null, .bool: text += value.text()
    }
  }

  private mutating func write(_ content: String) {
    guard content.utf8.count > Self.limit else {
      text += JSON.string(content).text()
      return
    }
    // Without its closing quote, since it goes on.
    text += String(JSON.string(Excerpt.of(content, to: Self.limit)).text().dropLast())
  }
}
