import Wire

/// What the API knows about content block types.
enum BlockTypes {
  static let request = [
    "text", "image", "document", "search_result", "thinking", "redacted_thinking", "tool_use", "tool_result",
    "server_tool_use", "web_search_tool_result", "web_fetch_tool_result", "code_execution_tool_result",
    "bash_code_execution_tool_result", "text_editor_code_execution_tool_result", "tool_search_tool_result",
    "container_upload", "mcp_tool_use", "mcp_tool_result", "advisor_tool_result", "compaction",
  ]
  /// What stands in messages of the role system only.
  static let system = ["tool_addition", "tool_removal"]
  static let result = ["text", "image", "document", "search_result", "tool_reference"]
  static let assistantOnly = ["thinking", "redacted_thinking", "tool_use", "server_tool_use"]
  static let userOnly = ["tool_result", "image", "search_result"]

  /// Members that must be there as strings.
  static let strings: [String: [String]] = [
    "text": ["text"], "thinking": ["thinking"], "redacted_thinking": ["data"],
    "tool_use": ["id", "name"], "tool_result": ["tool_use_id"], "search_result": ["source", "title"],
    "tool_reference": ["tool_name"],
  ]
  /// Members that are strings where they are there: thinking that went through other hands has lost its signature.
  static let optionalStrings: [String: [String]] = ["thinking": ["signature"]]
  /// Members that must be there as objects.
  static let objects: [String: [String]] = [
    "tool_use": ["input"], "image": ["source"], "document": ["source"], "tool_addition": ["tool"],
    "tool_removal": ["tool"],
  ]
}

extension ValidationRule {
  static let blocks = [
    ValidationRule("block.type") { input in
      APIError.first(in: input.placedBlocks) { placed in
        guard placed.block.object != nil else { return .invalid(placed.path, "Input should be an object") }
        guard let type = placed.block["type"] else {
          return .invalid("\(placed.path).type", "Field required")
        }
        guard let tag = type.string else {
          return .invalid("\(placed.path).type", "Input should be a valid string")
        }
        let expected =
          switch placed.parent {
          case "tool_result": BlockTypes.result
          case "search_result": ["text"]
          case "document": ["text", "image"]
          default: placed.role == "system" ? BlockTypes.request + BlockTypes.system : BlockTypes.request
          }
        return expected.contains { $0.sameBytes(as: tag) } ? nil : .unknownTag(tag, expected: expected, at: placed.path)
      }
    },
    ValidationRule("block.role") { input in
      APIError.first(in: input.placedBlocks) { placed in
        guard placed.parent == nil else { return nil }
        func among(_ types: [String]) -> Bool { types.contains { $0.sameBytes(as: placed.type) } }
        let isWrong =
          switch placed.role {
          case "user": among(BlockTypes.assistantOnly)
          case "assistant": among(BlockTypes.userOnly)
          case "system": !among(["text"] + BlockTypes.system)
          default: false
          }
        return isWrong
          ? .invalid(
            placed.path, "`\(placed.type)` blocks are not allowed in messages with role '\(placed.role)'")
          : nil
      }
    },
    ValidationRule("block.fields") { input in
      APIError.first(in: input.placedBlocks) { placed in
        let strings = APIError.first(in: BlockTypes.strings[placed.type] ?? []) { name in
          guard let value = placed.block[name] else {
            return .invalid("\(placed.path).\(name)", "Field required")
          }
          return value.string == nil
            ? .invalid("\(placed.path).\(name)", "Input should be a valid string") : nil
        }
        let optional = APIError.first(in: BlockTypes.optionalStrings[placed.type] ?? []) { name in
          placed.block[name].map { $0.string == nil } ?? false
            ? .invalid("\(placed.path).\(name)", "Input should be a valid string") : nil
        }
        return strings ?? optional
          ?? APIError.first(in: BlockTypes.objects[placed.type] ?? []) { name in
            guard let value = placed.block[name] else {
              return .invalid("\(placed.path).\(name)", "Field required")
            }
            return value.object == nil ? .invalid("\(placed.path).\(name)", "Input should be an object") : nil
          }
      }
    },
    ValidationRule("tool_result.content") { input in
      APIError.first(in: input.placedBlocks) { placed in
        guard placed.type.sameBytes(as: "tool_result"), let content = placed.block.value("content") else {
          return nil
        }
        guard content.string == nil, content.array == nil else { return nil }
        return .invalid(
          "\(placed.path).content", "Input should be a valid string or a list of content blocks")
      }
    },
    ValidationRule("block.id") { input in
      APIError.first(in: input.placedBlocks) { placed in
        guard placed.type.sameBytes(as: "tool_use"), let id = placed.block["id"]?.string else { return nil }
        guard id.isEmpty || !id.utf8.allSatisfy(\.isNameByte) else { return nil }
        return .invalid("\(placed.path).id", "String should match pattern '^[a-zA-Z0-9_-]+$'")
      }
    },
    ValidationRule("version.blocks") { input in
      guard input.version == .b else { return nil }
      return APIError.first(in: input.placedBlocks) { placed in
        if placed.parent == nil, placed.role == "assistant", placed.type.sameBytes(as: "document") {
          return .invalid(placed.path, "`document` blocks are not allowed in messages with role 'assistant'")
        }
        let cites = placed.block["citations"]?.array?.isEmpty == false
        guard placed.role == "user", placed.type.sameBytes(as: "text"), cites else { return nil }
        return .invalid("\(placed.path).citations", "citations are not allowed in messages with role 'user'")
      }
    },
  ]
}
