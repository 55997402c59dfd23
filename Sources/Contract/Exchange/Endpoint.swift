import Wire

/// Something a client asks a server for: a method, a path, and the rules for the answer.
///
/// To add one, declare it in a file of its own beside its rules, and name it in `all`.
package struct Endpoint: Sendable {
  /// A slug, unique among endpoints.
  package let name: String
  package let method: String
  /// The path below the base URL; a segment `{id}` stands for any. Several endpoints may share a path.
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
    /// What stands for `{id}` in the path, without percent-encoding; several are joined with a slash.
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
  package static let all: [Endpoint] = [[.messages, .countTokens, .models, .model], batches, files, skills]
    .flatMap { $0 }

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
  /// The endpoint that the path of `url` ends in, whatever base it stands under and whatever query follows: the one
  /// that takes `method`, or the first where none does.
  package init?(url: String, method: String? = nil) {
    guard let found = Self.match(url, method: method) else { return nil }
    self = found.endpoint
  }

  /// The same with what stands for `{id}`, without percent-encoding.
  static func match(_ url: String, method: String? = nil) -> (endpoint: Endpoint, id: String?)? {
    let parts = segments(of: url.prefix { $0 != "?" && $0 != "#" })
    return chosen(method) { endpoint in
      guard parts.count >= endpoint.segments.count else { return nil }
      // No base ends in /v1: what stands below two of them is not the endpoint.
      let base = parts.dropLast(endpoint.segments.count)
      if let last = base.last, last == endpoint.segments.first { return nil }
      return endpoint.ids(in: parts.suffix(endpoint.segments.count)).map { ids in
        ids.isEmpty ? String?.none : ids.map(\.percentDecoded).joined(separator: "/")
      }
    }
  }

  /// The endpoint of exactly this path, and what stands for `{id}` as it is written there, slashes included.
  package static func exact(path: String, method: String? = nil) -> (endpoint: Endpoint, id: String?)? {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false).dropFirst().map(String.init)
    return chosen(method) { endpoint in
      if path.sameBytes(as: endpoint.path) { return .some(nil) }
      if let ids = endpoint.ids(in: parts[...]), !ids.isEmpty, !ids.contains("") {
        return ids.joined(separator: "/")
      }
      // The id of a model may have slashes.
      guard endpoint.path.hasSuffix(parameter) else { return nil }
      let start = endpoint.path.dropLast(parameter.count)
      guard !start.contains(parameter), path.utf8.starts(with: start.utf8), path.utf8.count > start.utf8.count else {
        return nil
      }
      return String(path.dropFirst(start.count))
    }
  }

  /// The methods that endpoints of this one's path take, each once.
  package var methodsOfPath: [String] { Self.all.filter { $0.path == path }.map(\.method) }

  /// The first endpoint that fits and takes the method; without one, the first that fits.
  private static func chosen(_ method: String?, _ fit: (Endpoint) -> String??) -> (endpoint: Endpoint, id: String?)? {
    let wanted = method == "HEAD" ? "GET" : method
    var first: (endpoint: Endpoint, id: String?)?
    for endpoint in all {
      guard let id = fit(endpoint) else { continue }
      if wanted == nil || endpoint.method == wanted { return (endpoint, id) }
      // Another method of the same path, and never a shorter path that would take the rest for an id.
      if first == nil { first = (endpoint, id) }
      if first?.endpoint.path != endpoint.path { break }
    }
    return first
  }

  /// What stands for each `{id}` in these segments; nil where they are another path.
  private func ids(in parts: ArraySlice<String>) -> [String]? {
    guard parts.count == segments.count else { return nil }
    var ids: [String] = []
    for (wanted, found) in zip(segments, parts) {
      if wanted == Self.parameter { ids.append(found) } else if !wanted.sameBytes(as: found) { return nil }
    }
    return ids
  }

  private static func segments(of path: Substring) -> [String] { path.split(separator: "/").map(String.init) }
}
