import Wire

extension ValidationRule {
  /// Calls and results: each call is answered in the very next user turn, each answer has a call.
  static let pairing = [
    ValidationRule("pairing.unique") { input in
      var seen = Set<[UInt8]>()
      return APIError.first(in: input.conversation.turns.flatMap(\.blocks)) { block in
        guard block["type"]?.says("tool_use") == true, let id = block["id"]?.string else { return nil }
        return seen.insert(Array(id.utf8)).inserted
          ? nil : .invalid("messages", "`tool_use` ids must be unique: \(id)")
      }
    },
    ValidationRule("pairing.result-missing") { input in
      let turns = retry(input)
      return APIError.first(in: turns.indices) { index in
        let calls = ids(turns[index], type: "tool_use", key: "id")
        let results = index + 1 < turns.count ? ids(turns[index + 1], type: "tool_result", key: "tool_use_id") : []
        let open = calls.filter { call in !results.contains { $0.sameBytes(as: call) } }
        guard !open.isEmpty else { return nil }
        return .invalid(
          "messages",
          "`tool_use` ids were found without `tool_result` blocks immediately after: "
            + open.joined(separator: ", ") + ". "
            + "Each `tool_use` block must have a corresponding `tool_result` block in the next message")
      }
    },
    ValidationRule("pairing.call-missing") { input in
      let turns = retry(input)
      return APIError.first(in: turns.indices) { index in
        let calls = index > 0 ? ids(turns[index - 1], type: "tool_use", key: "id") : []
        let results = ids(turns[index], type: "tool_result", key: "tool_use_id")
        let stray = results.filter { result in !calls.contains { $0.sameBytes(as: result) } }
        guard !stray.isEmpty else { return nil }
        return .invalid(
          "messages",
          "unexpected `tool_use_id` found in `tool_result` blocks: \(stray.joined(separator: ", ")). Each "
            + "`tool_result` block must have a corresponding `tool_use` block in the previous message")
      }
    },
    ValidationRule("pairing.duplicate-result") { input in
      APIError.first(in: retry(input)) { turn in
        let results = ids(turn, type: "tool_result", key: "tool_use_id")
        guard Set(results.map { Array($0.utf8) }).count < results.count else { return nil }
        return .invalid("messages", "each `tool_use` must have a single `tool_result`")
      }
    },
    ValidationRule("pairing.result-first") { input in
      APIError.first(in: retry(input)) { turn in
        guard let last = turn.blocks.lastIndex(where: { $0["type"]?.says("tool_result") == true }),
          turn.blocks[..<last].contains(where: { $0["type"]?.says("tool_result") != true })
        else { return nil }
        return .invalid(
          "messages", "`tool_result` blocks must come first in the user message, before any other content")
      }
    },
  ]

  /// The turns without system messages, which stand outside of the exchange of calls and results.
  private static func retry(_ input: ValidationInput) -> [Conversation.Turn] {
    input.conversation.turns.filter { !$0.role.sameBytes(as: "system") }
  }

  private static func ids(_ turn: Conversation.Turn, type: String, key: String) -> [String] {
    turn.blocks.compactMap { $0["type"]?.says(type) == true ? $0[key]?.string : nil }
  }
}
