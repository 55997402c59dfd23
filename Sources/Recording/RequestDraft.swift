import Cases
import Wire

/// A request written as the `request:` of a case.
struct RequestDraft {
  let request: Request
  /// With its query, without the base URL.
  let path: String
  /// What is written as `${model}`; nil: whatever the body names.
  let model: String?

  init(_ request: Request, path: String, model: String?) {
    (self.request, self.path, self.model) = (request, path, model)
  }

  /// Header fields that every case sends by itself, or that only say which client it was.
  private static let leftOut = [
    "host", "content-length", "connection", "accept-encoding", "user-agent", "authorization", "x-api-key",
    "api-key", "proxy-authorization", "cookie",
  ]

  /// - Parameter auth: the header form of the credentials; nil: what is usual in a run.
  func lines(auth: AuthRow?) -> [String] {
    let parts = path.split(separator: "?", maxSplits: 1).map(String.init)
    var lines = [
      "request:", "  method: \(Self.quoted(request.method))", "  path: \(Self.quoted(parts.first ?? "/"))",
    ]
    if parts.count == 2 { lines.append("  query: \(Self.quoted(parts[1]))") }
    if let auth { lines.append("  auth: \(auth.rawValue)") }
    let fields = HopByHop.removed(from: request.headers).filter { !Self.leftOut.contains($0.name.lowercased()) }
    if !fields.isEmpty { lines.append("  headers:") }
    var named: [String] = []
    for field in fields where !named.contains(field.name) {
      named.append(field.name)
      let values = fields.filter { $0.name == field.name }.map { Self.quoted(Self.escaped($0.value)) }
      lines.append(
        "    \(Self.quoted(field.name)): " + (values.count == 1 ? values[0] : "[\(values.joined(separator: ", "))]"))
    }
    return lines + Self.bodyLines(request.body, model)
  }

  private static func bodyLines(_ body: [UInt8]?, _ model: String?) -> [String] {
    guard let body, !body.isEmpty else { return [] }
    guard let json = try? JSONParser.parse(body).root else {
      return ["  body_base64: \(quoted(Base64.encode(body)))"]
    }
    let template = template(json, model: model, isTop: true)
    let text = template.text(.indented).split(separator: "\n", omittingEmptySubsequences: false)
    return ["  body:"] + text.map { "    \($0)" }
  }

  /// The body as a case writes it: the model is a variable, and nothing else is taken for one.
  private static func template(_ json: JSON, model: String?, isTop: Bool = false) -> JSON {
    switch json {
    case .null, .bool, .number: return json
    case .string(let text): return .string(escaped(text))
    case .array(let elements): return .array(elements.map { template($0, model: model) })
    case .object(let object):
      let members = object.members.map { member in
        let isModel =
          isTop && member.key == "model" && model.map { member.value.string?.sameBytes(as: $0) == true } ?? true
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

  static func authRow(_ headers: [HeaderField]) -> AuthRow {
    switch (headers.first("x-api-key") != nil, headers.first("authorization") != nil) {
    case (true, true): .both
    case (true, false): .apiKey
    case (false, true): .bearer
    case (false, false): .none
    }
  }
}
