import Wire

/// Tools, choices, and what comes back from them.
extension Probes {
  static let toolProbes: [Probe] = {
    func tools(_ name: String, _ tools: JSON, _ text: String = "hi", _ changes: JSON = [:]) -> Probe {
      post(name, with(with(minimal(changes), "tools", tools), "messages", user(text)))
    }
    func rounds(_ name: String, _ messages: JSON, _ changes: JSON = [:]) -> Probe {
      post(name, with(with(minimal(changes), "messages", messages), "tools", [weather]))
    }
    func choice(_ type: String, _ more: JSON = [:]) -> JSON {
      ["tool_choice": with(["type": .string(type)], more)]
    }
    let both: JSON = [weather, clock]
    let strict = with(weather, "strict", true)
    let signed: JSON = ["type": "thinking", "thinking": "hm", "signature": "Er1"]
    let budget: JSON = ["thinking": ["type": "enabled", "budget_tokens": 1024], "max_tokens": 2048]
    let own: JSON = ["type": "text", "text": "done"]
    return [
      tools("tool", [weather]), tools("tool custom", [with(weather, "type", "custom")]),
      tools("tool silent", [with(weather, "description", nil)]), tools("tool bare", [clock]),
      tools(
        "tool complex",
        [
          [
            "name": "x", "description": "d",
            "input_schema": ["type": "object", "properties": ["a": ["anyOf": [["type": "integer"]]]]],
          ]
        ]),
      tools(
        "tool bounds",
        [
          [
            "name": "x", "description": "d",
            "input_schema": ["type": "object", "properties": ["a": ["type": "string", "maxLength": 524288]]],
          ]
        ]),
      tools("tool many", claudeCode["tools"] ?? .null),
      tools("tool extras", [with(weather, "defer_loading", true)]),
      tools("tool name", [with(weather, "name", "bad name!")]),
      tools("tool 128", [with(weather, "name", .string(String(repeating: "n", count: 128)))]),
      tools("tool 129", [with(weather, "name", .string(String(repeating: "n", count: 129)))]),
      tools("tool mcp", [with(weather, "name", "mcp__Answer-Desk__get_weather")], "hi", choice("any")),
      tools("tool twice", [weather, weather]), tools("tool schemaless", [["name": "x"]]),
      tools("tool string", [["name": "x", "input_schema": ["type": "string"]]]),
      tools("tool server", [["type": "web_search_20250305", "name": "web_search"]]), tools("tool none", []),
      tools("auto", both, "use get_weather and get_time", choice("auto")),
      tools("auto open", both, "use get_weather and get_time"), tools("any", both, "hi", choice("any")),
      tools("tool b", both, "hi", choice("tool", ["name": "get_time"])),
      tools("none", both, "use get_time", choice("none")),
      tools("choice unknown", both, "hi", choice("tool", ["name": "zzz"])),
      tools("choice nameless", both, "hi", choice("tool")), tools("choice toolless", [], "hi", choice("any")),
      tools("auto toolless", [], "hi", choice("auto")), tools("choice bad", both, "hi", choice("required")),
      tools(
        "auto one",
        both, "use get_weather and get_time", choice("auto", ["disable_parallel_tool_use": true])),
      tools("any one", both, "hi", choice("any", ["disable_parallel_tool_use": true])),
      tools("forced", [weather], "hi", choice("tool", ["name": "get_weather"])),
      tools("forced strict", [strict], "hi", choice("any")),
      tools("forced cut", [weather], "hi", with(choice("any"), "max_tokens", 3)),
      tools("forced cut stream", [weather], "hi", with(with(choice("any"), "max_tokens", 8), "stream", true)),
      tools("unicode", [weather], "hi", with(choice("any"), "stream", true)),
      tools(
        "forced thinking", [weather], "hi",
        with(
          with(
            choice("any"), "thinking",
            ["type": "enabled", "budget_tokens": 1024]), "max_tokens", 2048)),
      tools("both stream", both, "use get_weather and get_time", ["stream": true]),
      tools("noarg stream", [clock], "hi", with(choice("any"), "stream", true)),
      tools("thinking stream", both, "use get_weather and get_time", with(budget, "stream", true)),
      rounds("result", round([result()])),
      rounds("result blocks", round([result("toolu_1", ["content": [own]])])),
      rounds("result two blocks", round([result("toolu_1", ["content": [own, own]])])),
      rounds("result absent", round([result("toolu_1", [:])])),
      rounds("result empty", round([result("toolu_1", ["content": ""])])),
      rounds("result error", round([result("toolu_1", ["content": "x", "is_error": true])])),
      rounds("result no error", round([result("toolu_1", ["content": "x", "is_error": false])])),
      rounds(
        "result cached",
        round([result("toolu_1", ["content": "x", "cache_control": ["type": "ephemeral"]])])),
      rounds("result text", round([result()], extra: [own])), rounds("text result", round([own, result()])),
      rounds("results", round([result("toolu_1"), result("toolu_2")], calls: ["toolu_1", "toolu_2"])),
      rounds(
        "results reversed",
        round(
          [result("toolu_2", ["content": "two"]), result("toolu_1", ["content": "one"])],
          calls: ["toolu_1", "toolu_2"])),
      rounds(
        "results split",
        .array(
          (round([result("toolu_1")], calls: ["toolu_1", "toolu_2"]).array ?? []) + [
            ["role": "user", "content": [result("toolu_2")]]
          ])),
      rounds("result unknown", round([result("toolu_9")])), rounds("result missing", round([own])),
      rounds("result foreign", round([result("call_abc")], calls: ["call_abc"])),
      post("result toolless", minimal(["messages": round([result()])])),
      rounds(
        "result own",
        round([result("toolu_01jDdR3Wr8trDERrxMfWJRqb")], calls: ["toolu_01jDdR3Wr8trDERrxMfWJRqb"])),
      rounds("result image", round([result("toolu_1", ["content": [image(png)]])])),
      rounds(
        "result document",
        round([
          result(
            "toolu_1",
            [
              "content": [
                ["type": "document", "source": ["type": "text", "media_type": "text/plain", "data": "d"]]
              ]
            ])
        ])),
      rounds(
        "result reference",
        round([result("toolu_1", ["content": [["type": "tool_reference", "tool_name": "get_time"]]])])),
      rounds("none history", round([result()]), choice("none")),
      rounds(
        "caller",
        [
          ["role": "user", "content": "x"],
          [
            "role": "assistant",
            "content": [
              [
                "type": "tool_use", "id": "toolu_1", "name": "get_weather", "input": [:],
                "caller": ["type": "direct"],
              ]
            ],
          ], ["role": "user", "content": [result()]],
        ]),
      rounds("thinking own", round([result()], before: [signed]), budget),
      rounds(
        "thinking foreign",
        round([result()], before: [["type": "thinking", "thinking": "hm", "signature": "someone-else"]])),
      rounds(
        "thinking empty",
        round([result()], before: [["type": "thinking", "thinking": "", "signature": "x"]])),
      rounds("thinking redacted", round([result()], before: [["type": "redacted_thinking", "data": "abc"]])),
      rounds("thinking stripped", round([result()]), budget),
      post(
        "thinking unasked",
        minimal([
          "messages": [
            ["role": "user", "content": "a"], ["role": "assistant", "content": [signed, own]],
            ["role": "user", "content": "b"],
          ]
        ])),
    ]
  }()
}
