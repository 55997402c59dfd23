import Wire

/// Writes the script of a reply: which blocks, with which text, before any limit applies.
struct Script {
  var options: GenerationOptions
  var instruction: Instruction

  var segments: [Segment] {
    let thinking: [Segment] =
      options.thinking == .off
      ? [] : [instruction.redacts ? .redacted(thinkingText) : .thinking(thinkingText)]
    let calls = ToolCaller(options: options).calls
    switch options.choice {
    case .any, .tool: return thinking + calls
    case .auto where !calls.isEmpty:
      let names = calls.compactMap { if case .tool(let name, _) = $0 { name } else { nil } }
      return thinking + [.text("I will call \(names.joined(separator: " and ")).")] + calls
    default: return thinking + [.text(text)]
    }
  }

  private var thinkingText: String {
    let text = "The user wrote something. Let me find what is asked, plan the answer, and keep it short."
    // Never more than the budget, so that the answer always gets its turn.
    return Tokenizer.tokens(text).prefix(options.thinkingBudget).joined()
  }

  private var text: String {
    guard let prefill = options.conversation.prefill, !prefill.isEmpty else { return freshText }
    return Continuation.text(after: prefill, of: freshText)
  }

  /// The answer when the assistant turn starts empty.
  private var freshText: String {
    if let schema = options.outputSchema {
      return SchemaSampler(root: schema, prompt: options.prompt).sample().text()
    }
    if let word = Instruction.onlyWord(options.conversation.systemText) { return word }
    if instruction.copies { return copies }
    if let echo = instruction.echo { return echo }
    if let count = instruction.count { return count.map(String.init).joined(separator: ", ") }
    if options.conversation.hasResults { return results }
    if let greeting = instruction.greeting { return Self.saying(greeting) }
    return Self.paragraph
  }

  /// Every text between « and », one a line, in the order of the conversation: system prompt, texts, arguments, results.
  private var copies: String {
    let conversation = options.conversation
    let blocks = conversation.turns.flatMap(\.blocks)
    let texts: [String] =
      conversation.system
      + blocks.dropLast().flatMap { block -> [String] in
        let results = Conversation.blocks(block["content"] ?? .null).compactMap { $0["text"]?.string }
        let arguments = (block["input"]?.object?.members ?? []).compactMap(\.value.string)
        return [block["text"]?.string].compactMap { $0 } + arguments + results
      }
    let marked = texts.flatMap { text in
      text.unicodeScalars.split(separator: "«", omittingEmptySubsequences: false).dropFirst().map { part in
        String(String.UnicodeScalarView(part.prefix { $0 != "»" }))
      }
    }
    return marked.isEmpty ? Self.paragraph : marked.joined(separator: "\n")
  }

  /// Quotes what the tools returned, in the order of the calls whatever the order of the results.
  private var results: String {
    let turns = options.conversation.turns
    guard let last = turns.lastIndex(where: { $0.role.sameBytes(as: "user") }) else { return Self.paragraph }
    let given = turns[last].blocks.filter { $0["type"]?.says("tool_result") == true }
    let calls = last > 0 ? turns[last - 1].blocks.compactMap { $0["id"]?.string } : []
    let ordered = calls.flatMap { id in given.filter { $0["tool_use_id"]?.says(id) == true } }
    let texts = (ordered.isEmpty ? given : ordered).map { result in
      let blocks = Conversation.blocks(result["content"] ?? .null)
      let text = blocks.compactMap { $0["text"]?.string }.joined(separator: " ")
      return text.isEmpty ? "nothing" : String(String.UnicodeScalarView(text.unicodeScalars.prefix(120)))
    }
    return "The tool returned: \(texts.joined(separator: "; ")). That answers the question."
  }

  /// A reply of some thirty tokens, so that a small limit still cuts it.
  static func saying(_ words: String) -> String {
    "\(words)! That is what you asked the reference server to say, and now that it is said, there is "
      + "nothing left to add."
  }

  /// The reply to everything that says nothing special: 113 tokens.
  static let paragraph = """
    This is the scripted reply of the reference server. It says the same thing every time, because \
    a test needs an answer it can count on more than an answer that is clever. The text is long \
    enough to fill several deltas, it uses every common letter, and it ends with a full stop. A \
    quick brown fox jumps over the lazy dog, five boxing wizards jump quickly, and then nothing \
    else happens. When the limit on tokens is low the text is cut; when it is high enough the turn \
    simply ends here.
    """
}
