import Cases
import ReferenceServer
import Running
import Wire

/// The request of a step as another harness sends it.
struct RenderedStep {
  private let step: Step
  private let subject: Case
  private let rendered: RenderedRequest?
  /// What an earlier response has to give, as `${name}`.
  private let needed: [String]

  init(_ step: Step, of subject: Case, model: String, renderer: RequestRenderer) {
    (self.step, self.subject) = (step, subject)
    var bindings = Bindings([
      "model": .string(model), "model_path": .string(model.pathSegment), "nonce": "dropin-export",
    ])
    var open = subject.steps.flatMap(\.captures).map(\.name)
    if step.parallel > 1 { open += ["n", "marker"] } else { bindings.bindCopy(1) }
    for name in open { bindings[name] = .string("${\(name)}") }
    // Lint has seen to it that every variable is bound.
    rendered = try? renderer.render(step.request, bindings)
    let used = Set(step.request.variableUses.map(\.name))
    needed = open.filter { used.contains($0) }
  }

  var json: JSON {
    guard let rendered else { return .null }
    let request = rendered.request
    var json: JSON = [
      "method": .string(request.method), "target": .string(request.url),
      "headers": .array(request.headers.map { [.string($0.name), .string($0.value)] }),
      "auth": .string(step.request.auth.rawValue),
    ]
    if let body { json["body"] = body }
    if !needed.isEmpty { json["variables"] = .array(needed.map { JSON.string($0) }) }
    if step.request.framing != .contentLength { json["framing"] = .string(step.request.framing.rawValue) }
    if step.request.connection != .reuse { json["connection"] = .string(step.request.connection.rawValue) }
    switch step.request.disconnect {
    case nil: break
    case .afterBytes(let count): json["disconnect"] = ["after_bytes": JSON(count)]
    case .afterEvent(let name): json["disconnect"] = ["after_event": .string(name)]
    }
    return json
  }

  private var body: JSON? {
    guard let bytes = rendered?.request.body else { return nil }
    let isTemplate = bytes.count > SuiteExport.longestBody || !needed.isEmpty
    switch step.request.body {
    case .none: return nil
    case .json(let template): return isTemplate ? ["json_template": template] : ["json": rendered?.json ?? .null]
    case .text(let pieces) where isTemplate: return ["text_template": .array(pieces)]
    case .text, .bytes: return Self.json(bytes)
    }
  }

  static func json(_ bytes: [UInt8]) -> JSON {
    String(validating: bytes, as: UTF8.self).map { ["text": .string($0)] } ?? ["base64": .string(Base64.encode(bytes))]
  }

  /// What the server answers; nil for a request that depends on more than itself.
  func example(from server: MessagesServer) -> JSON? {
    let facts: [Condition.Fact] = [.auth, .token, .http]
    guard let rendered, needed.isEmpty, step.parallel == 1, step.request.disconnect == nil,
      !subject.conditions.contains(where: { facts.contains($0.fact) })
    else { return nil }
    let response = server.response(to: rendered.request)
    return [
      "status": JSON(response.status),
      "headers": .array(response.head.headers.map { [.string($0.name), .string($0.value)] }),
      "body": Self.json(response.body),
    ]
  }
}
