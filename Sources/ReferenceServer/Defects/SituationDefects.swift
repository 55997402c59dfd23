import Wire

extension Defect {
  private static func claude(
    _ name: String, breaks requirement: String, _ summary: String, source: String, with status: Int = 400,
    needsAuthentication: Bool = false, when: @escaping @Sendable (DefectContext, JSON) -> Bool
  ) -> Defect {
    Defect(name, breaks: requirement, summary, source: source, needsAuthentication: needsAuthentication) {
      $0.refuseWire(status, "the combination of options is not supported") { context in
        guard context.isMessage, let body = try? JSONParser.parse(context.request.body).root else {
          return false
        }
        return when(context, body)
      }
    }
  }

  private static func isFull(_ body: JSON) -> Bool {
    (body["tools"]?.array?.count ?? 0) > 8 && body["context_management"] != nil
      && body["system"]?.array != nil
  }

  /// Whole situations of Claude Code and the SDKs: each part works, the combination does not.
  static let situations: [Defect] = [
    claude(
      "claude-code-stream-refused", breaks: "cc-full-request",
      "Refuses a whole Claude Code request with a bearer token.", source: "MoonshotAI/kimi-cli#1344"
    ) { context, body in
      isFull(body) && body["stream"]?.bool == true && body["messages"]?.array?.count ?? 0 < 3
        && context.request.values(of: "x-api-key").isEmpty
    },
    claude(
      "claude-code-key-refused", breaks: "cc-full-request-xapikey",
      "Refuses a whole Claude Code request with its key in x-api-key.", source: "claude-code: connect guide",
      needsAuthentication: true
    ) { context, body in
      isFull(body) && body["stream"]?.bool == true && !context.request.values(of: "x-api-key").isEmpty
        && body["messages"]?.array?.count ?? 0 < 3
    },
    claude(
      "claude-code-second-turn", breaks: "cc-second-turn", "Refuses the second turn of Claude Code.",
      source: "anthropics/claude-code#10627"
    ) { _, body in
      isFull(body) && (body["messages"]?.array?.count ?? 0) < 6
        && body["messages"]?.array?.contains {
          $0["content"]?.array?.contains { $0["type"]?.says("tool_result") == true } ?? false
        } ?? false
    },
    claude(
      "claude-code-probe-500", breaks: "cc-probe-max1-nonstream", "Crashes on Claude Code's one-token probe.",
      source: "claude-code: connect guide", with: 500
    ) { _, body in body["max_tokens"]?.int == 1 && body["messages"]?[0]?["content"]?.says(".") == true },
    claude(
      "claude-code-fallback", breaks: "cc-nonstream-fallback", "Serves Claude Code only in streams.",
      source: "ollama/ollama#13949"
    ) { _, body in isFull(body) && body["stream"]?.bool != true },
    Defect(
      "claude-code-one-agent", breaks: "cc-subagent-parallel", "Serves one Claude Code session at a time.",
      source: "claude-code: gateway guide"
    ) {
      $0.refuseWire(409, "another session is active") { context in
        !context.request.values(of: "x-claude-code-session-id").isEmpty
          && context.state.with { $0.inFlight > 1 }
      }
      $0.reply.append { reply, context in
        if !context.request.values(of: "x-claude-code-session-id").isEmpty { reply.delay += 150 }
      }
    },
    claude(
      "claude-code-compaction-500", breaks: "cc-compaction-request",
      "Crashes on the request for a summary of a long tool history.", source: "claude-code: gateway guide",
      with: 500
    ) { _, body in
      (body["messages"]?.array?.count ?? 0) > 5 && body["tools"]?.array?.isEmpty == false
        && body["messages"]?.array?.last?["role"]?.says("user") == true
        && body["messages"]?.array?.contains {
          $0["content"]?.array?.contains { $0["type"]?.says("tool_use") == true } ?? false
        } ?? false
    },
    Defect(
      "claude-code-hints-refused", breaks: "cc-hint-headers", "Refuses Claude Code's hint headers.",
      source: "claude-code: gateway guide"
    ) {
      $0.refuseWire(400, "unexpected header") {
        !$0.request.values(of: "x-claude-code-request-class").isEmpty
      }
    },
    claude(
      "tool-runner-500", breaks: "cc-sdk2-toolrunner-loop",
      "Crashes when the tool runner falls back to the whole history.",
      source: "sdk: lib/threads/_thread_state.py", with: 500
    ) { context, body in
      context.request.values(of: "anthropic-version").first == "2026-10-21" && body["thread"] == nil
        && body["messages"]?.array?.count == 3
        && body["messages"]?[2]?["content"]?[0]?["type"]?.says("tool_result") == true
    },
    claude(
      "sdk2-refused", breaks: "cc-sdk2-profile-b-smoke", "Refuses the headers of Python SDK 2.x.",
      source: "measured: capture"
    ) { context, body in
      body["tools"] == nil && body["messages"]?.array?.count == 1
        && context.request.values(of: "user-agent").contains { $0.contains("Anthropic/Python 2") }
    },
    claude(
      "sdk0-refused", breaks: "cc-sdk0-profile-a-smoke", "Refuses the headers of Python SDK 0.x.",
      source: "measured: capture"
    ) { context, _ in context.request.values(of: "user-agent").contains { $0.contains("Anthropic/Python 0") }
    }
  ]
}
