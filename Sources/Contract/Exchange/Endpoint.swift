import Wire

/// Something a client asks a server for: a method, a path, and the rules for the answer.
///
/// To add one, declare it in a file of its own beside its rules, and name it in `all`.
package struct Endpoint: Sendable {
  /// A slug, unique among endpoints.
  package let name: String
  package let method: String
  /// The path below the base URL; a segment `{id}` stands for any.
  package let path: String
  /// Whether a success makes the model generate, which costs time and tokens.
  package let generatesTokens: Bool
  /// The fact about a target that says whether it has the endpoint at all; nil when every server has it.
  package let capability: String?
  /// Judges the answer and takes from it what later checks ask about.
  let evaluate: @Sendable (inout ExchangeReading, Input) -> Void

  /// What the rules of an endpoint look at.
  struct Input {
    var exchange: Exchange
    var response: Response
    /// The request's body.
    var request: JSON?
    /// What stands for `{id}` in the path, without percent-encoding.
    var id: String?

    var isSuccess: Bool { (200..<300).contains(response.status) }
  }

  init(
    _ name: String, method: String, path: String, generatesTokens: Bool = false, capability: String? = nil,
    evaluate: @escaping @Sendable (inout ExchangeReading, Input) -> Void
  ) {
    self.name = name
    self.method = method
    self.path = path
    self.generatesTokens = generatesTokens
    self.capability = capability
    self.evaluate = evaluate
    segments = Self.segments(of: path[...])
  }

  /// Every endpoint that has rules of its own.
  package static let all: [Endpoint] = [.messages, .countTokens, .models, .model]

  /// Method and path for people: `GET /v1/models/…`.
  package var label: String {
    "\(method) /" + segments.map { $0 == Self.parameter ? "…" : $0 }.joined(separator: "/")
  }

  private let segments: [String]
  private static let parameter = "{id}"
}

extension Endpoint: Hashable {
  package static func == (left: Self, right: Self) -> Bool { left.name == right.name }
  package func hash(into hasher: inout Hasher) { hasher.combine(name) }
}

extension Endpoint {
  /// The endpoint that the path of `url` ends in, whatever base it stands under and whatever query follows.
  package init?(url: String) {
    guard let found = Self.match(url) else { return nil }
    self = found.endpoint
  }

  /// The same with what stands for `{id}`, without percent-encoding.
  static func match(_ url: String) -> (endpoint: Endpoint, id: String?)? {
    let parts = segments(of: url.prefix { $0 != "?" && $0 != "#" })
    for endpoint in all where parts.count >= endpoint.segments.count {
      // No base ends in /v1: what stands below two of them is not the endpoint.
      let base = parts.dropLast(endpoint.segments.count)
      if let last = base.last, last == endpoint.segments.first { continue }
      let tail = parts.suffix(endpoint.segments.count)
      var id: String?
      let fits = zip(endpoint.segments, tail).allSatisfy { wanted, found in
        if wanted != parameter { return wanted.sameBytes(as: found) }
        id = found.percentDecoded
        return true
      }
      if fits { return (endpoint, id) }
    }
    return nil
  }

  /// The endpoint of exactly this path, and what stands for `{id}` as it is written there, slashes included.
  package static func exact(path: String) -> (endpoint: Endpoint, id: String?)? {
    for endpoint in all {
      if path.sameBytes(as: endpoint.path) { return (endpoint, nil) }
      guard endpoint.path.hasSuffix(parameter) else { continue }
      let start = endpoint.path.dropLast(parameter.count)
      if path.utf8.starts(with: start.utf8), path.utf8.count > start.utf8.count {
        return (endpoint, String(path.dropFirst(start.count)))
      }
    }
    return nil
  }

  private static func segments(of path: Substring) -> [String] { path.split(separator: "/").map(String.init) }
}
