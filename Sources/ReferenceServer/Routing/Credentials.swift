/// The credentials a request carries: values of `x-api-key` and of `Authorization: Bearer`.
struct Credentials: Sendable {
  var keys: [String]
  var bearers: [String]

  init(_ request: ServerRequest) {
    keys = request.values(of: "x-api-key")
    bearers = request.values(of: "authorization").compactMap(Self.bearer)
  }

  /// The token of a Bearer credential; the scheme is matched without regard to case.
  private static func bearer(_ value: String) -> String? {
    let bytes = Array(value.utf8)
    guard bytes.find(Array("bearer ".utf8), ignoringCase: true) == 0 else { return nil }
    return Array(bytes.dropFirst(7).drop { $0 == 0x20 }).text
  }

  /// Whether one of them is in `tokens`. One valid credential suffices, whatever the other says.
  func satisfy(_ authentication: Configuration.Authentication) -> Bool {
    switch authentication {
    case .off: true
    case .required(let tokens):
      (keys + bearers).contains { given in tokens.contains { $0.utf8.elementsEqual(given.utf8) } }
    }
  }
}
