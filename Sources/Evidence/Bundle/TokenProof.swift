import Wire

/// What is known of a bundle being free of the token that the run had.
package struct TokenProof: Sendable, Equatable {
  package enum Kind: String, Sendable, CaseIterable {
    /// Every part was searched for the tokens, in every form that redaction knows, and none was found.
    case searched
    /// The run had none.
    case noToken = "no-token"
    /// What was named is a word that manuals give, such as `lm-studio`: answers hold it for their own reasons.
    case placeholder
    /// The run had one that nobody named, so that nobody could look for it.
    case none
  }

  package var kind: Kind
  /// The environment variables that held the tokens looked for.
  package var variables: [String]

  package init(_ kind: Kind, variables: [String] = []) {
    self.kind = kind
    self.variables = variables
  }

  package var words: String {
    switch kind {
    case .searched: "searched for the tokens in \(variables.joined(separator: ", ")), and free of them"
    case .noToken: "the run had no token"
    case .placeholder:
      "not searched: the token in \(variables.joined(separator: ", ")) is a word that manuals give, and no secret"
    case .none: "not searched for the run's token: whoever packed it did not name one"
    }
  }
}

extension TokenProof {
  /// How a token is looked for; in the record, so that nobody has to know the program.
  private static let forms = ["plain", "reversed", "base64", "hex", "escaped", "apart", "pieces"]

  var json: JSON {
    var json: JSON = ["proof": .string(kind.rawValue)]
    if !variables.isEmpty { json["variables"] = .array(variables.map { .string($0) }) }
    if kind == .searched { json["forms"] = .array(Self.forms.map { .string($0) }) }
    return json
  }

  init(json: JSON?) throws(BundleError) {
    guard let kind = json?["proof"]?.string.flatMap(Kind.init(rawValue:)) else {
      throw BundleError("\(RunBundle.manifestName): 'token' does not say what was proven")
    }
    let variables = (json?["variables"]?.array ?? []).compactMap(\.string)
    guard variables.count <= 100, variables.allSatisfy({ $0.utf8.count <= 200 }) else {
      throw BundleError("\(RunBundle.manifestName): 'token' names too many variables")
    }
    self.init(kind, variables: variables)
  }
}

extension Redactor {
  private static let stride = 1 << 20
  private static let overlap = 1 << 15

  /// Where the first byte stands that redaction would blot out; nil when there is none. Unlike `leaks` it finds what
  /// stands in parts and in pieces too.
  func firstTrace(in bytes: [UInt8]) -> Int? {
    var start = 0
    while true {
      // Longer bytes are not looked at so closely.
      let end = min(bytes.count, start + Self.stride + Self.overlap)
      let part = Array(bytes[start..<end])
      let redacted = redact(part)
      if let place = part.indices.first(where: { part[$0] != redacted[$0] }) { return start + place }
      if end == bytes.count { return nil }
      start += Self.stride
    }
  }
}
