import Wire

/// Counts the tokens of a prompt. `count_tokens` and `usage` both ask here, so they agree.
///
/// Everything the model would read counts and nothing else does: `cache_control`, signatures and
/// ids are free, so that equivalent requests count the same.
enum PromptCounter {
  static func count(_ body: JSON) -> Int {
    let conversation = Conversation(body)
    var total = 4
    total += conversation.system.reduce(0) { $0 + 2 + Tokenizer.count($1) }
    for turn in conversation.turns {
      total += 4 + turn.blocks.reduce(0) { $0 + block($1) }
    }
    for tool in body["tools"]?.array ?? [] { total += self.tool(tool) }
    if let format = body["output_config"]?["format"], !format.isNull {
      total += 6 + Tokenizer.count(format["schema"]?.text() ?? "")
    }
    return total
  }

  private static func tool(_ tool: JSON) -> Int {
    let texts = ["name", "description"].compactMap { tool[$0]?.string } + [tool["input_schema"]?.text() ?? ""]
    let examples = tool["input_examples"].map { Tokenizer.count($0.text()) } ?? 0
    return 8 + examples + texts.reduce(0) { $0 + Tokenizer.count($1) }
  }

  private static func block(_ block: JSON) -> Int {
    func text(_ key: String) -> Int { block[key]?.string.map(Tokenizer.count) ?? 0 }
    func inside(_ key: String) -> Int {
      Conversation.blocks(block[key] ?? .null).reduce(0) { $0 + self.block($1) }
    }
    switch block["type"]?.string ?? "" {
    case "text": return 1 + text("text")
    case "image": return 3 + ImageSize.tokens(block["source"] ?? .null)
    case "document": return 6 + text("title") + text("context") + document(block["source"] ?? .null)
    case "thinking": return 2 + text("thinking")
    case "redacted_thinking": return 2 + (block["data"]?.string?.utf8.count ?? 0) / 8
    case "tool_use", "server_tool_use":
      return 6 + text("name") + Tokenizer.count(block["input"]?.text() ?? "{}")
    case "tool_result": return 5 + inside("content") + (block["is_error"]?.bool == true ? 2 : 0)
    case "search_result": return 5 + text("source") + text("title") + inside("content")
    case "tool_reference": return 2 + text("tool_name")
    default: return 2 + Tokenizer.count(block.text())
    }
  }

  private static func document(_ source: JSON) -> Int {
    switch source["type"]?.string ?? "" {
    case "text": Tokenizer.count(source["data"]?.string ?? "")
    case "content": Conversation.blocks(source["content"] ?? .null).reduce(0) { $0 + block($1) }
    // A page costs about as much as an image of it; pages are guessed from the size.
    case "base64": 1500 + (source["data"]?.string?.utf8.count ?? 0) / 200
    default: 1500
    }
  }
}
