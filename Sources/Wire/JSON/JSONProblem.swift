/// Why bytes are not JSON, and where.
public struct JSONSyntaxError: Error, Sendable, Equatable, CustomStringConvertible {
  /// What was found and what would have been right.
  public var message: String
  /// Byte offset of the first offending byte.
  public var offset: Int

  public var description: String { "\(message) at byte \(offset)" }
}

/// Something JSON parsers disagree about although the text parses.
public struct JSONProblem: Sendable, Equatable {
  public enum Kind: String, Sendable {
    case duplicateKey = "duplicate key"
    case loneSurrogate = "lone surrogate"
    case invalidUTF8 = "invalid UTF-8"
  }
  public var kind: Kind
  /// Byte offset of the key, escape or byte.
  public var offset: Int
  /// The key, where there is one.
  public var detail: String
}

/// A parsed document: the value and what is questionable about its text.
public struct JSONDocument: Sendable {
  public var root: JSON
  public var problems: [JSONProblem]
}
