import Wire

/// Finds `name = value` in a prompt.
enum Assignment {
  /// The value given to `name`: JSON when it reads as JSON (quoted texts, numbers, lists, objects),
  /// otherwise the text up to a comma, semicolon, line end, ` and `, or the full stop of a sentence.
  static func find(_ name: String, in prompt: String) -> JSON? {
    let bytes = Array(prompt.utf8)
    var from = 0
    while let end = Instruction.word(name, in: bytes, from: from) {
      from = end
      var at = end
      while at < bytes.count, bytes[at] == 0x20 { at += 1 }
      guard at < bytes.count, bytes[at] == UInt8(ascii: "=") else { continue }
      at += 1
      while at < bytes.count, bytes[at] == 0x20 { at += 1 }
      guard at < bytes.count else { return nil }
      return value(Array(bytes[at...]))
    }
    return nil
  }

  private static func value(_ rest: [UInt8]) -> JSON? {
    if [UInt8(ascii: "\""), UInt8(ascii: "{"), UInt8(ascii: "[")].contains(rest[0]) {
      // The shortest beginning that parses is the value; what follows is prose.
      let closer: UInt8 =
        rest[0] == UInt8(ascii: "{")
        ? UInt8(ascii: "}") : rest[0] == UInt8(ascii: "[") ? UInt8(ascii: "]") : rest[0]
      for end in rest.indices.dropFirst() where rest[end] == closer {
        if let document = try? JSONParser.parse(rest[...end]) { return document.root }
      }
      return .string(Array(rest.dropFirst()).text)
    }
    var end = 0
    while end < rest.count, ![0x2C, 0x3B, 0x0A].contains(rest[end]), !rest[end...].starts(with: " and ".utf8) {
      let endsSentence = rest[end] == 0x2E && (end + 1 == rest.count || rest[end + 1].isWhitespace)
      if endsSentence { break }
      end += 1
    }
    let text = rest[..<end].asText
    if let document = try? JSONParser.parse(text), document.type != .string { return document }
    return .string(text)
  }
}
