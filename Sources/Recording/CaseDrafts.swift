import Cases
import Wire

/// Drafts of cases from a session. What only a person can decide is written as `TODO`, and `dropin lint`
/// refuses the file until that is done.
struct CaseDrafts {
  private struct Draft {
    var request: Request
    var status: Int?
    var path: String
  }
  private var drafts: [Draft] = []
  /// Digests, because a long session has many long bodies.
  private var seen = Set<String>()
  private var left = 0

  /// Longer bodies and more requests would make a file that nobody reads.
  private static let longestBody = 262_144
  private static let most = 200

  /// Header fields that every case sends by itself, or that only say which client it was.
  private static let leftOut = [
    "host", "content-length", "connection", "accept-encoding", "user-agent", "authorization", "x-api-key",
    "api-key", "proxy-authorization", "cookie",
  ]

  mutating func add(_ exchange: Exchange, baseURL: String) {
    let request = exchange.request
    let path = String(request.url.dropFirst(baseURL.utf8.count))
    let identity = SHA256.hexDigest(Array("\(request.method) \(path)\n".utf8) + (request.body ?? []))
    guard seen.insert(identity).inserted else { return }
    guard drafts.count < Self.most, (request.body?.count ?? 0) <= Self.longestBody else { return left += 1 }
    drafts.append(Draft(request: request, status: exchange.response?.status, path: path))
  }

  func file(model: String) -> [UInt8] {
    var text = """
      # yaml-language-server: $schema=../../../specs/case.schema.json
      # Drafts from a recorded session. Decide what stands behind each TODO: the area, an id and a title, the
      # requirement the case is about, and what has to be expected. Requests that came twice are here once.

      """
    if left > 0 { text += "# Left out, because they are too long or too many: \(left).\n" }
    text += "format: \(CaseFormat.version)\narea: TODO\n"
    text += drafts.isEmpty ? "cases: []\n" : "cases:\n"
    for (index, draft) in drafts.enumerated() { text += Self.text(draft, number: index + 1, model: model) }
    return Array(text.utf8)
  }

  private static func text(_ draft: Draft, number: Int, model: String) -> String {
    let request = draft.request
    let parts = draft.path.split(separator: "?", maxSplits: 1).map(String.init)
    var lines = [
      "  - id: todo-recorded-\(number)", "    title: TODO what the server does when all is well",
      "    requirement: TODO", "    request:", "      method: \(quoted(request.method))",
      "      path: \(quoted(parts.first ?? "/"))",
    ]
    if parts.count == 2 { lines.append("      query: \(quoted(parts[1]))") }
    lines.append("      auth: \(authRow(request.headers).rawValue)")
    let fields = HopByHop.removed(from: request.headers).filter { !leftOut.contains($0.name.lowercased()) }
    if !fields.isEmpty { lines.append("      headers:") }
    var named: [String] = []
    for field in fields where !named.contains(field.name) {
      named.append(field.name)
      let values = fields.filter { $0.name == field.name }.map { quoted(escaped($0.value)) }
      lines.append(
        "        \(quoted(field.name)): " + (values.count == 1 ? values[0] : "[\(values.joined(separator: ", "))]"))
    }
    lines += bodyLines(request.body, model)
    if let status = draft.status {
      lines.append("    # It was answered with \(status). TODO: is that what has to be expected?")
    } else {
      lines.append("    # It was not answered at all. TODO: what has to be expected?")
    }
    lines.append("    expect: \(draft.status.map { $0 < 400 } ?? true ? "answered" : "refused")")
    return lines.joined(separator: "\n") + "\n"
  }

  private static func bodyLines(_ body: [UInt8]?, _ model: String) -> [String] {
    guard let body, !body.isEmpty else { return [] }
    guard let json = try? JSONParser.parse(body).root else {
      return ["      body_base64: \(quoted(Base64.encode(body)))"]
    }
    let template = template(json, model: model, isTop: true)
    let text = template.text(.indented).split(separator: "\n", omittingEmptySubsequences: false)
    return ["      body:"] + text.map { "        \($0)" }
  }

  /// The body as a case writes it: the model is a variable, and nothing else is taken for one.
  private static func template(_ json: JSON, model: String, isTop: Bool = false) -> JSON {
    switch json {
    case .null, .bool, .number: return json
    case .string(let text): return .string(escaped(text))
    case .array(let elements): return .array(elements.map { template($0, model: model) })
    case .object(let object):
      let members = object.members.map { member in
        let isModel = isTop && member.key == "model" && member.value.string?.sameBytes(as: model) == true
        return JSONObject.Member(
          key: member.key, value: isModel ? .string("${model}") : template(member.value, model: model))
      }
      let copy = JSON.object(JSONObject(members))
      // A map with one key that begins with a dollar would be read as an operator.
      return members.count == 1 && members[0].key.hasPrefix("$") ? ["$literal": json] : copy
    }
  }

  private static func escaped(_ text: String) -> String { text.replacing("${", with: "$${") }

  /// A JSON string, which YAML reads the same way.
  private static func quoted(_ text: String) -> String { JSON.string(text).text() }

  private static func authRow(_ headers: [HeaderField]) -> AuthRow {
    switch (headers.first("x-api-key") != nil, headers.first("authorization") != nil) {
    case (true, true): .both
    case (true, false): .apiKey
    case (false, true): .bearer
    case (false, false): .none
    }
  }
}
