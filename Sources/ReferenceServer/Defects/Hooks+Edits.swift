import Wire

// What most defects do, in one call each.
extension Hooks {
  /// Leaves a validation rule out, for all requests or for some.
  mutating func accept(_ rule: String, when: @escaping @Sendable (ValidationInput) -> Bool = { _ in true }) {
    accepted.append((rule, when))
  }

  /// Refuses requests that should be served, or refuses them in the wrong way.
  mutating func refuse(
    _ status: Int, _ message: String, when: @escaping @Sendable (ValidationInput) -> Bool
  ) {
    extraRules.append(
      ValidationRule("defect") { input in
        when(input) ? APIError(status, type: APIError.type(for: status), message) : nil
      })
  }

  /// Refuses requests by what they look like on the wire, before anything else happens.
  mutating func refuseWire(
    _ status: Int, _ message: String, when: @escaping @Sendable (DefectContext) -> Bool
  ) {
    intercept.append { context in
      when(context) ? .fault(APIError(status, type: APIError.type(for: status), message)) : nil
    }
  }

  /// Changes the data of every stream event of that name.
  mutating func event(_ name: String, edit: @escaping Edit<JSON>) {
    events.append { events, context in
      for index in events.indices where events[index].name == name { edit(&events[index].data, context) }
    }
  }

  /// Changes the delta of every content block delta of that type.
  mutating func delta(_ type: String, edit: @escaping @Sendable (inout JSON) -> Void) {
    event("content_block_delta") { data, _ in
      guard data["delta"]?["type"]?.says(type) == true else { return }
      data.edit("delta", edit)
    }
  }

  /// Changes the block of every content block start of that type.
  mutating func opening(_ type: String, edit: @escaping @Sendable (inout JSON) -> Void) {
    event("content_block_start") { data, _ in
      guard data["content_block"]?["type"]?.says(type) == true else { return }
      data.edit("content_block", edit)
    }
  }

  /// Changes the Message inside `message_start`.
  mutating func start(edit: @escaping Edit<JSON>) {
    event("message_start") { data, context in data.edit("message") { edit(&$0, context) } }
  }

  /// Changes every content block of that type in a JSON reply.
  mutating func block(_ type: String, edit: @escaping @Sendable (inout JSON) -> Void) {
    message.append { message, _ in
      message.edit("content") { content in
        content.editElements { block in
          if block["type"]?.says(type) == true { edit(&block) }
        }
      }
    }
  }

  /// Changes the text that is generated, before limits apply.
  mutating func text(edit: @escaping @Sendable (String, DefectContext) -> String) {
    script.append { segments, context in
      segments = segments.map { if case .text(let text) = $0 { .text(edit(text, context)) } else { $0 } }
    }
  }
}

extension JSON {
  /// Changes the member `key`, if it is there.
  mutating func edit(_ key: String, _ body: (inout JSON) -> Void) {
    guard var value = self[key] else { return }
    body(&value)
    self[key] = value
  }

  /// Changes the elements of an array one by one.
  mutating func editElements(_ body: (inout JSON) -> Void) {
    guard case .array(var elements) = self else { return }
    for index in elements.indices { body(&elements[index]) }
    self = .array(elements)
  }

  /// Changes the array itself.
  mutating func editArray(_ body: (inout [JSON]) -> Void) {
    guard case .array(var elements) = self else { return }
    body(&elements)
    self = .array(elements)
  }

  mutating func remove(_ key: String) { self[key] = nil }
}

extension Defect {
  /// A defect that refuses good requests, or answers bad ones with the wrong kind of refusal.
  static func refusing(
    _ name: String, breaks requirement: String, _ summary: String, source: String, with status: Int = 400,
    saying message: String = "unsupported request", when: @escaping @Sendable (ValidationInput) -> Bool
  ) -> Defect {
    Defect(name, breaks: requirement, summary, source: source) { $0.refuse(status, message, when: when) }
  }

  /// A defect that serves what it should refuse.
  static func serving(
    _ name: String, breaks requirement: String, _ summary: String, source: String, rule: String,
    when: @escaping @Sendable (ValidationInput) -> Bool = { _ in true }
  ) -> Defect {
    Defect(name, breaks: requirement, summary, source: source) { $0.accept(rule, when: when) }
  }
}

extension ValidationInput {
  /// Content blocks at any depth of that type.
  func blocks(_ type: String) -> [PlacedBlock] { placedBlocks.filter { $0.type.sameBytes(as: type) } }
  var messages: [JSON] { field("messages")?.array ?? [] }
  var roles: [String] { messages.map { $0["role"]?.string ?? "" } }
  var tools: [JSON] { field("tools")?.array ?? [] }
  var systemBlocks: [JSON] { field("system")?.array ?? [] }
  var choice: String { field("tool_choice")?["type"]?.string ?? "" }
  var thinking: String { field("thinking")?["type"]?.string ?? "" }

  /// Whether a conformant server would serve the request.
  var isSound: Bool { ValidationRule.all.allSatisfy { $0.check(self) == nil } }

  /// Whether two neighbours have this role.
  func repeats(_ role: String) -> Bool {
    zip(roles, roles.dropFirst()).contains { $0.0 == role && $0.1 == role }
  }
}
