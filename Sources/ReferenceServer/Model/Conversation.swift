import Wire

/// The conversation of a request in one form: system texts and turns of blocks.
///
/// It reads any JSON without failing, because a server with a validation rule taken out still has
/// to answer something.
struct Conversation: Sendable {
  struct Turn: Sendable {
    var role: String
    var blocks: [JSON]

    /// The texts of its text blocks, joined by newlines.
    var text: String {
      blocks.compactMap { $0["type"]?.says("text") == true ? $0["text"]?.string : nil }.joined(
        separator: "\n")
    }
    func has(_ type: String) -> Bool { blocks.contains { $0["type"]?.says(type) == true } }
  }

  var system: [String] = []
  var turns: [Turn] = []

  init(_ body: JSON) {
    system = Self.blocks(body["system"] ?? .null).compactMap { $0["text"]?.string }
    for message in body["messages"]?.array ?? [] {
      let role = message["role"]?.string ?? "user"
      let blocks = Self.blocks(message["content"] ?? .null)
      // Neighbours of the same role are one turn.
      if let last = turns.indices.last, turns[last].role.sameBytes(as: role) {
        turns[last].blocks += blocks
      } else {
        turns.append(Turn(role: role, blocks: blocks))
      }
    }
  }

  /// Content in block form: a text is one text block, an empty text none.
  static func blocks(_ content: JSON) -> [JSON] {
    if let text = content.string { return text.isEmpty ? [] : [["type": "text", "text": .string(text)]] }
    return content.array ?? []
  }

  /// The assistant text the reply has to continue, or nil when the user spoke last.
  var prefill: String? {
    guard let last = turns.last, last.role.sameBytes(as: "assistant") else { return nil }
    return last.text
  }

  /// What the user said last.
  var lastUserText: String {
    turns.last { $0.role.sameBytes(as: "user") }?.text ?? ""
  }

  /// Whether the last user turn brings results of tool calls.
  var hasResults: Bool { turns.last { $0.role.sameBytes(as: "user") }?.has("tool_result") ?? false }

  /// System texts and those of system messages between the turns.
  var systemText: String {
    let inside = turns.filter { $0.role.sameBytes(as: "system") }.map(\.text)
    return (system + inside).joined(separator: "\n")
  }
}
