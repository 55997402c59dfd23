import Wire

/// Reads a merged request whose shape has been checked.
struct RequestDecoder {
  static let defaultPath = "/v1/messages"

  let log: DiagnosticLog

  func decode(_ yaml: YAML) -> RequestTemplate {
    let map = MapReader(yaml: yaml, log: log)
    let body = body(of: map)
    var method = "POST"
    var headers = map.entries("headers").flatMap { entry in
      (entry.value.elements ?? [entry.value]).map { HeaderField(entry.key, $0.string ?? "") }
    }
    if map["multipart"] != nil, headers.first("content-type") == nil { headers.append(MultipartDecoder.contentType) }
    if case .none = body { method = "GET" }
    return RequestTemplate(
      method: map.string("method") ?? method, path: path(of: map), query: map.string("query"),
      headers: headers,
      auth: map.choice("auth") ?? .default, body: body, framing: map.choice("framing") ?? .contentLength,
      connection: map.choice("connection") ?? .reuse, disconnect: disconnect(of: map),
      limits: StepLimits(
        firstByte: map.map("limits").int("first_byte"), idle: map.map("limits").int("idle"),
        total: map.map("limits").int("total")),
      client: map.string("client"), place: yaml.place,
      variableUses: ["path", "query", "headers", "body", "body_text", "multipart"].flatMap {
        map[$0]?.variableUses ?? []
      })
  }

  private func path(of map: MapReader) -> String {
    guard let path = map.string("path") else { return Self.defaultPath }
    if !path.hasPrefix("/") {
      map.report("bad-path", "a path begins with '/'", at: map.place(of: "path"), hint: "/\(path)")
    }
    return path
  }

  private func body(of map: MapReader) -> RequestBody {
    let given = ["body", "body_text", "body_base64", "multipart"].filter { map[$0] != nil }
    if given.count > 1 {
      map.report(
        "two-bodies", "a request has either \(given.joined(separator: " or "))", at: map.place(of: given[1]),
        hint: "take the inherited one away with body: {$remove: true}")
    }
    if let node = map["body_text"] { return .text(pieces(of: node)) }
    if let node = map["body_base64"] {
      guard let bytes = Base64.decode(node.string ?? "") else {
        map.report("bad-base64", "not base64", at: node.place.firstLine)
        return .bytes([])
      }
      return .bytes(bytes)
    }
    if map["multipart"] != nil { return MultipartDecoder(log: log).body(of: map.maps("multipart")) }
    guard let node = map["body"] else { return .none }
    checkGenerators(node)
    return .json(node.json)
  }

  /// Text, or pieces of text and `$repeat`s to be sent one after the other.
  private func pieces(of yaml: YAML) -> [JSON] {
    for node in yaml.elements ?? [yaml] where node.string == nil && !node.isStandIn {
      guard node.isOperator, node["$repeat"] != nil else {
        log.report(
          Diagnostic(
            code: "bad-text", "\(node.kindName) where a string or a $repeat is needed", at: node.place.firstLine))
        continue
      }
      checkGenerators(node)
    }
    return (yaml.elements ?? [yaml]).map(\.json)
  }

  private static let generators = ["$repeat", "$splice", "$literal", "$remove", "$base64_file", "$use"]

  /// A body may hold generators, and no other keys that begin with `$` by mistake.
  private func checkGenerators(_ yaml: YAML) {
    if yaml.isStandIn { return }
    for element in yaml.elements ?? [] { checkGenerators(element) }
    for entry in yaml.entries ?? [] {
      if yaml.isOperator {
        switch entry.key {
        case "$literal": return
        case "$repeat":
          if entry.value["text"]?.string == nil || entry.value["times"]?.int == nil {
            log.report(
              Diagnostic(code: "bad-repeat", "$repeat needs 'text' and 'times'", at: entry.keyPlace))
          }
        case "$splice", "$schema", "$ref", "$defs": break
        default:
          log.report(
            Diagnostic(
              code: "unknown-generator", "unknown generator '\(entry.key)'", at: entry.keyPlace,
              hint: Suggestions.hint(for: entry.key, among: Self.generators)
                ?? "write {$literal: …} for a map that only looks like one"))
        }
      }
      checkGenerators(entry.value)
    }
  }

  private func disconnect(of map: MapReader) -> DisconnectRule? {
    guard map["disconnect"] != nil else { return nil }
    let rule = map.map("disconnect")
    switch (rule.string("after_event"), rule.int("after_bytes")) {
    case (let name?, nil): return .afterEvent(name)
    case (nil, let count?): return .afterBytes(count)
    default:
      rule.reportMissing("bad-disconnect", "disconnect needs either after_event or after_bytes")
      return nil
    }
  }
}
