import Wire

extension Defect {
  /// What gets lost when one API is translated into another that has no place for it.
  static let losses: [Defect] = [
    onContents(
      "text-block-first-only", breaks: "turn-blocks-counted",
      "Passes on the first of several text blocks of a message only."
    ) { blocks in
      guard !blocks.contains(where: { isBlock($0, "tool_result") }),
        let first = blocks.firstIndex(where: { isBlock($0, "text") })
      else { return }
      blocks = blocks.enumerated().filter { $0.offset <= first || !isBlock($0.element, "text") }.map(\.element)
    },
    Defect(
      "assistant-strings-dropped", breaks: "turn-blocks-counted",
      "Drops earlier replies that come as strings.", source: "sdk: types/message_create_params.py:99-110"
    ) {
      $0.body.append { body, _ in
        guard body["messages"]?.array?.last?["role"]?.says("user") == true else { return }
        body.edit("messages") {
          $0.editArray { $0.removeAll { $0["role"]?.says("assistant") == true && $0["content"]?.string != nil } }
        }
      }
    },
    Defect(
      "history-last-twenty", breaks: "turn-history-counted", "Passes on the last twenty messages only.",
      source: "docs: token-counting"
    ) { $0.body.append { body, _ in body.edit("messages") { $0.editArray { $0 = Array($0.suffix(20)) } } } },
    onContents(
      "result-beside-text-lost", breaks: "toolresult-content-counted", "Drops text that stands beside a tool result."
    ) { blocks in
      guard blocks.contains(where: { isBlock($0, "tool_result") }) else { return }
      blocks.removeAll { isBlock($0, "text") }
    },
    onContents(
      "result-second-block-lost", breaks: "toolresult-content-counted",
      "Passes on the first block of a tool result only."
    ) { blocks in
      for index in blocks.indices where isBlock(blocks[index], "tool_result") {
        blocks[index].edit("content") { $0.editArray { $0 = Array($0.prefix(1)) } }
      }
    },
    onContents(
      "call-input-lost", breaks: "toolresult-content-counted", "Replaces the arguments of earlier calls by none."
    ) { blocks in
      for index in blocks.indices where isBlock(blocks[index], "tool_use") { blocks[index]["input"] = [:] }
    },
    Defect(
      "tools-sixteen-kept", breaks: "tool-def-all-counted", "Passes on the first sixteen tools only.",
      source: "docs: define-tools"
    ) { $0.body.append { body, _ in body.edit("tools") { $0.editArray { $0 = Array($0.prefix(16)) } } } },
    Defect(
      "tool-descriptions-lost", breaks: "tool-def-all-counted", "Leaves the descriptions of tools out.",
      source: "docs: define-tools"
    ) { $0.body.append { body, _ in body.edit("tools") { $0.editElements { $0.remove("description") } } } },
    Defect(
      "system-lost-in-stream", breaks: "system-array", "Leaves the system prompt out when the reply is streamed.",
      source: "docs: token-counting"
    ) { $0.body.append { body, context in if context.isStream { body.remove("system") } } },
    onContents(
      "document-text-dropped", breaks: "doc-text-source", "Drops plain-text documents without a word."
    ) { blocks in
      guard blocks.count > 1 else { return }
      blocks.removeAll { isBlock($0, "document") && $0["source"]?["type"]?.says("text") == true }
    },
    Defect(
      "count-strings-only", breaks: "count-history-counted", "Counts only messages whose content is a string.",
      source: "docs: token-counting"
    ) {
      $0.count.append { count, context in
        var body = context.body
        body.edit("messages") { $0.editArray { $0.removeAll { $0["content"]?.string == nil } } }
        count["input_tokens"] = JSON(PromptCounter.count(body))
      }
    },
    Defect(
      "text-mojibake", breaks: "resp-text-characters", "Reads its own UTF-8 as Latin-1 and sends what comes of it.",
      source: "standard: RFC 8259"
    ) {
      $0.text { text, _ in String(String.UnicodeScalarView(text.utf8.map { Unicode.Scalar($0) })) }
    },
    Defect(
      "text-question-marks", breaks: "resp-text-characters", "Replaces characters outside ASCII by question marks.",
      source: "standard: RFC 8259"
    ) {
      $0.text { text, _ in
        String(String.UnicodeScalarView(text.unicodeScalars.map { $0.isASCII ? $0 : "?" }))
      }
    },
    Defect(
      "delta-stripped", breaks: "sse-text-whole", "Strips white space from both ends of every text delta.",
      source: "docs: streaming"
    ) {
      $0.delta("text_delta") { delta in
        delta.edit("text") { text in
          let isBlank: (UInt8) -> Bool = { [0x20, 0x09, 0x0A, 0x0D].contains($0) }
          let bytes = Array((text.string ?? "").utf8).drop(while: isBlank).reversed().drop(while: isBlank).reversed()
          text = .string(String(decoding: Array(bytes), as: UTF8.self))
        }
      }
    },
    onEvents(
      "delta-third-lost", breaks: "sse-text-whole", "Loses the third text delta of a stream.", source: "docs: streaming"
    ) { events in
      let deltas = events.indices.filter { events[$0].data["delta"]?["type"]?.says("text_delta") == true }
      if deltas.count > 10 { events.remove(at: deltas[2]) }
    },
    onUsage(
      "output-always-one", breaks: "resp-usage-output-plausible",
      "Reports one output token for every reply that is not streamed."
    ) { $0["output_tokens"] = 1 },
    Defect(
      "limit-by-default", breaks: "stop-limit-only-at-limit", "Says that the limit was hit when the turn has ended.",
      source: "docs: handling-stop-reasons"
    ) {
      $0.generated.append { generated, _ in
        if generated.stopReason == "end_turn" { generated.stopReason = "max_tokens" }
      }
    },
    refusing(
      "tool-name-hyphen-refused", breaks: "tool-def-name-mcp", "Takes no hyphens in the names of tools.",
      source: "docs: define-tools", saying: "tools.0.name: String should match pattern '^[a-zA-Z0-9_]{1,64}$'"
    ) { $0.tools.count < 20 && $0.tools.contains { $0["name"]?.string?.contains("-") ?? false } },
    Defect(
      "half-a-character-500", breaks: "err-no-5xx-on-client-fault",
      "Crashes on an escape that is half of a pair of surrogates.", source: "standard: RFC 8259"
    ) {
      $0.refuseWire(500, "'utf-8' codec can't encode character: surrogates not allowed") { context in
        context.isMessage && String(decoding: context.request.body.prefix(4096), as: UTF8.self).contains("\\ud83d\"")
      }
    },
    refusing(
      "max-tokens-ceiling", breaks: "stop-context-maxtokens-wording",
      "Refuses a limit beyond the length of its own replies.", source: "claude-code: errors page",
      saying: "max_tokens: 32000 > 8192, which is the maximum allowed number of output tokens"
    ) { !$0.countsOnly && $0.tools.isEmpty && ($0.field("max_tokens")?.int ?? 0) >= 32000 },
    refusing(
      "max-tokens-ceiling-for-model", breaks: "stop-context-maxtokens-older",
      "Refuses a limit beyond the length of its own replies, and names the model.", source: "claude-code: errors page",
      saying: "max_tokens: 32000 > 8192, which is the maximum allowed number of output tokens for reference/model-1"
    ) { !$0.countsOnly && $0.tools.isEmpty && ($0.field("max_tokens")?.int ?? 0) >= 32000 },
  ]

  private static func isBlock(_ block: JSON, _ type: String) -> Bool { block["type"]?.says(type) == true }

  /// Changes the blocks of every message.
  private static func onContents(
    _ name: String, breaks requirement: String, _ summary: String, edit: @escaping @Sendable (inout [JSON]) -> Void
  ) -> Defect {
    Defect(name, breaks: requirement, summary, source: "docs: token-counting") {
      $0.body.append { body, _ in
        body.edit("messages") { $0.editElements { $0.edit("content") { $0.editArray(edit) } } }
      }
    }
  }
}
