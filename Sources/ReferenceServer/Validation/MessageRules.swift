import Wire

extension ValidationRule {
  static let messages = [
    ValidationRule("messages") { input in
      guard let value = input.field("messages") else { return .invalid("messages", "Field required") }
      guard let messages = value.array else { return .invalid("messages", "Input should be a valid list") }
      if messages.isEmpty { return .invalid("messages", "at least one message is required") }
      if messages.count > 100_000 { return .invalid("messages", "List should have at most 100000 items") }
      return APIError.first(in: messages.enumerated()) { index, message in
        message.object == nil ? .invalid("messages.\(index)", "Input should be an object") : nil
      }
    },
    ValidationRule("messages.role") { input in
      APIError.first(in: (input.field("messages")?.array ?? []).enumerated()) { index, message in
        guard let role = message["role"] else { return .invalid("messages.\(index).role", "Field required") }
        return APIError.unless(role, isOneOf: ["user", "assistant", "system"], at: "messages.\(index).role")
      }
    },
    ValidationRule("messages.content") { input in
      APIError.first(in: (input.field("messages")?.array ?? []).enumerated()) { index, message in
        let path = "messages.\(index).content"
        guard let content = message["content"] else { return .invalid(path, "Field required") }
        guard content.string != nil || content.array != nil else {
          return .invalid(path, "Input should be a valid string or a list of content blocks")
        }
        return APIError.first(in: (content.array ?? []).enumerated()) { place, block in
          block.object == nil ? .invalid("\(path).\(place)", "Input should be an object") : nil
        }
      }
    },
  ]

  static let text = [
    ValidationRule("messages.empty") { input in
      let messages = input.field("messages")?.array ?? []
      return APIError.first(in: messages.enumerated()) { index, message in
        let isFinal = index == messages.count - 1 && message["role"]?.says("assistant") == true
        let isEmpty = message["content"]?.string?.isEmpty ?? message["content"]?.array?.isEmpty ?? false
        guard isEmpty, !isFinal else { return nil }
        return .invalid(
          "messages.\(index)",
          "all messages must have non-empty content except for the optional final assistant message")
      }
    },
    ValidationRule("text.empty") { input in
      APIError.first(in: input.placedBlocks) { placed in
        guard placed.type.sameBytes(as: "text"), let text = placed.block["text"]?.string else { return nil }
        // Tools may well return nothing.
        if placed.parent != nil { return nil }
        if text.isEmpty {
          return .invalid("messages", "text content blocks must be non-empty (\(placed.path))")
        }
        guard text.isBlank else { return nil }
        return .invalid("messages", "text content blocks must contain non-whitespace text (\(placed.path))")
      }
    },
    ValidationRule("text.blank") { input in
      APIError.first(in: (input.field("messages")?.array ?? []).enumerated()) { index, message in
        guard let text = message["content"]?.string, !text.isEmpty, text.isBlank else { return nil }
        return .invalid("messages.\(index)", "text content blocks must contain non-whitespace text")
      }
    },
    ValidationRule("prefill.whitespace") { input in
      guard let last = input.field("messages")?.array?.last, last["role"]?.says("assistant") == true else {
        return nil
      }
      let text = last["content"]?.string ?? last["content"]?.array?.last?["text"]?.string ?? ""
      guard let end = text.unicodeScalars.last, end.properties.isWhitespace else { return nil }
      return .invalid("messages", "final assistant content cannot end with trailing whitespace")
    },
  ]

  /// Where a message of role `system` may stand: never first, never next to another, never
  /// between a tool call and its result.
  static let placement = [
    ValidationRule("system.placement") { input in
      let messages = input.field("messages")?.array ?? []
      return APIError.first(in: messages.enumerated()) { index, message in
        guard message["role"]?.says("system") == true else { return nil }
        let path = "messages.\(index)"
        guard index > 0 else {
          return .invalid(path, "a message with role 'system' cannot be the first; use the system field")
        }
        let before = messages[index - 1]
        if before["role"]?.says("system") == true {
          return .invalid(path, "two messages with role 'system' cannot follow each other")
        }
        let calls = Conversation.blocks(before["content"] ?? .null).contains {
          $0["type"]?.says("tool_use") == true
        }
        guard calls, before["role"]?.says("assistant") == true else { return nil }
        return .invalid(path, "a message with role 'system' cannot stand between tool_use and tool_result")
      }
    }
  ]

  static let system = [
    ValidationRule("system") { input in
      guard let system = input.field("system"), system.string == nil else { return nil }
      guard let blocks = system.array else {
        return .invalid("system", "Input should be a valid string or a list of text blocks")
      }
      return APIError.first(in: blocks.enumerated()) { index, block in
        guard let type = block["type"]?.string else {
          return .invalid("system.\(index).type", "Field required")
        }
        guard type.sameBytes(as: "text") else { return .unknownTag(type, expected: ["text"], at: "system.\(index)") }
        guard let text = block["text"]?.string else {
          return .invalid("system.\(index).text", "Input should be a valid string")
        }
        return text.isEmpty ? .invalid("system.\(index).text", "text content blocks must be non-empty") : nil
      }
    }
  ]
}
