/// What a log says of one request and its reply.
package struct ServedExchange: Sendable, Equatable {
  package var method: String
  /// As it was asked for, with its query.
  package var target: String
  package var status: Int
  package var isStream: Bool
  /// Bytes that were sent, head and all.
  package var bytes: Int
  package var milliseconds: Int
  /// Whether the client hung up before the reply was out.
  package var clientLeft: Bool
  /// The defects, personas and personalities that were at work.
  package var names: [String]
  /// The same for requests that are the same, byte for byte.
  package var digest: String
  package var run: Run?
  /// What a test says of its client, where the request is that.
  package var outcome: Outcome?

  /// The run that it belongs to, and what of it.
  package struct Run: Sendable, Equatable {
    package var id: String
    /// The defects, personas and personalities as the request names them; none for the sound server.
    package var names: [String]
  }

  /// What became of a client, as the test that drives it says.
  package struct Outcome: Sendable, Equatable {
    /// It gave up and said so.
    package var isFailure: Bool
    /// What it came to, or what it said.
    package var words: String
  }

  /// One line; what the client sent is as it came.
  package var line: String {
    var parts = [method, target, String(status)]
    if isStream { parts.append("stream") }
    parts += ["\(bytes) bytes", "\(milliseconds) ms"]
    if clientLeft { parts.append("(the client left)") }
    if !names.isEmpty { parts.append("[\(names.joined(separator: ", "))]") }
    return parts.joined(separator: " ")
  }
}
