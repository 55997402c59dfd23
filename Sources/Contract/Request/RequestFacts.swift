import Wire

/// What a request's body says that its response must agree with.
struct RequestFacts: Sendable {
  let json: JSON?

  init(_ json: JSON?) { self.json = json }

  var maximumTokens: Int? { json?["max_tokens"]?.int }
  var thinkingType: String? { json?["thinking"]?["type"]?.string }
  var omitsThinking: Bool { json?["thinking"]?["display"]?.string == "omitted" }
  var stopSequences: [String] { (json?["stop_sequences"]?.array ?? []).compactMap(\.string) }
  var tools: [JSON] { json?["tools"]?.array ?? [] }
  var toolChoice: String? { json?["tool_choice"]?["type"]?.string }
  var chosenTool: String? { json?["tool_choice"]?["name"]?.string }
  var disablesParallelTools: Bool { json?["tool_choice"]?["disable_parallel_tool_use"]?.bool == true }

  /// The schema of the structured output asked for.
  var outputSchema: JSON? {
    guard let format = json?["output_config"]?["format"], format["type"]?.string == "json_schema" else {
      return nil
    }
    return format["schema"]
  }

  /// Whether the request asks for something that brings content blocks of this type, which others never see.
  func allowsBlocks(_ type: String) -> Bool {
    func has(_ key: String) -> Bool { json?[key].map { !$0.isNull } ?? false }
    switch type {
    case "mcp_tool_use", "mcp_tool_result", "mcp_tool_listing": return has("mcp_servers")
    case "compaction": return has("compaction") || has("context_management")
    case "fallback": return has("fallbacks")
    case "advisor_tool_result": return runsServerTools
    default: return false
    }
  }

  /// Whether the request offers what the server itself can run: a tool of a type other than `custom`, or a server
  /// of tools.
  var runsServerTools: Bool {
    json?["mcp_servers"]?.array?.isEmpty == false
      || tools.contains { $0["type"]?.string.map { !$0.sameBytes(as: "custom") } ?? false }
  }

  /// Whether the tools of an earlier turn may still be known to the server without being in this body.
  var continuesThread: Bool { json?["thread"]?["type"]?.string == "continue" }

  func tool(named name: String) -> JSON? {
    tools.last { $0["name"]?.string?.sameBytes(as: name) == true }
  }

  /// Whether the tool is one the request defines, and takes no arguments at all.
  func isToolWithoutParameters(_ name: String) -> Bool {
    guard let schema = tool(named: name)?["input_schema"] else { return false }
    guard schema["anyOf"] == nil, schema["oneOf"] == nil, schema["allOf"] == nil, schema["$ref"] == nil
    else { return false }
    if let properties = schema["properties"] { return properties.object?.isEmpty == true }
    // Without `properties` an object may hold anything, unless the schema says it may not.
    return schema["additionalProperties"]?.bool == false || schema.object?.count == 1
  }

  /// The members that the tool's arguments have to have; nil where there are none.
  func requiredMembers(of name: String) -> [String]? {
    let required = (tool(named: name)?["input_schema"]?["required"]?.array ?? []).compactMap(\.string)
    return required.isEmpty ? nil : required
  }

  /// Whether a prompt of so many tokens can be this one: no tokenizer makes tokens of thirty bytes of prose, nor more
  /// than one of a byte.
  func allowsPrompt(of tokens: Int) -> Bool {
    guard let json else { return true }
    let parts = [json["system"], json["messages"], json["tools"]].compactMap { $0 }
    // Pictures and documents have a price of their own.
    guard !parts.contains(where: { $0.hasString { $0 == "base64" || $0 == "image" || $0 == "document" } }) else {
      return true
    }
    let bytes = parts.map { $0.text().utf8.count }.countSum
    return tokens.times(30) >= bytes && tokens <= bytes.plus(2000)
  }

  /// Whether the request itself contains `text`, so that its echo proves nothing.
  func mentions(_ text: String) -> Bool {
    guard let json else { return false }
    return json.hasString { $0.containsBytes(of: text) }
  }
}

extension JSON {
  /// Whether some string inside, keys included, fulfils `condition`.
  func hasString(where condition: (String) -> Bool) -> Bool {
    switch self {
    case .string(let text): condition(text)
    case .array(let elements): elements.contains { $0.hasString(where: condition) }
    case .object(let object): object.members.contains { condition($0.key) || $0.value.hasString(where: condition) }
    default: false
    }
  }
}
