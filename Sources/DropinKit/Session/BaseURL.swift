/// A base URL as the user meant it.
package struct BaseURL {
  /// Without a trailing slash and without `/v1`.
  package let text: String
  /// What was changed, to be said aloud; nil when nothing was.
  package let warning: String?

  /// Throws `DropinError` when the text is no http URL.
  package init(_ given: String) throws {
    func refuse(_ why: String) -> DropinError {
      DropinError("'\(given)' is not a base URL: \(why). Give it like http://localhost:1234")
    }
    let scheme: String
    let rest: Substring
    if let written = ["http://", "https://"].first(where: { given.lowercased().hasPrefix($0) }) {
      scheme = String(given.prefix(written.count))
      rest = given.dropFirst(written.count)
    } else {
      guard Self.isHostAndPort(given) else { throw refuse("it does not begin with http:// or https://") }
      scheme = "http://"
      rest = given[...]
    }
    guard given.unicodeScalars.allSatisfy({ $0.value > 0x20 && $0.value != 0x7F }) else {
      throw refuse("it contains spaces or control characters")
    }
    guard !given.contains("?"), !given.contains("#") else { throw refuse("it contains a query or a fragment") }
    let authority = rest.prefix { $0 != "/" }
    guard !authority.isEmpty, !authority.hasPrefix(":") else { throw refuse("it has no host") }
    guard !authority.contains("@") else {
      throw refuse("it contains credentials; pass the token in an environment variable")
    }
    if let colon = authority.lastIndex(of: ":"), !authority.hasSuffix("]") {
      let port = authority[authority.index(after: colon)...]
      guard let number = Int(port), (1...65535).contains(number) else { throw refuse("'\(port)' is not a port") }
    }
    var path = rest.dropFirst(authority.count)
    func trim() { while path.hasSuffix("/") { path.removeLast() } }
    trim()
    var ending: String?
    for suffix in ["/v1/messages", "/v1"] where path.hasSuffix(suffix) {
      path.removeLast(suffix.count)
      trim()
      ending = suffix
      break
    }
    text = scheme + authority + path
    warning = ending.map {
      "the base URL ends in \($0), which clients add themselves; using \(scheme)\(authority)\(path)"
    }
  }

  /// `localhost:1234`, `192.168.1.7:8080/prefix`: the port tells that no other scheme is meant.
  private static func isHostAndPort(_ text: String) -> Bool {
    guard !text.contains("://") else { return false }
    let authority = text.prefix { $0 != "/" }
    guard let colon = authority.lastIndex(of: ":"), Int(authority[authority.index(after: colon)...]) != nil else {
      return false
    }
    let host = authority[..<colon]
    let isBracketed = host.hasPrefix("[") && host.hasSuffix("]")
    return isBracketed
      || !host.isEmpty
        && host.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "." || $0 == "-" || $0 == "_") }
  }
}
