import Wire

extension Defect {
  /// Contents that do not come through whole: into the model and out of it.
  static let contents: [Defect] = [
    onStrings(
      "call-markup-escaped", breaks: "tooluse-strings-whole", "Escapes &, < and > in the arguments of calls.",
      source: "tetsuo-ai/AgenC#1280", edit: escaped),
    onStrings(
      "call-lines-joined", breaks: "tooluse-strings-whole", "Turns line ends in the arguments of calls into spaces.",
      source: "docs: define-tools"
    ) { replaced($0, ["\n": " "]) },
    onStrings(
      "call-dollars-resolved", breaks: "tooluse-strings-whole",
      "Resolves $1 and $& in the arguments of calls, as a replacement does.", source: "standard: RFC 8259"
    ) { text in
      var scalars = Array(text.unicodeScalars)
      while let sign = scalars.indices.dropLast().first(where: {
        scalars[$0] == "$" && (scalars[$0 + 1] == "&" || scalars[$0 + 1] == "1")
      }) {
        scalars.removeSubrange(sign...(sign + 1))
      }
      return String(String.UnicodeScalarView(scalars))
    },
    onStrings(
      "call-backslashes-lost", breaks: "tooluse-strings-whole", "Loses backslashes in the arguments of calls.",
      source: "standard: RFC 8259"
    ) { replaced($0, ["\\": ""]) },
    onStrings(
      "call-ends-trimmed", breaks: "tooluse-odd-characters", "Trims white space from the arguments of calls.",
      source: "docs: define-tools"
    ) { text in
      var scalars = text.unicodeScalars[...]
      while let first = scalars.first, first.properties.isWhitespace { scalars.removeFirst() }
      while let last = scalars.last, last.properties.isWhitespace { scalars.removeLast() }
      return String(scalars)
    },
    onStrings(
      "call-controls-lost", breaks: "tooluse-odd-characters", "Loses control characters in the arguments of calls.",
      source: "standard: RFC 8259"
    ) { text in
      String(String.UnicodeScalarView(text.unicodeScalars.filter { $0.value >= 0x20 || $0 == "\n" || $0 == "\t" }))
    },
    Defect(
      "stream-split-at-separators", breaks: "tooluse-odd-characters",
      "Drops events whose data holds a line separator, as a program does that splits text into lines.",
      source: "Soju06/codex-lb#1010"
    ) {
      $0.generated.append { generated, context in
        guard context.isStream else { return }
        generated.blocks = generated.blocks.map { block in
          guard case .toolUse(let id, let name, let pieces, let input) = block else { return block }
          let raw = Escapes.raw(pieces.joined())
          return .toolUse(id: id, name: name, pieces: Tokenizer.tokens(raw), input: input)
        }
      }
      $0.events.append { events, _ in
        events.removeAll { event in
          (event.data["delta"]?.object?.members ?? []).contains { member in
            member.value.string?.unicodeScalars.contains { ["\u{2028}", "\u{2029}", "\u{85}"].contains($0) } ?? false
          }
        }
      }
    },
    onInputs(
      "call-lists-as-strings", breaks: "tooluse-types-kept",
      "Sends lists and objects among the arguments of calls as strings of JSON.", source: "anthropics/claude-code#30955"
    ) { value in value.array != nil || value.object != nil ? .string(value.text()) : value },
    onInputs(
      "call-numbers-as-strings", breaks: "tooluse-types-kept",
      "Sends numbers and booleans among the arguments of calls as strings.", source: "anomalyco/opencode#34652"
    ) { value in value.number != nil || value.bool != nil ? .string(value.text()) : value },
    onInputs(
      "call-strings-guessed", breaks: "tooluse-types-kept",
      "Turns strings among the arguments of calls into what they look like.", source: "docs: define-tools"
    ) { value in value.string.flatMap { try? JSONParser.parse($0.utf8).root } ?? value },
    onInputs(
      "call-numbers-rounded", breaks: "tooluse-numbers-exact", "Rounds long numbers in calls as a double does.",
      source: "standard: RFC 8259"
    ) { value in value.int.map { abs($0) > 1 << 53 ? JSON(Int(Double($0))) : value } ?? value },
    Defect(
      "call-empty-left-out", breaks: "tooluse-empty-kept", "Leaves empty lists and strings out of calls.",
      source: "docs: define-tools"
    ) {
      onCalls(&$0) { input in
        var kept = JSONObject()
        for member in input.object?.members ?? []
        where member.value.string?.isEmpty != true && member.value.array?.isEmpty != true {
          kept.append(member.key, member.value)
        }
        input = .object(kept)
      }
    },
    onStrings(
      "call-notation-taken-out", breaks: "tooluse-notations-whole", "Takes thoughts out of the arguments of calls.",
      source: "docs: define-tools"
    ) { text in
      guard let start = text.firstRange(of: "<think>"), let end = text.firstRange(of: "</think>") else { return text }
      return String(text[..<start.lowerBound] + text[end.upperBound...])
    },
    refusing(
      "null-schema-refused", breaks: "tool-def-fixed-values", "Takes no schemas of the type null.",
      source: "docs: define-tools", saying: "tools.0.input_schema: unknown type null"
    ) { $0.tools.contains { $0["input_schema"]?.text().contains(#""type":"null""#) ?? false } },
    Defect(
      "structured-blanks-lost", breaks: "structured-values-whole",
      "Leaves out deltas of nothing but white space, where one delta is one character.",
      source: "diegosouzapw/OmniRoute#9170"
    ) {
      $0.generated.append { generated, context in
        guard context.isStream, context.body["output_config"]?["format"] != nil else { return }
        generated.blocks = generated.blocks.map { block in
          guard case .text(let pieces) = block else { return block }
          let text = String(String.UnicodeScalarView(pieces.joined().unicodeScalars.filter { $0 != " " }))
          return .text(pieces: Tokenizer.tokens(text))
        }
      }
    },
    intoModel(
      "system-markup-escaped", breaks: "system-text-whole", "Escapes markup in the system prompt.",
      source: "docs: api/messages"
    ) { body, change in body.edit("system") { change(&$0) } },
    intoModel(
      "text-markup-escaped", breaks: "turn-text-whole", "Escapes markup in what the user says.",
      source: "docs: api/messages"
    ) { body, change in
      editBlocks(of: "text", in: &body) { block in block.edit("text") { change(&$0) } }
      body.edit("messages") { messages in
        messages.editElements { $0.edit("content") { if $0.string != nil { change(&$0) } } }
      }
    },
    intoModel(
      "call-input-escaped", breaks: "tooluse-input-seen-whole", "Escapes markup in the arguments of earlier calls.",
      source: "docs: handle-tool-calls"
    ) { body, change in
      editBlocks(of: "tool_use", in: &body) { block in block.edit("input") { changeStrings(&$0, change) } }
    },
    intoModel(
      "result-markup-escaped", breaks: "toolresult-text-whole", "Escapes markup in tool results.",
      source: "docs: handle-tool-calls"
    ) { body, change in
      editBlocks(of: "tool_result", in: &body) { block in block.edit("content") { if $0.string != nil { change(&$0) } }
      }
    },
  ]

  /// Line separators in JSON text as they are, in place of their escapes.
  private enum Escapes {
    static func raw(_ text: String) -> String {
      var text = text
      for (escape, scalar) in [("\\u2028", "\u{2028}"), ("\\u2029", "\u{2029}"), ("\\u0085", "\u{85}")] {
        text = text.split(separator: escape, omittingEmptySubsequences: false).joined(separator: scalar)
      }
      return text
    }
  }

  private static func escaped(_ text: String) -> String { replaced(text, ["&": "&amp;", "<": "&lt;", ">": "&gt;"]) }

  private static func replaced(_ text: String, _ table: [Unicode.Scalar: String]) -> String {
    text.unicodeScalars.map { table[$0] ?? String($0) }.joined()
  }

  /// Changes the input of every call, for JSON and streams alike.
  private static func onCalls(_ hooks: inout Hooks, edit: @escaping @Sendable (inout JSON) -> Void) {
    hooks.generated.append { generated, _ in
      generated.blocks = generated.blocks.map { block in
        guard case .toolUse(let id, let name, _, var input) = block else { return block }
        edit(&input)
        return .toolUse(id: id, name: name, pieces: Tokenizer.tokens(input.text()), input: input)
      }
    }
  }

  /// Changes the members of every call's input.
  private static func onInputs(
    _ name: String, breaks requirement: String, _ summary: String, source: String,
    edit: @escaping @Sendable (JSON) -> JSON
  ) -> Defect {
    Defect(name, breaks: requirement, summary, source: source) {
      onCalls(&$0) { input in
        input = .object(JSONObject((input.object?.members ?? []).map { .init(key: $0.key, value: edit($0.value)) }))
      }
    }
  }

  /// Changes the strings of every call's input, at any depth.
  private static func onStrings(
    _ name: String, breaks requirement: String, _ summary: String, source: String,
    edit: @escaping @Sendable (String) -> String
  ) -> Defect {
    Defect(name, breaks: requirement, summary, source: source) {
      onCalls(&$0) { input in changeStrings(&input) { text in text = .string(edit(text.string ?? "")) } }
    }
  }

  private static func changeStrings(_ value: inout JSON, _ change: (inout JSON) -> Void) {
    switch value {
    case .string: change(&value)
    case .array: value.editElements { changeStrings(&$0, change) }
    case .object(let object):
      for key in object.keys { value.edit(key) { changeStrings(&$0, change) } }
    default: break
    }
  }

  /// Escapes markup in one place of what reaches the model.
  private static func intoModel(
    _ name: String, breaks requirement: String, _ summary: String, source: String,
    edit: @escaping @Sendable (inout JSON, (inout JSON) -> Void) -> Void
  ) -> Defect {
    Defect(name, breaks: requirement, summary, source: source) {
      $0.body.append { body, _ in edit(&body) { if let text = $0.string { $0 = .string(escaped(text)) } } }
    }
  }

  private static func editBlocks(of type: String, in body: inout JSON, _ edit: (inout JSON) -> Void) {
    body.edit("messages") { messages in
      messages.editElements { message in
        message.edit("content") { content in
          content.editElements { block in if block["type"]?.says(type) == true { edit(&block) } }
        }
      }
    }
  }
}
