import Wire

/// Reads JSON that may stop anywhere, the way the official Python client reads a tool's arguments
/// while they arrive (the partial mode of its JSON library, `jiter`).
///
/// What is incomplete is left out: the last member whose value has not ended, the last element. Anything
/// but a comma or the closing bracket after a value ends the array or object it is in without an error,
/// and what encloses that goes on from there. Whatever follows the whole value is not read. `NaN` and
/// `Infinity` are let pass and become null here, because JSON has no such numbers.
struct PartialJSON {
  /// The client's library gives up at nesting deeper than this.
  static let maximumDepth = 201

  private let bytes: [UInt8]
  private var position = 0
  private var depth = 0

  /// The value that `text` begins. Throws when no continuation could make it valid.
  static func parse(_ text: String) throws(PartialJSONError) -> JSON { try parse(text.utf8) }

  /// The same of bytes that are UTF-8.
  static func parse(_ text: some Collection<UInt8>) throws(PartialJSONError) -> JSON {
    var reader = PartialJSON(bytes: Array(text))
    reader.skipWhitespace()
    guard let value = try reader.value() else { throw PartialJSONError(offset: reader.position) }
    return value
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  /// Nil when the text ends before the value does and nothing of it can be kept.
  private mutating func value() throws(PartialJSONError) -> JSON? {
    guard let byte = peek() else { return nil }
    switch byte {
    case UInt8(ascii: "{"): return try object()
    case UInt8(ascii: "["): return try array()
    case UInt8(ascii: "\""): return try string().map { .string($0) }
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    case UInt8(ascii: "N"): return try word("NaN", .null)
    case UInt8(ascii: "I"): return try word("Infinity", .null)
    default: return try number()
    }
  }

  private mutating func object() throws(PartialJSONError) -> JSON {
    try enter()
    defer { depth -= 1 }
    var object = JSONObject()
    var isFirst = true
    position += 1
    while true {
      skipWhitespace()
      guard let byte = peek() else { break }
      if isFirst, byte == UInt8(ascii: "}") { position += 1; return .object(object) }
      if !isFirst {
        if byte == UInt8(ascii: "}") { position += 1; return .object(object) }
        guard byte == UInt8(ascii: ",") else { break }
        position += 1
        skipWhitespace()
        guard let next = peek() else { break }
        if next == UInt8(ascii: "}") { throw error() }
      }
      isFirst = false
      guard peek() == UInt8(ascii: "\"") else { throw error() }
      guard let key = try string() else { break }
      skipWhitespace()
      guard let colon = peek() else { break }
      guard colon == UInt8(ascii: ":") else { throw error() }
      position += 1
      skipWhitespace()
      guard let member = try value() else { break }
      object.append(key, member)
    }
    return .object(object)
  }

  private mutating func array() throws(PartialJSONError) -> JSON {
    try enter()
    defer { depth -= 1 }
    var elements: [JSON] = []
    position += 1
    while true {
      skipWhitespace()
      guard let byte = peek() else { break }
      if byte == UInt8(ascii: "]") { position += 1; return .array(elements) }
      if !elements.isEmpty {
        guard byte == UInt8(ascii: ",") else { break }
        position += 1
        skipWhitespace()
        guard let next = peek() else { break }
        if next == UInt8(ascii: "]") { throw error() }
      }
      guard let element = try value() else { break }
      elements.append(element)
    }
    return .array(elements)
  }

  private mutating func string() throws(PartialJSONError) -> String? {
    let start = position
    position += 1
    while let byte = peek() {
      switch byte {
      case UInt8(ascii: "\""):
        position += 1
        // The escapes are checked by the strict reader, and lone surrogates are not let pass.
        guard let document = try? JSONParser.parse(bytes[start..<position]), document.problems.isEmpty,
          let text = document.root.string
        else { throw error() }
        return text
      case UInt8(ascii: "\\"):
        guard try escape() else { return nil }
      case ..<0x20: throw error()
      default: position += 1
      }
    }
    return nil
  }

  /// Passes over one escape; false when the text ends inside it.
  private mutating func escape() throws(PartialJSONError) -> Bool {
    guard let code = try hexOrPlainEscape() else { return false }
    if code >= 0xDC00, code < 0xE000 { throw error() }
    guard code >= 0xD800, code < 0xDC00 else { return true }
    // The second half of a surrogate pair has to follow at once.
    for expected in [UInt8(ascii: "\\"), UInt8(ascii: "u")] {
      guard let byte = peek() else { return false }
      guard byte == expected else { throw error() }
      position += 1
    }
    position -= 2
    guard let low = try hexOrPlainEscape() else { return false }
    if low < 0xDC00 || low >= 0xE000 { throw error() }
    return true
  }

  /// The code unit of a `\u` escape, 0 for any other escape, nil at the end of the text.
  private mutating func hexOrPlainEscape() throws(PartialJSONError) -> UInt32? {
    position += 1
    guard let kind = peek() else { return nil }
    position += 1
    guard kind == UInt8(ascii: "u") else {
      guard "\"\\/bfnrt".utf8.contains(kind) else { throw error() }
      return 0
    }
    var code: UInt32 = 0
    guard position + 4 <= bytes.count else {
      position = bytes.count
      return nil
    }
    for _ in 0..<4 {
      guard let byte = peek(), let digit = byte.hexValue else { throw error() }
      code = code << 4 | UInt32(digit)
      position += 1
    }
    return code
  }

  private mutating func number() throws(PartialJSONError) -> JSON? {
    let start = position
    if peek() == UInt8(ascii: "-") {
      position += 1
      guard let byte = peek() else { return nil }
      if byte == UInt8(ascii: "I") { return try word("Infinity", .null) }
    }
    let firstDigit = peek()
    guard try digits() else { return nil }
    if firstDigit == UInt8(ascii: "0"), digitCount(from: start) > 1 { throw error() }
    if peek() == UInt8(ascii: ".") {
      position += 1
      guard try digits() else { return nil }
    }
    if let byte = peek(), byte == UInt8(ascii: "e") || byte == UInt8(ascii: "E") {
      position += 1
      if let sign = peek(), sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") { position += 1 }
      guard try digits() else { return nil }
    }
    return try? JSONParser.parse(bytes[start..<position]).root
  }

  private func digitCount(from start: Int) -> Int {
    bytes[start..<position].count { $0 >= 0x30 && $0 <= 0x39 }
  }

  /// Passes over at least one digit; false when the text ends instead.
  private mutating func digits() throws(PartialJSONError) -> Bool {
    guard let first = peek() else { return false }
    guard first >= 0x30, first <= 0x39 else { throw error() }
    while let byte = peek(), byte >= 0x30, byte <= 0x39 { position += 1 }
    return true
  }

  private mutating func word(_ word: StaticString, _ value: JSON) throws(PartialJSONError) -> JSON? {
    for index in 0..<word.utf8CodeUnitCount {
      guard let byte = peek() else { return nil }
      guard byte == word.utf8Start[index] else { throw error() }
      position += 1
    }
    return value
  }

  private mutating func enter() throws(PartialJSONError) {
    depth += 1
    if depth > Self.maximumDepth { throw error() }
  }

  private func peek() -> UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func skipWhitespace() {
    while let byte = peek(), byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
  }

  private func error() -> PartialJSONError { PartialJSONError(offset: position) }
}

/// Text that no continuation can turn into JSON.
struct PartialJSONError: Error, Equatable {
  /// Where reading it failed.
  var offset: Int
}
