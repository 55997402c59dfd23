import Wire

extension Personality {
  /// What the model makes of what it is asked for.
  static let willingness: [Personality] = [
    Personality("terse", .model, "The model answers with one word, and fills free texts of a call with one.") {
      $0.script.append { segments, context in
        segments = segments.map { segment in
          switch segment {
          case .text where !context.wantsSchema: .text("Yes")
          case .thinking: .thinking("Hm")
          case .tool(let name, let input): .tool(name: name, input: terse(input, of: name, context))
          default: segment
          }
        }
      }
    },
    Personality(
      "verbose", .model, "The model writes until the limit stops it; it never gets to a call that it is not forced to.",
      configure: { $0.tokensPerDelta = 64 }
    ) {
      $0.script.append { segments, context in
        guard !context.wantsSchema, !context.forcesCall else { return }
        let tokens = min(context.body["max_tokens"]?.int ?? 1024, 40_000)
        let thoughts = segments.filter { if case .thinking = $0 { true } else { false } }
        segments = thoughts + [.text(Self.ramble(tokens + 1))]
      }
    },
    Personality(
      "disobedient", .model, "The model does nothing that prompts ask for, and calls only what it is forced to."
    ) {
      $0.options.append { options, _ in
        options.prompt = ""
        options.conversation.dropSystem()
      }
      $0.script.append { segments, context in
        guard !context.wantsSchema else { return }
        segments = segments.map { if case .text = $0 { .text(Script.paragraph) } else { $0 } }
      }
    },
    Personality("system-ignored", .model, "The model does not care for system prompts.") {
      $0.options.append { options, _ in options.conversation.dropSystem() }
    },
    Personality("one-call", .model, "The model makes one call at a time, whatever it is asked for.") {
      $0.options.append { options, _ in options.parallel = false }
    },
    Personality("confuses-prompts", .model, "The model garbles words that it should repeat.") {
      $0.text { text, context in
        guard
          Instruction(GenerationOptions(context.body, configuration: context.configuration, room: 1).prompt).echo != nil
        else { return text }
        return String(text.map { $0.isNumber ? "7" : $0 == "a" ? "o" : $0 })
      }
    },
  ]

  /// A call whose free texts, which nothing bounds, are one word.
  private static func terse(_ input: JSON, of name: String, _ context: DefectContext) -> JSON {
    let tools = context.body["tools"]?.array ?? []
    let schema = tools.first { $0["name"]?.says(name) == true }?["input_schema"]
    var input = input
    for member in input.object?.members ?? [] where member.value.string != nil {
      let free = schema?["properties"]?[member.key]?.object?.members.allSatisfy {
        ["type", "description", "title"].contains($0.key)
      }
      if free == true { input[member.key] = "ok" }
    }
    return input
  }

  /// Prose of at least so many tokens.
  static func ramble(_ tokens: Int) -> String {
    let once = " and so it goes on, as it went on before, which leads to the next thing that could be said here"
    let each = Tokenizer.count(once)
    return "Well" + String(repeating: once, count: tokens / max(each, 1) + 1)
  }
}

extension Conversation {
  /// Takes out what the system says, before the turns and between them.
  mutating func dropSystem() {
    system = []
    turns.removeAll { $0.role.sameBytes(as: "system") }
  }
}

extension DefectContext {
  /// Whether a grammar decides what the reply looks like.
  var wantsSchema: Bool {
    let format = body["output_config"]?["format"] ?? body["output_format"]
    return format?["type"]?.says("json_schema") == true
  }
  /// Whether a call is forced.
  var forcesCall: Bool { ["any", "tool"].contains { body["tool_choice"]?["type"]?.says($0) == true } }
}
