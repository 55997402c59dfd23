/// The two generations of the API. They differ in what they refuse, not in what they answer.
enum APIVersion: Sendable {
  /// `2023-06-01`, and requests that name no version.
  case a
  /// `2026-10-21` and later.
  case b

  /// Dates are compared, never looked up in a list: a newer client must not be turned away.
  init(_ request: ServerRequest) throws(APIError) {
    guard let text = request.values(of: "anthropic-version").first else {
      self = .a
      return
    }
    guard Self.isDate(text), text >= "2023-01-01" else {
      throw .invalid(
        "anthropic-version", "'\(text.prefix(40))' is not a version; send 2023-06-01 or 2026-10-21")
    }
    self = text >= "2026-10-21" ? .b : .a
  }

  private static func isDate(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    guard bytes.count == 10 else { return false }
    return bytes.indices.allSatisfy { $0 == 4 || $0 == 7 ? bytes[$0] == 0x2D : bytes[$0].isASCIIDigit }
  }
}
