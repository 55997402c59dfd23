import ReferenceServer
import Wire

/// What Claude Code sends.
extension Probes {
  /// The first request of a session.
  static let claudeCode: JSON = {
    let tools: [JSON] = (1...20).map {
      [
        "name": .string("Tool\($0)"), "description": "Does things.",
        "input_schema": ["type": "object", "properties": ["path": ["type": "string"]]],
      ]
    }
    return [
      "model": "reference/model-1", "max_tokens": 32000,
      "messages": [
        ["role": "user", "content": [["type": "text", "text": "hi", "cache_control": ["type": "ephemeral"]]]]
      ],
      "system": [
        ["type": "text", "text": "x-anthropic-billing-header: cc_version=2;"],
        [
          "type": "text", "text": "You are an agent.",
          "cache_control": ["type": "ephemeral", "ttl": "1h", "scope": "global"],
        ],
      ],
      "tools": .array(tools), "metadata": ["user_id": "{}"],
      "thinking": ["type": "adaptive", "display": "omitted"],
      "output_config": ["effort": "high"], "context_management": ["edits": []], "stream": true,
    ]
  }()

  static let sessions: [Probe] = {
    func session(_ name: String, _ messages: [JSON]) -> Probe {
      post("claude code " + name, with(claudeCode, "messages", .array(messages)))
    }
    func text(_ text: String) -> JSON { ["type": "text", "text": .string(text)] }
    func rounds(_ count: Int) -> [JSON] {
      (0..<count).flatMap { index in
        round([result("toolu_\(index)")], calls: ["toolu_\(index)"]).array ?? []
      }
    }
    let asked: JSON = ["role": "user", "content": "hi"]
    let thought: JSON = ["type": "thinking", "thinking": "", "signature": "x"]
    let inSession = [HeaderLine("content-type", "application/json"), HeaderLine("x-claude-code-session-id", "3")]
    var cancelled = post("claude code cancelled", minimal(), inSession)
    cancelled.afterDisconnect = true
    return [
      post("claude code", claudeCode),
      post("claude code key", claudeCode, [HeaderLine("x-api-key", "secret")]),
      post("claude code whole", with(claudeCode, "stream", nil)),
      session("second", round([result()]).array ?? []),
      session("thought", [asked, ["role": "assistant", "content": [thought, text("hi")]], asked]),
      session("six turns", rounds(6)),
      session("compaction", rounds(3) + [["role": "user", "content": [text("Sum up this conversation.")]]]),
      session(
        "stopped",
        round([result("toolu_1", ["content": "rejected", "is_error": true])], extra: [text("Leave it.")]).array ?? []),
      session("picture", round([result("toolu_1", ["content": [image(png)]])]).array ?? []),
      post(
        "claude code count", minimal(["max_tokens": .null]), inSession, path: "/v1/messages/count_tokens"),
      raw("claude code models", "GET", "/v1/models?limit=1000", [HeaderLine("user-agent", "claude-code/2.1.329")]),
      post("claude code cut", minimal(), inSession), cancelled,
    ]
  }()
}
