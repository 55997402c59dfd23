/// A place inside a JSON document (RFC 6901).
package struct JSONPointer: Sendable, Hashable, CustomStringConvertible {
  package var tokens: [String]

  package init(_ tokens: [String] = []) { self.tokens = tokens }

  package func appending(_ token: String) -> JSONPointer { JSONPointer(tokens + [token]) }
  package func appending(_ index: Int) -> JSONPointer { JSONPointer(tokens + [String(index)]) }
  package func appending(_ pointer: JSONPointer) -> JSONPointer { JSONPointer(tokens + pointer.tokens) }

  /// `/content/0/text`; the whole document is the empty text.
  package var description: String {
    tokens.map { token in
      "/" + String(token.flatMap { $0 == "~" ? "~0" : $0 == "/" ? "~1" : String($0) })
    }.joined()
  }
}

extension JSON {
  /// The value at `pointer`, or nil when nothing is there.
  package subscript(pointer: JSONPointer) -> JSON? {
    var value = self
    for token in pointer.tokens {
      let next: JSON? =
        switch value {
        case .object(let object): object[token]
        case .array(let array): Int(token).flatMap { array.indices.contains($0) ? array[$0] : nil }
        default: nil
        }
      guard let next else { return nil }
      value = next
    }
    return value
  }
}
