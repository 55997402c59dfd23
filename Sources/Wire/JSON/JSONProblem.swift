/// Why bytes are not JSON, and where.
package struct JSONSyntaxError: Error, Sendable, Equatable, CustomStringConvertible {
  /// What was found and what would have been right.
  package var message: String
  /// Byte offset of the first offending byte.
  package var offset: Int

  package var description: String { "\(message) at byte \(offset)" }
}

/// Something JSON parsers disagree about although the text parses.
package struct JSONProblem: Sendable, Equatable {
  package enum Kind: String, Sendable {
    case duplicateKey = "duplicate key"
    case loneSurrogate = "lone surrogate"
    case invalidUTF8 = "invalid UTF-8"
  }
  package var kind: Kind
  /// Byte offset of the key, escape or byte.
  package var offset: Int
  /// The key, where there is one.
  package var detail: String
}

/// A parsed document: the value and what is questionable about its text.
package struct JSONDocument: Sendable {
  package var root: JSON
  package var problems: [JSONProblem]
}
