/// A base URL as the user meant it.
struct BaseURL {
  /// Without a trailing slash and without `/v1`.
  let text: String
  /// What was changed, to be said aloud; nil when nothing was.
  let warning: String?

  /// Throws `UserError` when the text is no http URL.
  init(_ given: String) throws {
    func refuse(_ why: String) -> UserError {
      UserError("'\(given)' is no base URL: \(why). Give it like http://localhost:1234")
    }
    guard let scheme = ["http://", "https://"].first(where: { given.lowercased().hasPrefix($0) }) else {
      throw refuse("it does not begin with http:// or https://")
    }
    guard given.unicodeScalars.allSatisfy({ $0.value > 0x20 && $0.value != 0x7F }) else {
      throw refuse("it holds spaces or control characters")
    }
    guard !given.contains("?"), !given.contains("#") else { throw refuse("it holds a query or a fragment") }
    let rest = given.dropFirst(scheme.count)
    let authority = rest.prefix { $0 != "/" }
    guard !authority.isEmpty, !authority.hasPrefix(":") else { throw refuse("it has no host") }
    guard !authority.contains("@") else {
      throw refuse("it holds credentials; pass the token by an environment variable")
    }
    if let colon = authority.lastIndex(of: ":"), !authority.hasSuffix("]") {
      let port = authority[authority.index(after: colon)...]
      guard let number = Int(port), (1...65535).contains(number) else { throw refuse("'\(port)' is no port") }
    }
    var text = given
    while text.hasSuffix("/") { text.removeLast() }
    guard text.hasSuffix("/v1") else {
      self.text = text
      warning = nil
      return
    }
    text.removeLast(3)
    self.text = text
    warning = "the base URL ends in /v1, which clients add themselves; using \(text)"
  }
}
