import Wire

/// A header line. Names are compared without regard to case.
package struct HeaderLine: Sendable, Equatable {
  package var name: String
  package var value: String
  package init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }

  func isNamed(_ other: String) -> Bool {
    name.utf8.count == other.utf8.count
      && zip(name.utf8, other.utf8).allSatisfy { $0.asciiLowercased == $1.asciiLowercased }
  }
}

/// A request as it left the HTTP parser, body complete.
package struct ServerRequest: Sendable {
  package var method: String
  /// The part of the target before `?`, still percent-encoded.
  package var path: String
  /// The part after `?`, verbatim; empty without one.
  package var query: String
  package var headers: [HeaderLine]
  package var body: [UInt8]
  /// How many bytes arrived; more than `body.count` when the rest was thrown away as too large.
  package var bodyLength: Int
  /// Whether the client speaks HTTP/1.1, and so understands chunks and keeps connections.
  package var isHTTP11 = true
  /// What the connection carried before: how many exchanges, and whether the last reply was a stream.
  package var earlierExchanges = 0
  package var followsStream = false

  package init(
    _ method: String, _ target: String, headers: [HeaderLine] = [], body: [UInt8] = [],
    bodyLength: Int? = nil
  ) {
    self.method = method
    let parts = target.utf8.split(
      separator: UInt8(ascii: "?"), maxSplits: 1, omittingEmptySubsequences: false)
    path = String(parts[0]) ?? target
    query = parts.count > 1 ? String(parts[1]) ?? "" : ""
    self.headers = headers
    self.body = body
    self.bodyLength = bodyLength ?? body.count
  }

  /// The values of every header line of that name, in order.
  package func values(of name: String) -> [String] { headers.filter { $0.isNamed(name) }.map(\.value) }

  /// The body out of its content coding.
  func decodedBody() throws(APIError) -> [UInt8] {
    let codings = values(of: "content-encoding").map { $0.lowercased() }.filter { $0 != "identity" }
    guard !codings.isEmpty else { return body }
    guard codings == ["gzip"], let decoded = DecodedBody(body, declared: codings), decoded.coding.problem == nil else {
      throw APIError(415, type: "invalid_request_error", "content-encoding: only gzip is taken")
    }
    return decoded.bytes
  }

  /// Whether the client asked for the connection to be closed after the reply.
  var wantsClose: Bool {
    let tokens = values(of: "connection").joined(separator: ",").lowercased()
    return isHTTP11
      ? tokens.utf8.elementsEqual("close".utf8) || tokens.contains("close")
      : !tokens.contains("keep-alive")
  }
}
