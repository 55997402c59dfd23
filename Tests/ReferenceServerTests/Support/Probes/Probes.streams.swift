import ReferenceServer
import Wire

/// Streams, and what Claude Code sends.
extension Probes {
  /// The first request of a session.
  static let claudeCode: JSON = {
    let tools: [JSON] = (1...20).map {
      [
        "name": .string("Tool\($0)"), "description": "Does things.",
        "input_schema": ["type": "object", "properties": ["path": ["type": "string"]]]
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
          "cache_control": ["type": "ephemeral", "ttl": "1h", "scope": "global"]
        ]
      ],
      "tools": .array(tools), "metadata": ["user_id": "{}"],
      "thinking": ["type": "adaptive", "display": "omitted"],
      "output_config": ["effort": "high"], "context_management": ["edits": []], "stream": true
    ]
  }()

  static let streams: [Probe] = {
    func stream(_ name: String, _ text: String = "hi", _ changes: JSON = [:]) -> Probe {
      post(name, with(with(minimal(changes), "stream", true), "messages", user(text)))
    }
    return [
      stream("stream"), stream("stream limit", "hi", ["max_tokens": 1]),
      stream("stream stop", "hi", ["stop_sequences": ["scripted reply"]]),
      stream("stream emoji", "Repeat exactly: \u{65E5}\u{672C}\u{8A9E} \u{1F600}"),
      stream("stream empty", "hi", ["stop_sequences": ["This"]]),
      stream(
        "stream thinking",
        "hi", ["thinking": ["type": "enabled", "budget_tokens": 1024], "max_tokens": 2048]),
      stream("stream omitted", "hi", ["thinking": ["type": "adaptive", "display": "omitted"]]),
      stream("stream redacted", "Redact your thinking", ["thinking": ["type": "adaptive"]]),
      post("claude code", claudeCode),
      post("claude code key", claudeCode, [HeaderLine("x-api-key", "secret")]),
      post("claude code whole", with(claudeCode, "stream", nil)),
      post("claude code second", with(claudeCode, "messages", round([result()]))),
      post(
        "compaction",
        with(
          with(
            claudeCode, "messages",
            .array(
              (0..<3).flatMap { index in
                round([result("toolu_\(index)")], calls: ["toolu_\(index)"]).array ?? []
              })), "context_management", nil)),
      stream("stream long tool", "hi"), post("stream bad", minimal(["stream": true, "max_tokens": -1]))
    ]
  }()
}
