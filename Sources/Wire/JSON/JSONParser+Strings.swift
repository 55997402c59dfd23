extension JSONParser {
  /// Reads a string; the position is at its opening quote.
  mutating func string() throws(JSONSyntaxError) -> String {
    position += 1
    let start = position
    skipPlain()
    if peek() == 0x22 {
      defer { position += 1 }
      return decode(start..<position)
    }
    var text = decode(start..<position)
    while true {
      guard let byte = peek() else { throw unexpected("'\"' at the end of a string") }
      switch byte {
      case 0x22:
        position += 1
        return text
      case 0x5C:
        try escape(into: &text)
      case ..<0x20:
        throw JSONSyntaxError(message: "a raw control character 0x\(byte.hex) in a string", offset: position)
      default:
        let run = position
        skipPlain()
        text += decode(run..<position)
      }
    }
  }

  /// Goes on to the next quote, backslash or control character. Nearly all bytes of any JSON text pass through here.
  private mutating func skipPlain() {
    guard let base = bytes.baseAddress else { return }
    var place = position
    let end = bytes.count
    while place < end {
      let byte = base[place]
      if byte == 0x22 || byte == 0x5C || byte < 0x20 { break }
      place += 1
    }
    position = place
  }

  private mutating func decode(_ range: Range<Int>) -> String {
    let slice = UnsafeBufferPointer(rebasing: bytes[range])
    if let text = String(validating: slice, as: UTF8.self) { return text }
    if let bad = slice.firstInvalidUTF8 {
      problems.append(JSONProblem(kind: .invalidUTF8, offset: range.lowerBound + bad, detail: ""))
    }
    return String(decoding: slice, as: UTF8.self)
  }

  private mutating func escape(into text: inout String) throws(JSONSyntaxError) {
    let start = position
    position += 1
    guard let byte = peek() else { throw unexpected("an escape") }
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"):
      text.unicodeScalars.append(UnicodeScalar(byte))
    case UInt8(ascii: "b"): text.unicodeScalars.append("\u{08}")
    case UInt8(ascii: "f"): text.unicodeScalars.append("\u{0C}")
    case UInt8(ascii: "n"): text.unicodeScalars.append("\n")
    case UInt8(ascii: "r"): text.unicodeScalars.append("\r")
    case UInt8(ascii: "t"): text.unicodeScalars.append("\t")
    case UInt8(ascii: "u"): try unicodeEscape(from: start, into: &text)
    default:
      position -= 1
      throw unexpected("one of \" \\ / b f n r t u after a backslash")
    }
  }

  private mutating func unicodeEscape(from start: Int, into text: inout String) throws(JSONSyntaxError) {
    let first = try fourHexDigits()
    if let scalar = UnicodeScalar(first) {
      text.unicodeScalars.append(scalar)
      return
    }
    // A high surrogate needs its low half right after it.
    if first < 0xDC00, peek() == 0x5C, position + 1 < bytes.count, bytes[position + 1] == UInt8(ascii: "u") {
      let back = position
      position += 2
      let second = try fourHexDigits()
      if second >= 0xDC00, second < 0xE000 {
        text.unicodeScalars.append(
          UnicodeScalar(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00)) ?? "\u{FFFD}")
        return
      }
      position = back
    }
    problems.append(JSONProblem(kind: .loneSurrogate, offset: start, detail: ""))
    text.unicodeScalars.append("\u{FFFD}")
  }

  private mutating func fourHexDigits() throws(JSONSyntaxError) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = peek(), let digit = byte.hexValue else { throw unexpected("four hex digits") }
      value = value << 4 | UInt32(digit)
      position += 1
    }
    return value
  }
}
