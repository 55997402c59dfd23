import Verdicts
import Wire

extension RequirementID {
  static let respTypeMessage: Self = "resp-type-message"
  static let respRoleAssistant: Self = "resp-role-assistant"
  static let respIDNonempty: Self = "resp-id-nonempty"
  static let respIDPrefix: Self = "resp-id-prefix"
  static let respModelNonempty: Self = "resp-model-nonempty"
  static let respNoChoices: Self = "resp-no-choices"
  static let respMessageOwnFields: Self = "resp-message-own-fields"
}

/// The rules for a whole message, in the order in which one defect explains another: its shape, its
/// blocks, its stop reason and its usage, and whether all that agrees with the request.
struct MessageRules: Sendable {
  let message: JSON
  let origin: MessageOrigin
  let request: RequestFacts
  var collector = FindingCollector()

  /// The content blocks that are objects with a type, with their positions.
  let blocks: [Block]

  struct Block: Sendable {
    var position: Int
    var type: String
    var json: JSON
    var pointer: JSONPointer { JSONPointer(["content", String(position)]) }
  }

  init(_ message: JSON, origin: MessageOrigin, request: RequestFacts) {
    self.message = message
    self.origin = origin
    self.request = request
    blocks = (message["content"]?.array ?? []).enumerated().compactMap { position, json in
      json["type"]?.string.map { Block(position: position, type: $0, json: json) }
    }
    if !origin.isStream {
      guard !isOpenAICompletion() else { return }
      judgeHeadFields()
    }
    judgeContent()
    judgeCitations()
    judgeUsage()
    judgeStop()
    judgeStopDetails()
    judgeTools()
    judgeServerTools()
    judgeToolChoice()
    judgeThinking()
    judgeTextLeaks()
    judgeStructuredOutput()
  }

  var stopReason: StopReason? { message["stop_reason"]?.string.flatMap { StopReason(rawValue: $0) } }
  var outputTokens: Int? { message["usage"]?["output_tokens"]?.int }

  func blocks(_ type: String) -> [Block] { blocks.filter { $0.type == type } }

  /// The texts of all text blocks that have one.
  var texts: [(block: Block, text: String)] {
    blocks("text").compactMap { block in block.json["text"]?.string.map { (block, $0) } }
  }

  /// An answer in another API's form is one defect, not a dozen.
  private mutating func isOpenAICompletion() -> Bool {
    collector.observe(.respNoChoices)
    let isMessage = message["type"]?.string == "message"
    for key in isMessage ? ["choices"] : ["choices", "object"] {
      guard let value = message[key] else { continue }
      collector.fail(
        .respNoChoices, reason: "openai-completion", "the reply is an OpenAI completion, not a Message",
        expected: "a Message", actual: Excerpt.of(value), at: origin.place(key))
      return true
    }
    return false
  }

  private mutating func judgeHeadFields() {
    for (key, value, id) in [
      ("type", "message", RequirementID.respTypeMessage), ("role", "assistant", .respRoleAssistant),
    ] {
      let found = message[key]
      collector.require(
        found?.string?.sameBytes(as: value) == true, for: id, reason: found == nil ? "missing-field" : "wrong-value",
        "the \(key) of the message is wrong", expected: value, actual: Excerpt.of(found), at: origin.place(key))
    }
    for (key, id) in [("id", RequirementID.respIDNonempty), ("model", .respModelNonempty)] {
      let found = message[key]
      collector.require(
        found?.string?.isEmpty == false, for: id,
        reason: found == nil ? "missing-field" : found?.string == nil ? "wrong-type" : "empty",
        "the message has no \(key)",
        expected: "a non-empty string", actual: Excerpt.of(found), at: origin.place(key))
    }
    if let id = message["id"]?.string, !id.isEmpty {
      collector.require(
        id.utf8.starts(with: "msg_".utf8), for: .respIDPrefix, reason: "wrong-prefix",
        "the id does not begin with msg_",
        expected: "msg_…", actual: id, at: origin.place("id"))
    }
    guard !collector.isViolated(.respTypeMessage) else { return }
    let origin = origin
    collector.judgeMessageFields(message) { origin.place($0) }
  }
}

extension FindingCollector {
  /// What a Message may say about itself, betas included.
  private static let messageFields = [
    "id", "type", "role", "model", "content", "stop_reason", "stop_sequence", "stop_details", "usage", "container",
    "diagnostics", "context_management",
  ]

  /// Finds the members of other APIs and a server's own figures.
  mutating func judgeMessageFields(_ message: JSON, place: (String) -> Place) {
    observe(.respMessageOwnFields)
    for key in message.object?.keys ?? [] where !Self.messageFields.contains(where: { $0.sameBytes(as: key) }) {
      fail(
        .respMessageOwnFields, reason: "foreign-field", "the message has a member that the API does not know",
        expected: Self.messageFields.joined(separator: ", "), actual: key, at: place(key))
    }
  }
}
