import Wire

/// The parts of a form with files.
struct Multipart {
  struct Part {
    var name: String
    var filename: String?
    var contentType: String?
    var body: [UInt8]
  }

  var parts: [Part]

  /// Throws what a client did wrong.
  init(_ request: ServerRequest) throws(APIError) {
    let type = request.values(of: "content-type").first ?? ""
    guard type.lowercased().hasPrefix("multipart/form-data"), let boundary = Self.parameter("boundary", of: type),
      !boundary.isEmpty
    else { throw .invalid("content-type", "a form is expected: multipart/form-data with a boundary") }
    let delimiter = Array("--\(boundary)".utf8)
    let body = request.body
    guard var start = body.find(delimiter) else { throw .invalid("the form has no part") }
    parts = []
    while true {
      start += delimiter.count
      if body[start...].starts(with: "--".utf8) { return }
      guard let end = body.find([0x0D, 0x0A] + delimiter, from: start), body[start...].starts(with: [0x0D, 0x0A]) else {
        throw .invalid("the form is not complete")
      }
      // A part without content ends where its head does.
      if start + 2 <= end { try add(Array(body[(start + 2)..<end])) }
      start = end + 2
    }
  }

  subscript(name: String) -> Part? { parts.first { $0.name.sameBytes(as: name) } }

  private mutating func add(_ bytes: [UInt8]) throws(APIError) {
    guard let gap = bytes.find(Array("\r\n\r\n".utf8)) else { throw .invalid("a part of the form has no head") }
    var part = Part(name: "", body: Array(bytes[(gap + 4)...]))
    for line in bytes[..<gap].split(separator: 0x0A).map({ Array($0).text }) {
      let field = line.split(separator: ":", maxSplits: 1).map(String.init)
      guard field.count == 2 else { continue }
      let value = field[1].trimmed
      switch field[0].lowercased() {
      case "content-disposition":
        part.name = Self.parameter("name", of: value) ?? ""
        part.filename = Self.parameter("filename", of: value)
      case "content-type": part.contentType = value
      default: break
      }
    }
    parts.append(part)
  }

  /// The value of a parameter, out of its quotes.
  private static func parameter(_ name: String, of value: String) -> String? {
    for piece in value.split(separator: ";").dropFirst() {
      let sides = piece.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map { String($0).trimmed }
      guard sides.count == 2, sides[0].lowercased() == name else { continue }
      let text =
        sides[1].hasPrefix("\"") && sides[1].hasSuffix("\"") && sides[1].utf8.count > 1
        ? String(sides[1].dropFirst().dropLast()) : sides[1]
      return text.utf8.percentDecoded ?? text
    }
    return nil
  }
}

extension String {
  /// Without white space at its ends.
  fileprivate var trimmed: String {
    let bytes = Array(utf8).drop(while: \.isWhitespace)
    return Array(bytes.prefix((bytes.lastIndex { !$0.isWhitespace } ?? bytes.startIndex - 1) + 1 - bytes.startIndex))
      .text
  }
}
