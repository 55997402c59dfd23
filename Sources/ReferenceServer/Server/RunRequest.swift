import Wire

/// A request below `/run/ID`: one test of somebody's own has a run by itself at a server that serves them all.
///
/// What the test's client asks has `/run/ID`, or `/run/ID/d/NAME` for a server with defects, before its path. The test reads what
/// there is to try at `GET /run/ID`, and says what came of it at `POST …/outcome`: the body is what its client came to,
/// with `?failed` what it said when it gave up.
struct RunRequest {
  /// The name that the test has chosen.
  let id: String
  /// The same as it stands in the path.
  private let segment: String

  static let prefix = "/run/"
  private static let longestID = 200
  private static let longestWords = 65_536

  /// Takes the prefix off a path; nil where there is none.
  init?(takenFrom request: inout ServerRequest) {
    guard request.path.hasPrefix(Self.prefix) else { return nil }
    let rest = request.path.utf8.dropFirst(Self.prefix.utf8.count)
    let end = rest.firstIndex(of: UInt8(ascii: "/")) ?? rest.endIndex
    guard end > rest.startIndex, rest[..<end].count <= Self.longestID, let id = rest[..<end].percentDecoded else {
      return nil
    }
    self.id = id
    segment = Array(rest[..<end]).text
    request.path = end == rest.endIndex ? "/" : Array(rest[end...]).text
  }

  /// What a test says of its client; nil for what a client asks itself.
  static func outcome(of request: ServerRequest) -> ServedExchange.Outcome? {
    guard request.method == "POST", request.path == "/outcome" else { return nil }
    return ServedExchange.Outcome(
      isFailure: request.query == "failed", words: Array(request.body.prefix(longestWords)).text)
  }

  /// Where a test finds the sound server and the others.
  func overview(_ names: [String]) -> JSON {
    let path = Self.prefix + segment
    return [
      "run": .string(id), "path": .string(path),
      "defects": .array(names.map { ["name": .string($0), "path": .string("\(path)/d/\($0)")] }),
    ]
  }
}
