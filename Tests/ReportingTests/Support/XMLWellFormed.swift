/// A strict reader of the XML that reports use: declaration, elements, attributes in double quotes, the
/// five named and the numeric references. Throws at the first thing XML 1.0 does not allow.
struct XMLWellFormed {
  struct Flaw: Error {
    var message: String
    var offset: Int
  }
  struct Element {
    var name: String
    var attributes: [(name: String, value: String)]
    var text: String
  }

  private var scalars: [Unicode.Scalar]
  private var position = 0
  private(set) var elements: [Element] = []

  /// The elements in the order in which they end.
  static func parse(_ bytes: [UInt8]) throws -> [Element] {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw Flaw(message: "not UTF-8", offset: 0)
    }
    var reader = XMLWellFormed(scalars: Array(text.unicodeScalars))
    try reader.document()
    return reader.elements
  }

  private init(scalars: [Unicode.Scalar]) { self.scalars = scalars }

  private mutating func document() throws {
    for (offset, scalar) in scalars.enumerated() where !Self.isChar(scalar) {
      throw Flaw(message: "U+\(String(scalar.value, radix: 16)) is no XML character", offset: offset)
    }
    try expect("<?xml version=\"1.0\" encoding=\"UTF-8\"?>")
    skipSpace()
    try element()
    skipSpace()
    if position < scalars.count { throw flaw("something after the root element") }
  }

  static func isChar(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x9, 0xA, 0xD, 0x20...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF: true
    default: false
    }
  }

  private mutating func element() throws {
    try expect("<")
    var element = Element(name: try name(), attributes: [], text: "")
    while true {
      let spaced = skipSpace()
      if take("/>") {
        elements.append(element)
        return
      }
      if take(">") { break }
      guard spaced else { throw flaw("no space before an attribute") }
      let key = try name()
      if element.attributes.contains(where: { $0.name == key }) { throw flaw("attribute \(key) twice") }
      try expect("=\"")
      element.attributes.append((key, try text(until: "\"")))
      try expect("\"")
    }
    while true {
      element.text += try text(until: "<")
      if take("</") {
        guard try name() == element.name else { throw flaw("the end tag does not fit \(element.name)") }
        try expect(">")
        elements.append(element)
        return
      }
      try self.element()
    }
  }

  private mutating func text(until stop: Unicode.Scalar) throws -> String {
    var result = String.UnicodeScalarView()
    while let scalar = peek(), scalar != stop {
      position += 1
      switch scalar {
      case "&": result.append(try reference())
      case "<": throw flaw("a bare <")
      case ">" where position > 2 && scalars[position - 2] == "]" && scalars[position - 3] == "]":
        throw flaw("]]> in text")
      default: result.append(scalar)
      }
    }
    return String(result)
  }

  private mutating func reference() throws -> Unicode.Scalar {
    for (name, scalar) in [("amp;", "&"), ("lt;", "<"), ("gt;", ">"), ("quot;", "\""), ("apos;", "'")]
      as [(String, Unicode.Scalar)]
    where take(name) { return scalar }
    guard take("#") else { throw flaw("a bare &") }
    var digits = ""
    while let scalar = peek(), ("0"..."9").contains(scalar) {
      digits.unicodeScalars.append(scalar)
      position += 1
    }
    try expect(";")
    guard let scalar = UInt32(digits).flatMap(Unicode.Scalar.init), Self.isChar(scalar) else {
      throw flaw("a reference to no XML character")
    }
    return scalar
  }

  private mutating func name() throws -> String {
    var result = ""
    while let scalar = peek(), ("a"..."z").contains(scalar) || scalar == "_" {
      result.unicodeScalars.append(scalar)
      position += 1
    }
    if result.isEmpty { throw flaw("no name") }
    return result
  }

  @discardableResult private mutating func skipSpace() -> Bool {
    let start = position
    while let scalar = peek(), scalar == " " || scalar == "\n" { position += 1 }
    return position > start
  }

  private func peek() -> Unicode.Scalar? { position < scalars.count ? scalars[position] : nil }

  private mutating func take(_ text: String) -> Bool {
    guard scalars[position...].starts(with: text.unicodeScalars) else { return false }
    position += text.unicodeScalars.count
    return true
  }

  private mutating func expect(_ text: String) throws { if !take(text) { throw flaw("no \(text)") } }
  private func flaw(_ message: String) -> Flaw { Flaw(message: message, offset: position) }
}
