import Wire

/// Fields of a request: present, absent, wrong.
extension Probes {
  static let bodies: [Probe] = {
    func change(_ name: String, _ changes: JSON) -> Probe { post(name, minimal(changes)) }
    func field(_ name: String, _ value: JSON?) -> Probe {
      post("\(name)=\(value?.text() ?? "")", with(minimal(), name, value))
    }
    return [
      change("plain", [:]), change("limit 1", ["max_tokens": 1]), change("limit 0", ["max_tokens": 0]),
      field("max_tokens", -1), field("max_tokens", "16"), field("max_tokens", 1.5),
      field("max_tokens", 1_000_000_000),
      field("max_tokens", nil), field("model", nil), field("model", ""), field("model", "nope"),
      field("messages", nil),
      field("messages", []), field("messages", "hi"), field("messages", [["role": "tool", "content": "x"]]),
      field("messages", [["content": "x"]]), field("messages", [["role": "user"]]),
      field("messages", [["role": "user", "content": 42]]),
      field("messages", [["role": "user", "content": .null]]),
      field("foo_bar", 1), field("system", nil), post("null tools", with(minimal(), "tools", JSON.null)),
      field("metadata", ["user_id": "abc"]),
      field("metadata", ["user_id": .string(String(repeating: "x", count: 300))]),
      field("service_tier", "auto"), field("cache_control", ["type": "ephemeral"]),
      field("inference_geo", "us"),
      field("context_management", ["edits": []]), field("output_config", ["effort": "high"]),
      field("temperature", 0.5),
      field("temperature", 1.5), field("top_p", 1.5), field("top_k", -1),
      post("sampling", minimal(["temperature": 0, "top_p": 0.9, "top_k": 40])),
      field("thread", ["type": "create"]),
      post(
        "thread continue",
        minimal([
          "thread": ["type": "continue", "previous_message_id": "msg_1"],
          "messages": [["role": "user", "content": [result()]]],
        ])),
      field("system", "You are kind."), field("system", [["type": "text", "text": "You are kind."]]),
      field(
        "system",
        [
          ["type": "text", "text": "One."],
          [
            "type": "text", "text": "Two.",
            "cache_control": ["type": "ephemeral", "ttl": "1h", "scope": "global"],
          ],
        ]),
      field(
        "system",
        [
          ["type": "text", "text": "x-anthropic-billing-header: cc_version=1;"],
          ["type": "text", "text": "Two."],
        ]),
      field("system", ""), field("system", 5), field("system", [image(png)]),
      field("system", "Answer only with the word BANANA."),
      field("stop_sequences", ["e"]), field("stop_sequences", ["zzz", "scripted reply"]),
      field("stop_sequences", [""]),
      field("stop_sequences", ["\n"]), field("stop_sequences", .array((1...16).map { .string("s\($0)") })),
      field("stream", false),
      field("thinking", ["type": "adaptive"]), field("thinking", ["type": "adaptive", "display": "omitted"]),
      post("budget", minimal(["thinking": ["type": "enabled", "budget_tokens": 1024], "max_tokens": 2048])),
      field("thinking", ["type": "disabled"]), field("thinking", ["type": "enabled", "budget_tokens": 10]),
      post(
        "budget all", minimal(["thinking": ["type": "enabled", "budget_tokens": 2048], "max_tokens": 2048])),
      field("thinking", ["type": "on"]),
      post("overload", minimal(["messages": user("Fail with overloaded_error")])),
      post("emoji", minimal(["messages": user("Repeat exactly: caf\u{E9} \u{1F600}")])),
      post(
        "schema",
        minimal([
          "output_config": [
            "format": [
              "type": "json_schema",
              "schema": ["type": "object", "properties": ["n": ["type": "integer"]], "required": ["n"]],
            ]
          ]
        ])),
      post("schema bad", minimal(["output_config": ["format": ["type": "json_schema", "schema": "x"]]])),
      post(
        "schema stream",
        minimal([
          "stream": true,
          "output_config": [
            "format": [
              "type": "json_schema", "schema": ["type": "object", "properties": ["n": ["type": "integer"]]],
            ]
          ],
        ])),
      post("empty reply", minimal(["stop_sequences": ["This"]])),
    ]
  }()
}
