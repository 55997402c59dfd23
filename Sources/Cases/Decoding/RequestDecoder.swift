import Wire

/// Reads a merged request map.
struct RequestDecoder {
  static let defaultPath = "/v1/messages"

  static func decode(_ yaml: YAML) throws(Diagnostic) -> RequestTemplate {
    let body = try body(yaml)
    let hasBody = if case .none = body { false } else { true }
    return RequestTemplate(
      method: yaml["method"]?.string ?? (hasBody ? "POST" : "GET"), path: try path(yaml), query: yaml["query"]?.string,
      headers: headers(yaml["headers"]), auth: AuthRow(rawValue: yaml["auth"]?.string ?? "") ?? .default, body: body,
      framing: BodyFraming(rawValue: yaml["framing"]?.string ?? "") ?? .contentLength,
      connection: ConnectionRule(rawValue: yaml["connection"]?.string ?? "") ?? .reuse,
      disconnect: try disconnect(yaml["disconnect"]),
      limits: StepLimits(
        firstByte: yaml["limits"]?["first_byte"]?.int, idle: yaml["limits"]?["idle"]?.int,
        total: yaml["limits"]?["total"]?.int),
      client: yaml["client"]?.string, place: yaml.place)
  }

  private static func path(_ yaml: YAML) throws(Diagnostic) -> String {
    guard let node = yaml["path"], let path = node.string else { return defaultPath }
    guard path.hasPrefix("/") else {
      throw Diagnostic(code: "bad-path", "a path begins with '/'", at: node.place, hint: "/\(path)")
    }
    return path
  }

  private static func headers(_ yaml: YAML?) -> [HeaderField] {
    (yaml?.entries ?? []).flatMap { entry in
      (entry.value.elements ?? [entry.value]).map { HeaderField(entry.key, $0.string ?? "") }
    }
  }

  private static func body(_ yaml: YAML) throws(Diagnostic) -> RequestBody {
    let given = ["body", "body_text", "body_base64"].filter { yaml[$0] != nil }
    if given.count > 1 {
      throw Diagnostic(
        code: "two-bodies", "a request has either \(given.joined(separator: " or "))", at: firstLine(of: yaml.place),
        hint: "take the inherited one away with body: {$remove: true}")
    }
    if let node = yaml["body_text"] { return .text(try text(node)) }
    if let node = yaml["body_base64"] {
      guard let bytes = Base64.decode(node.string ?? "") else {
        throw Diagnostic(code: "bad-base64", "not base64", at: node.place)
      }
      return .bytes(bytes)
    }
    guard let node = yaml["body"] else { return .none }
    try checkGenerators(node)
    return .json(node.json)
  }

  /// Text, or pieces of text and `$repeat`s to be sent one after the other.
  private static func text(_ yaml: YAML) throws(Diagnostic) -> [JSON] {
    var pieces: [JSON] = []
    for node in yaml.elements ?? [yaml] {
      if node.string == nil {
        guard node.isOperator, node["$repeat"] != nil else {
          throw Diagnostic(
            code: "bad-text", "\(node.kindName) where a string or a $repeat is needed", at: firstLine(of: node.place))
        }
        try checkGenerators(node)
      }
      pieces.append(node.json)
    }
    return pieces
  }

  /// A body may hold generators, and no other keys that begin with `$` by mistake.
  private static func checkGenerators(_ yaml: YAML) throws(Diagnostic) {
    for element in yaml.elements ?? [] { try checkGenerators(element) }
    for entry in yaml.entries ?? [] {
      if yaml.isOperator {
        switch entry.key {
        case "$literal": return
        case "$repeat":
          guard entry.value["text"]?.string != nil, entry.value["times"]?.int != nil else {
            throw Diagnostic(code: "bad-repeat", "$repeat needs 'text' and 'times'", at: entry.keyPlace)
          }
        case "$splice", "$schema", "$ref", "$defs": break
        default:
          throw Diagnostic(
            code: "unknown-generator", "unknown generator '\(entry.key)'", at: entry.keyPlace,
            hint: hint(entry.key, ["$repeat", "$splice", "$literal", "$remove", "$base64_file", "$use"])
              ?? "write {$literal: …} for a map that only looks like one")
        }
      }
      try checkGenerators(entry.value)
    }
  }

  private static func disconnect(_ yaml: YAML?) throws(Diagnostic) -> DisconnectRule? {
    guard let yaml else { return nil }
    switch (yaml["after_event"]?.string, yaml["after_bytes"]?.int) {
    case (let name?, nil): return .afterEvent(name)
    case (nil, let count?): return .afterBytes(count)
    default:
      throw Diagnostic(
        code: "bad-hang-up", "hang_up needs either after_event or after_bytes", at: firstLine(of: yaml.place))
    }
  }
}
