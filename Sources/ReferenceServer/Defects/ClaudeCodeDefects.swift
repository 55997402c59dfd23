import Wire

extension Defect {
  fileprivate static func isFull(_ body: JSON) -> Bool {
    (body["tools"]?.array?.count ?? 0) > 8 && body["context_management"] != nil
      && body["system"]?.array != nil
  }

  /// The content blocks of all messages, results not looked into.
  fileprivate static func blocks(_ body: JSON) -> [JSON] {
    (body["messages"]?.array ?? []).flatMap { $0["content"]?.array ?? [] }
  }

  /// What Claude Code meets: each part works, the combination does not.
  static let claudeCode: [Defect] = [
    combination(
      "claude-code-stream-refused", breaks: "cc-full-request",
      "Refuses a whole Claude Code request with a bearer token.", source: "MoonshotAI/kimi-cli#1344"
    ) { context, body in
      isFull(body) && body["stream"]?.bool == true && body["messages"]?.array?.count ?? 0 < 3
        && context.request.values(of: "x-api-key").isEmpty
    },
    combination(
      "claude-code-key-refused", breaks: "cc-full-request-xapikey",
      "Refuses a Claude Code request with its key in x-api-key.", source: "claude-code: connect guide",
      needsAuthentication: true
    ) { context, body in
      body["context_management"] != nil && body["stream"]?.bool == true
        && !context.request.values(of: "x-api-key").isEmpty
        && body["messages"]?.array?.count ?? 0 < 3
    },
    combination(
      "claude-code-second-turn", breaks: "cc-second-turn", "Refuses Claude Code's replay of its own thoughts.",
      source: "anthropics/claude-code#10627"
    ) { _, body in
      isFull(body) && blocks(body).contains { $0["type"]?.says("thinking") == true }
    },
    combination(
      "claude-code-probe-500", breaks: "cc-probe-max1-nonstream", "Crashes on Claude Code's one-token probe.",
      source: "claude-code: connect guide", with: 500
    ) { _, body in body["max_tokens"]?.int == 1 && body["messages"]?[0]?["content"]?.says(".") == true },
    combination(
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
    combination(
      "claude-code-compaction-500", breaks: "cc-compaction-request",
      "Crashes on the request for a summary of a long tool history.", source: "claude-code: gateway guide",
      with: 500
    ) { _, body in
      isFull(body) && blocks(body).count { $0["type"]?.says("tool_use") == true } > 2
        && blocks(body).last?["text"]?.string?.contains("Sum up") == true
    },
    Defect(
      "claude-code-hints-refused", breaks: "cc-hint-headers", "Refuses Claude Code's hint headers.",
      source: "claude-code: gateway guide"
    ) {
      $0.refuseWire(400, "unexpected header") {
        !$0.request.values(of: "x-claude-code-request-class").isEmpty
      }
    },
    combination(
      "claude-code-thinking-named", breaks: "cc-full-request",
      "Blames thinking for refusing a whole Claude Code request that has none any more.",
      source: "claude-code: gateway guide", saying: "thinking: adaptive thinking is not supported"
    ) { _, body in isFull(body) || (body["tools"]?.array?.count ?? 0) > 8 && body["stream"]?.bool == true },
    combination(
      "claude-code-loop-500", breaks: "cc-tool-loop", "Crashes on the sixth turn of a tool loop.",
      source: "anthropics/claude-code#14643", with: 500
    ) { _, body in isFull(body) && blocks(body).count { $0["type"]?.says("tool_result") == true } > 5 },
    combination(
      "claude-code-stopped-refused", breaks: "cc-interrupted", "Refuses words behind a failed result.",
      source: "claude-code: capture 2.1.329"
    ) { _, body in
      (body["messages"]?.array ?? []).contains { message in
        message["content"]?[0]?["is_error"]?.bool == true && message["content"]?[1]?["type"]?.says("text") == true
      }
    },
    combination(
      "claude-code-image-500", breaks: "cc-image-result", "Crashes on an image that a tool of Claude Code has read.",
      source: "claude-code: capture 2.1.329", with: 500
    ) { _, body in
      isFull(body)
        && blocks(body).contains { $0["content"]?.array?.contains { $0["type"]?.says("image") == true } ?? false }
    },
    Defect(
      "claude-code-models-redirect", breaks: "cc-models-discovery", "Redirects the question for a thousand models.",
      source: "claude-code: gateway guide"
    ) {
      $0.intercept.append { context in
        guard context.route == .modelList, context.request.query == "limit=1000",
          context.request.values(of: "user-agent").contains(where: { $0.hasPrefix("claude-code/") })
        else { return nil }
        return .reply(ServerReply(status: 307, headers: [HeaderLine("location", "/models?limit=1000")]))
      }
    },
    Defect(
      "claude-code-count-500", breaks: "cc-count-tokens", "Crashes on a count in a session of Claude Code.",
      source: "claude-code: gateway guide"
    ) {
      $0.refuseWire(500, "the counter is exhausted") { context in
        context.route == .countTokens && !context.request.values(of: "x-claude-code-session-id").isEmpty
      }
    },
    Defect(
      "claude-code-session-stuck", breaks: "cc-cancelled", "Keeps a session whose client has hung up busy for ever.",
      source: "musistudio/claude-code-router#1505"
    ) {
      $0.refuseWire(409, "the session is busy") { context in
        guard let session = context.request.values(of: "x-claude-code-session-id").first else { return false }
        return context.state.with { memory in
          if memory.notes["streaming"] == .string(session), memory.disconnects > memory.notes["left"]?.int ?? 0 {
            return true
          }
          memory.notes["streaming"] = .string(session)
          memory.notes["left"] = JSON(memory.disconnects)
          return false
        }
      }
    },
  ]
}
