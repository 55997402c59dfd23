import Wire

extension ValidationRule {
  static let tools = [
    ValidationRule("tools") { input in
      guard let value = input.field("tools") else { return nil }
      guard let tools = value.array else { return .invalid("tools", "Input should be a valid list") }
      return APIError.first(in: tools.enumerated()) { index, tool in
        tool.object == nil ? .invalid("tools.\(index)", "Input should be an object") : nil
      }
    },
    ValidationRule("tools.type") { input in
      each(input) { tool, path in
        guard let type = tool.value("type") else { return nil }
        guard let tag = type.string else { return .invalid("\(path).type", "Input should be a valid string") }
        return tag.sameBytes(as: "custom") ? nil : .unknownTag(tag, expected: ["custom"], at: path)
      }
    },
    ValidationRule("tools.name") { input in
      each(input) { tool, path in
        guard let name = tool["name"] else { return .invalid("\(path).name", "Field required") }
        guard let text = name.string else {
          return .invalid("\(path).name", "Input should be a valid string")
        }
        let fits = (1...128).contains(text.utf8.count) && text.utf8.allSatisfy(\.isNameByte)
        return fits ? nil : .invalid("\(path).name", "String should match pattern '^[a-zA-Z0-9_-]{1,128}$'")
      }
    },
    ValidationRule("tools.unique") { input in
      var seen = Set<[UInt8]>()
      return each(input) { tool, path in
        guard let name = tool["name"]?.string else { return nil }
        guard !seen.insert(Array(name.utf8)).inserted else { return nil }
        var fault = APIError.invalid("tools", "Tool names must be unique: '\(name)' is there twice (\(path))")
        fault.errorCode = "tool_name_conflict"
        return fault
      }
    },
    ValidationRule("tools.schema") { input in
      each(input) { tool, path in
        guard let schema = tool["input_schema"] else {
          return .invalid("\(path).input_schema", "Field required")
        }
        guard schema.object != nil else {
          return .invalid("\(path).input_schema", "Input should be an object")
        }
        guard let type = schema["type"] else {
          return .invalid("\(path).input_schema.type", "Field required")
        }
        guard type.says("object") else {
          return .invalid("\(path).input_schema.type", "Input should be 'object'")
        }
        guard let properties = schema.value("properties"), properties.object == nil else { return nil }
        return .invalid("\(path).input_schema.properties", "Input should be an object")
      }
    },
    ValidationRule("tools.description") { input in
      each(input) { tool, path in
        guard let text = tool.value("description"), text.string == nil else { return nil }
        return .invalid("\(path).description", "Input should be a valid string")
      }
    },
  ]

  private static func each(_ input: ValidationInput, _ check: (JSON, String) -> APIError?) -> APIError? {
    APIError.first(in: (input.field("tools")?.array ?? []).enumerated()) { check($0.element, "tools.\($0.offset)") }
  }

  static let toolChoice = [
    ValidationRule("tool_choice.type") { input in
      guard let choice = input.field("tool_choice") else { return nil }
      guard choice.object != nil else { return .invalid("tool_choice", "Input should be an object") }
      guard let type = choice["type"]?.string else { return .invalid("tool_choice.type", "Field required") }
      let expected = ["auto", "any", "tool", "none"]
      if !expected.contains(where: { $0.sameBytes(as: type) }) {
        return .unknownTag(type, expected: expected, at: "tool_choice")
      }
      guard let parallel = choice.value("disable_parallel_tool_use"), parallel.bool == nil else { return nil }
      return .invalid("tool_choice.disable_parallel_tool_use", "Input should be a valid boolean")
    },
    ValidationRule("tool_choice.tools") { input in
      guard let type = input.field("tool_choice")?["type"]?.string, type == "any" || type == "tool" else {
        return nil
      }
      let tools = input.field("tools")?.array ?? []
      return tools.isEmpty
        ? .invalid("tool_choice", "'\(type)' may only be specified while providing tools") : nil
    },
    ValidationRule("tool_choice.name") { input in
      guard let choice = input.field("tool_choice"), choice["type"]?.says("tool") == true else { return nil }
      guard let name = choice["name"]?.string else {
        return .invalid("tool_choice.tool.name", "Field required")
      }
      let tools = input.field("tools")?.array ?? []
      guard !tools.contains(where: { $0["name"]?.says(name) == true }) else { return nil }
      return .invalid("tool_choice", "Tool '\(name)' not found in provided tools")
    },
  ]
}
