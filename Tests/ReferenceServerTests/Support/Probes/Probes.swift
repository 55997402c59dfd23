import ReferenceServer
import Wire

/// Requests that between them touch everything a defect can spoil.
enum Probes {
  /// One request, and what else is going on.
  struct Probe: Sendable {
    var name: String
    var request: ServerRequest
    /// Whether another request is still being answered.
    var overlaps = false
    /// Whether a client hangs up in a stream just before.
    var afterDisconnect = false
  }

  static func post(
    _ name: String, _ body: JSON, _ headers: [HeaderLine] = [HeaderLine("content-type", "application/json")],
    path: String = "/v1/messages"
  ) -> Probe {
    Probe(name: name, request: ServerRequest("POST", path, headers: headers, body: body.bytes()))
  }

  static func raw(
    _ name: String, _ method: String, _ path: String, _ headers: [HeaderLine] = [], _ body: String = ""
  ) -> Probe {
    Probe(name: name, request: ServerRequest(method, path, headers: headers, body: Array(body.utf8)))
  }

  static func said(_ content: JSON) -> JSON { [["role": "user", "content": content]] }

  /// A copy of `body` with a member set.
  static func with(_ body: JSON, _ key: String, _ value: JSON?) -> JSON {
    var copy = body
    copy[key] = value
    return copy
  }

  /// A copy of `value` with all `members` set.
  static func with(_ value: JSON, _ members: JSON) -> JSON {
    var copy = value
    for member in members.object?.members ?? [] { copy[member.key] = member.value }
    return copy
  }

  /// Cheap ones first: a defect is looked for until the first probe that shows it.
  static let all: [Probe] = {
    let probes =
      bodies + wire + conversations + toolProbes + contents + streams + sessions + sequences + surface + clients
      + stores
    let heavy = ["many", "claude code", "long", "small window", "waiting"]
    let isHeavy: (Probe) -> Bool = { probe in heavy.contains { probe.name.hasPrefix($0) } }
    return probes.filter { !isHeavy($0) } + probes.filter(isHeavy)
  }()
}
