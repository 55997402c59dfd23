/// One escape of any kind, and what it stands for.
struct Escape {
  enum Value {
    /// A byte, as in percent-encoding.
    case byte(UInt8)
    case scalar(Unicode.Scalar)
    /// An empty comment.
    case nothing
  }

  var value: Value
  /// Bytes of the escape.
  var length: Int
  /// An HTML reference without its semicolon, where another escape follows, which may stand for the digits or the
  /// semicolon still missing.
  var isBareBeforeEscape = false

  static func canBegin(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "%") || byte == UInt8(ascii: "\\") || byte == UInt8(ascii: "&")
      || byte == UInt8(ascii: "<")
  }

  /// Nil when no whole escape begins at `position`.
  init?(at position: Int, in text: UnsafeBufferPointer<UInt8>) {
    let cursor = Cursor(text: text, start: position)
    let found: (Value, Int)? =
      switch text[position] {
      case UInt8(ascii: "%"): cursor.number(after: 1, digits: 2...2, radix: 16).map { (.byte(UInt8($0)), 3) }
      case UInt8(ascii: "\\"): Self.backslash(cursor)
      case UInt8(ascii: "&"): Self.reference(cursor)
      default: cursor.has("<!-- -->") ? (.nothing, 8) : cursor.has("<!---->") ? (.nothing, 7) : nil
      }
    guard let (value, length) = found else { return nil }
    self.value = value
    self.length = length
    if text[position] == UInt8(ascii: "&"), cursor.byte(1) == UInt8(ascii: "#"),
      cursor.byte(length - 1) != UInt8(ascii: ";"), let next = cursor.byte(length)
    {
      isBareBeforeEscape = Self.canBegin(next)
    }
  }

  private static func backslash(_ cursor: Cursor) -> (Value, Int)? {
    guard let letter = cursor.byte(1) else { return nil }
    switch letter {
    case UInt8(ascii: "u"): return unicode(cursor)
    case UInt8(ascii: "x"):
      return cursor.number(after: 2, digits: 2...2, radix: 16).map { (.byte(UInt8($0)), 4) }
    case UInt8(ascii: "0")...UInt8(ascii: "3"):
      return cursor.number(after: 1, digits: 3...3, radix: 8).map {
        (.byte(UInt8(truncatingIfNeeded: $0)), 4)
      }
    case UInt8(ascii: "n"): return (.byte(0x0A), 2)
    case UInt8(ascii: "r"): return (.byte(0x0D), 2)
    case UInt8(ascii: "t"): return (.byte(0x09), 2)
    case UInt8(ascii: "\\"): return (.byte(letter), 2)
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), 0x80...: return nil
    // What follows is an escape in its own right.
    case _ where canBegin(letter): return nil
    default: return (.byte(letter), 2)
    }
  }

  private static func unicode(_ cursor: Cursor) -> (Value, Int)? {
    if cursor.byte(2) == UInt8(ascii: "{") {
      for digits in 1...6 where cursor.byte(3 + digits) == UInt8(ascii: "}") {
        guard let value = cursor.number(after: 3, digits: digits...digits, radix: 16) else { return nil }
        return Unicode.Scalar(value).map { (.scalar($0), 4 + digits) }
      }
      return nil
    }
    guard let first = cursor.number(after: 2, digits: 4...4, radix: 16) else { return nil }
    if let scalar = Unicode.Scalar(first) { return (.scalar(scalar), 6) }
    guard first < 0xDC00, cursor.byte(6) == UInt8(ascii: "\\"), cursor.byte(7) == UInt8(ascii: "u"),
      let second = cursor.number(after: 8, digits: 4...4, radix: 16), second >= 0xDC00, second < 0xE000
    else { return nil }
    return Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)).map { (.scalar($0), 12) }
  }

  private static func reference(_ cursor: Cursor) -> (Value, Int)? {
    for (name, letter) in [("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'")]
      as [(StaticString, Unicode.Scalar)] where cursor.has(name)
    {
      return (.scalar(letter), name.utf8CodeUnitCount)
    }
    guard cursor.byte(1) == UInt8(ascii: "#"), let mark = cursor.byte(2) else { return nil }
    let hexadecimal = mark | 0x20 == UInt8(ascii: "x")
    let first = hexadecimal ? 3 : 2
    // Browsers take a reference without its semicolon, and any number of leading zeros.
    var end = first
    while end < first + 10, let byte = cursor.byte(end), hexadecimal ? byte.hexValue != nil : isDigit(byte) {
      end += 1
    }
    guard end > first,
      let value = cursor.number(
        after: first, digits: (end - first)...(end - first), radix: hexadecimal ? 16 : 10),
      let scalar = Unicode.Scalar(value)
    else { return nil }
    return (.scalar(scalar), cursor.byte(end) == UInt8(ascii: ";") ? end + 1 : end)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

  /// Bytes counted from the beginning of an escape.
  private struct Cursor {
    let text: UnsafeBufferPointer<UInt8>
    let start: Int

    func byte(_ offset: Int) -> UInt8? { start + offset < text.count ? text[start + offset] : nil }

    func has(_ word: StaticString) -> Bool {
      for index in 0..<word.utf8CodeUnitCount where byte(index) != word.utf8Start[index] { return false }
      return true
    }

    /// As many digits as the range allows, at least its lower bound; nil when too few or too large.
    func number(after offset: Int, digits: ClosedRange<Int>, radix: UInt32) -> UInt32? {
      var value: UInt32 = 0
      for index in 0..<digits.upperBound {
        guard let byte = byte(offset + index), let digit = byte.hexValue, digit < radix else {
          return index >= digits.lowerBound ? value : nil
        }
        let (product, overflow) = value.multipliedReportingOverflow(by: radix)
        guard !overflow, product <= 0xFFFF_FFF0 else { return nil }
        value = product + UInt32(digit)
      }
      return value
    }
  }
}
