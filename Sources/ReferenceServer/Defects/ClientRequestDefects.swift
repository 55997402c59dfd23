import Wire

extension Defect {
  /// A server that refuses a conversation which holds a block like that, in a schema checker's words or by crashing.
  private static func block(
    _ name: String, breaks requirement: String, _ summary: String, source: String, status: Int = 400,
    saying message: String = "messages: Input should be a valid dictionary",
    when isAffected: @escaping @Sendable (JSON) -> Bool
  ) -> Defect {
    Defect(name, breaks: requirement, summary, source: source) {
      $0.refuse(status, message) { input in input.placedBlocks.contains { isAffected($0.block) } }
    }
  }

  private static func tool(_ input: ValidationInput, where isAffected: (String) -> Bool) -> Bool {
    input.field("tools")?.array?.contains { isAffected($0["type"]?.string ?? "") } ?? false
  }

  /// Requests as clients really send them.
  static let asClientsAre: [Defect] = [
    Defect(
      "request-gzip-500", breaks: "http-request-gzip", "Crashes on a compressed body.",
      source: "claude-code: gateway guide"
    ) {
      $0.refuseWire(500, "invalid start byte") { !$0.request.values(of: "content-encoding").isEmpty }
    },
    Defect(
      "unstreamed-limit-500", breaks: "cc-nonstream-limit", "Fails when a long reply is asked for without a stream.",
      source: "argonne-lcf/ChemGraph#150"
    ) {
      $0.refuse(500, "Streaming is required for operations that may take longer than 10 minutes") {
        $0.field("stream")?.bool != true && $0.field("max_tokens")?.int ?? 0 > 21333
          && $0.field("max_tokens")?.int ?? 0 < 100_000
      }
    },
    Defect(
      "classifier-stops-400", breaks: "cc-auto-mode", "Takes no markup for a stop sequence.",
      source: "experientiallabs/experiential#821"
    ) {
      $0.refuse(400, "stop_sequences: must be plain text") {
        $0.field("stop_sequences")?.array?.contains { $0.string?.hasPrefix("</") == true } ?? false
      }
    },
    Defect(
      "reminders-refused", breaks: "cc-token-reminders", "Takes one system message in a conversation and no more.",
      source: "ollama/ollama#17918"
    ) {
      $0.refuse(400, "messages: only one system message is allowed") {
        ($0.body["messages"]?.array ?? []).count { $0["role"]?.says("system") == true } > 2
      }
    },
    block(
      "tool-addition-refused", breaks: "cc-tool-changes", "Refuses tools that are added in mid-conversation.",
      source: "anthropics/claude-code#95087",
      saying:
        "messages.1.content.0: Input tag 'tool_addition' found using 'type' does not match any of the expected tags"
    ) { $0["type"]?.says("tool_addition") == true },
    block(
      "tool-removal-refused", breaks: "cc-tool-changes", "Refuses the removal of a tool in mid-conversation.",
      source: "KarpelesLab/teamclaude#451"
    ) { $0["type"]?.says("tool_removal") == true },
    Defect(
      "advisor-500", breaks: "tool-def-server-tool", "Crashes on the advisor that Claude Code offers.",
      source: "claude-code: gateway guide"
    ) { $0.refuse(500, "unhandled tool") { tool($0) { $0.hasPrefix("advisor_") } } },
    Defect(
      "newer-server-tool-vague", breaks: "tool-def-server-tool",
      "Refuses tools it does not know without naming them.",
      source: "claude-code: gateway guide"
    ) { $0.refuse(400, "tools: Field required") { tool($0) { $0.hasPrefix("code_execution_") } } },
    Defect(
      "server-tool-forced-500", breaks: "tool-def-server-tool", "Crashes when a server tool has to be used.",
      source: "claude-code: gateway guide"
    ) {
      $0.refuse(500, "function not found") {
        $0.field("tool_choice")?["type"]?.says("tool") == true && tool($0) { $0.hasPrefix("web_search_") }
      }
    },
    block(
      "citations-refused", breaks: "turn-replay-citations", "Refuses text with citations in earlier replies.",
      source: "experientiallabs/experiential#690", saying: "messages.1.content.0.citations: Input should be null"
    ) { $0["citations"]?.array?.isEmpty == false && $0["type"]?.says("text") == true },
    block(
      "server-tool-history-500", breaks: "turn-replay-server-tools",
      "Crashes on calls of server tools in the history.",
      source: "docs: api/messages", status: 500, saying: "KeyError"
    ) { $0["type"]?.says("server_tool_use") == true },
    block(
      "container-upload-vague", breaks: "turn-replay-server-tools",
      "Refuses uploads in the history without naming them.",
      source: "docs: api/messages"
    ) { $0["type"]?.says("container_upload") == true },
    block(
      "compaction-block-refused", breaks: "turn-replay-server-tools",
      "Refuses a summary in the history without naming it.",
      source: "docs: api/messages"
    ) { $0["type"]?.says("compaction") == true },
    block(
      "tool-reference-64", breaks: "tool-name-128-replayed", "Takes no reference to a tool with a long name.",
      source: "anthropics/claude-code#22327",
      saying: "tool_reference.tool_name: String should have at most 64 characters"
    ) { ($0["tool_name"]?.string?.utf8.count ?? 0) > 64 },
    block(
      "tool-use-64", breaks: "tool-name-128-replayed", "Takes no earlier call of a tool with a long name.",
      source: "mims-harvard/ToolUniverse#65", saying: "tool_use.name: String should have at most 64 characters"
    ) { $0["type"]?.says("tool_use") == true && ($0["name"]?.string?.utf8.count ?? 0) > 64 },
    Defect(
      "model-unknown-silent", breaks: "body-model-unknown", "Answers for any model, in its name, with its only one.",
      source: "docs: errors"
    ) {
      $0.accept("model.known")
      $0.message.append { message, context in message["model"] = context.body["model"] }
      $0.start { message, context in message["model"] = context.body["model"] }
    },
    Defect(
      "continue-late", breaks: "http-expect-100", "Lets a client that asks for permission wait for seconds.",
      source: "standard: RFC 9110"
    ) { $0.continueDelay = 2500 },
    Defect(
      "models-list-others", breaks: "models-lists-model", "Lists its model under another name than the one it takes.",
      source: "lmstudio-ai/lmstudio-bug-tracker#1730"
    ) {
      $0.modelList.append { list, _ in
        list.edit("data") { $0.editElements { $0["id"] = .string("local/" + ($0["id"]?.string ?? "")) } }
        list["first_id"] = list["data"]?[0]?["id"]
        list["last_id"] = list["data"]?.array?.last?["id"]
      }
    },
    Defect(
      "refusals-ban", breaks: "err-idempotent-health",
      "Drops the connections of a client after twenty refusals in a row.",
      source: "raullenchai/Rapid-MLX#811"
    ) {
      $0.reply.append { reply, context in
        let refusals = context.state.with { memory in
          let before = memory.notes["refusals"]?.int ?? 0
          memory.notes["refusals"] = JSON(reply.status < 400 ? 0 : before + 1)
          return before
        }
        guard refusals >= 20 else { return }
        reply.isSilent = true
        reply.ending = .drop
      }
    },
  ]
}
