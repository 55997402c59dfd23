/// A strict RFC 8259 parser over bytes: no BOM, no trailing comma, no second value, no comments.
///
/// Invalid UTF-8 and lone surrogates inside strings do not end the parse (a checker wants to judge
/// the rest); they are reported as problems and become U+FFFD.
package struct JSONParser {
  /// Nesting deeper than this is refused, so that hostile text cannot exhaust the stack.
  package static let maximumDepth = 256

  let bytes: UnsafeBufferPointer<UInt8>
  var position = 0
  var depth = 0
  var problems: [JSONProblem] = []
  /// When set, the offset of the value at this place is noted on the way.
  var watched: JSONPointer?
  var path: [String] = []
  var found: Range<Int>?

  /// Parses one document that fills `bytes` wholly. Throws `JSONSyntaxError`.
  package static func parse(_ bytes: some Sequence<UInt8>) throws(JSONSyntaxError) -> JSONDocument {
    let result = withBytes(bytes) { buffer in
      var parser = JSONParser(bytes: buffer)
      return Result { () throws(JSONSyntaxError) in
        JSONDocument(root: try parser.document(), problems: parser.problems)
      }
    }
    return try result.get()
  }

  /// Parses text. Throws `JSONSyntaxError`.
  package static func parse(_ text: String) throws(JSONSyntaxError) -> JSON {
    try parse(text.utf8).root
  }

  /// The bytes of the value at `pointer`, or nil when it is not there. Meant for the rare failure
  /// that has to be shown, so that the common case pays nothing for offsets.
  package static func locate(_ pointer: JSONPointer, in bytes: some Sequence<UInt8>) -> Range<Int>? {
    withBytes(bytes) { buffer in
      var parser = JSONParser(bytes: buffer)
      parser.watched = pointer
      _ = try? parser.document()
      return parser.found
    }
  }

  static func withBytes<T>(_ bytes: some Sequence<UInt8>, _ body: (UnsafeBufferPointer<UInt8>) -> T) -> T {
    if let result = bytes.withContiguousStorageIfAvailable(body) { return result }
    return Array(bytes).withUnsafeBufferPointer(body)
  }

  init(bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  mutating func document() throws(JSONSyntaxError) -> JSON {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
      throw JSONSyntaxError(message: "a byte order mark before the JSON text", offset: 0)
    }
    skipWhitespace()
    let root = try value()
    skipWhitespace()
    if position < bytes.count { throw unexpected("the end of the text") }
    return root
  }

  mutating func value() throws(JSONSyntaxError) -> JSON {
    let start = position
    let result: JSON
    switch peek() {
    case UInt8(ascii: "{"): result = try object()
    case UInt8(ascii: "["): result = try array()
    case UInt8(ascii: "\""): result = .string(try string())
    case UInt8(ascii: "t"): result = try literal("true", .bool(true))
    case UInt8(ascii: "f"): result = try literal("false", .bool(false))
    case UInt8(ascii: "n"): result = try literal("null", .null)
    default: result = .number(JSONNumber(lexeme: try number()))
    }
    if let watched, path == watched.tokens { found = start..<position }
    return result
  }

  private mutating func object() throws(JSONSyntaxError) -> JSON {
    try enter()
    var object = JSONObject()
    position += 1
    skipWhitespace()
    if take(UInt8(ascii: "}")) { depth -= 1; return .object(object) }
    while true {
      let keyOffset = position
      guard peek() == UInt8(ascii: "\"") else { throw unexpected("a key in double quotes") }
      let key = try string()
      if object.index(of: key) != nil {
        problems.append(JSONProblem(kind: .duplicateKey, offset: keyOffset, detail: key))
      }
      skipWhitespace()
      guard take(UInt8(ascii: ":")) else { throw unexpected("':' after a key") }
      skipWhitespace()
      object.append(key, try child(key))
      skipWhitespace()
      if take(UInt8(ascii: "}")) { break }
      guard take(UInt8(ascii: ",")) else { throw unexpected("',' or '}'") }
      skipWhitespace()
    }
    depth -= 1
    return .object(object)
  }

  private mutating func array() throws(JSONSyntaxError) -> JSON {
    try enter()
    var elements: [JSON] = []
    position += 1
    skipWhitespace()
    if take(UInt8(ascii: "]")) { depth -= 1; return .array(elements) }
    while true {
      elements.append(try child(watched == nil ? "" : String(elements.count)))
      skipWhitespace()
      if take(UInt8(ascii: "]")) { break }
      guard take(UInt8(ascii: ",")) else { throw unexpected("',' or ']'") }
      skipWhitespace()
    }
    depth -= 1
    return .array(elements)
  }

  private mutating func child(_ token: String) throws(JSONSyntaxError) -> JSON {
    guard watched != nil else { return try value() }
    path.append(token)
    let result = try value()
    path.removeLast()
    return result
  }

  private mutating func enter() throws(JSONSyntaxError) {
    depth += 1
    if depth > Self.maximumDepth {
      throw JSONSyntaxError(message: "nesting deeper than \(Self.maximumDepth)", offset: position)
    }
  }

  private mutating func literal(_ text: StaticString, _ value: JSON) throws(JSONSyntaxError) -> JSON {
    for index in 0..<text.utf8CodeUnitCount {
      guard peek() == text.utf8Start[index] else { throw unexpected("'\(text)'") }
      position += 1
    }
    return value
  }

  private mutating func number() throws(JSONSyntaxError) -> String {
    let start = position
    _ = take(UInt8(ascii: "-"))
    if take(UInt8(ascii: "0")) {
      if isDigit(peek()) {
        throw JSONSyntaxError(message: "a number with a leading zero", offset: start)
      }
    } else {
      try digits(start == position ? "a JSON value" : "a digit after '-'")
    }
    if take(UInt8(ascii: ".")) { try digits("a digit after '.'") }
    if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
      if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
      try digits("a digit in the exponent")
    }
    return String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<position]), as: UTF8.self)
  }

  private mutating func digits(_ expected: String) throws(JSONSyntaxError) {
    guard isDigit(peek()) else { throw unexpected(expected) }
    while isDigit(peek()) { position += 1 }
  }

  private func isDigit(_ byte: UInt8?) -> Bool { byte.map { $0 >= 0x30 && $0 <= 0x39 } ?? false }

  func peek() -> UInt8? { position < bytes.count ? bytes[position] : nil }

  mutating func take(_ byte: UInt8) -> Bool {
    guard peek() == byte else { return false }
    position += 1
    return true
  }

  private mutating func skipWhitespace() {
    while let byte = peek(), byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
      position += 1
    }
  }

  func unexpected(_ expected: String) -> JSONSyntaxError {
    guard let byte = peek() else {
      return JSONSyntaxError(message: "the text ends where \(expected) is needed", offset: position)
    }
    let shown = byte >= 0x21 && byte < 0x7F ? "'\(Character(UnicodeScalar(byte)))'" : "byte 0x\(byte.hex)"
    return JSONSyntaxError(message: "\(shown) where \(expected) is needed", offset: position)
  }
}
