import ReferenceServer
import Wire

/// Requests that between them touch everything a defect can spoil.
enum Probes {
  /// One request, and what else is going on.
  struct Probe: Sendable {
    var name: String
    var request: ServerRequest
    /// Whether another request is still being answered.
    var overlaps = false
    /// Whether a client hangs up in a stream just before.
    var afterDisconnect = false
  }

  static let weather: JSON = [
    "name": "get_weather", "description": "Weather of a city.",
    "input_schema": [
      "type": "object",
      "properties": ["city": ["type": "string"], "days": ["type": "integer"], "unit": ["enum": ["c", "f"]]],
      "required": ["city", "days"]
    ]
  ]
  static let clock: JSON = ["name": "get_time", "input_schema": ["type": "object", "properties": [:]]]
  static let png =
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
  static let gif = "R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"

  private static func image(_ data: String, _ type: String = "image/png") -> JSON {
    ["type": "image", "source": ["type": "base64", "media_type": .string(type), "data": .string(data)]]
  }

  private static func post(
    _ name: String, _ body: JSON, _ headers: [HeaderLine] = [HeaderLine("content-type", "application/json")],
    path: String = "/v1/messages"
  ) -> Probe {
    Probe(name: name, request: ServerRequest("POST", path, headers: headers, body: body.bytes()))
  }

  private static func raw(
    _ name: String, _ method: String, _ path: String, _ headers: [HeaderLine] = [], _ body: String = ""
  ) -> Probe {
    Probe(name: name, request: ServerRequest(method, path, headers: headers, body: Array(body.utf8)))
  }

  private static func said(_ content: JSON) -> JSON { [["role": "user", "content": content]] }

  /// A tool round: call, result, and what the user sends with it.
  static func round(_ results: [JSON], calls: [String] = ["toolu_1"], before: [JSON] = [], extra: [JSON] = [])
    -> JSON
  {
    let uses: [JSON] = calls.map {
      ["type": "tool_use", "id": .string($0), "name": "get_weather", "input": ["city": "Paris", "days": 1]]
    }
    return [
      ["role": "user", "content": "Weather?"], ["role": "assistant", "content": .array(before + uses)],
      ["role": "user", "content": .array(results + extra)]
    ]
  }

  static func result(_ id: String = "toolu_1", _ members: JSON = ["content": "18 C"]) -> JSON {
    var block: JSON = ["type": "tool_result", "tool_use_id": .string(id)]
    for member in members.object?.members ?? [] { block[member.key] = member.value }
    return block
  }

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

  /// A copy of `body` with a member set.
  static func with(_ body: JSON, _ key: String, _ value: JSON?) -> JSON {
    var copy = body
    copy[key] = value
    return copy
  }

  /// Cheap ones first: a defect is looked for until the first probe that shows it.
  static let all: [Probe] = {
    let probes = bodies + wire + conversations + toolProbes + streams + sequences
    let heavy = ["many", "claude code", "compaction", "long", "small window", "waiting"]
    let isHeavy: (Probe) -> Bool = { probe in heavy.contains { probe.name.hasPrefix($0) } }
    return probes.filter { !isHeavy($0) } + probes.filter(isHeavy)
  }()

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
          "messages": [["role": "user", "content": [result()]]]
        ])),
      field("system", "You are kind."), field("system", [["type": "text", "text": "You are kind."]]),
      field(
        "system",
        [
          ["type": "text", "text": "One."],
          [
            "type": "text", "text": "Two.",
            "cache_control": ["type": "ephemeral", "ttl": "1h", "scope": "global"]
          ]
        ]),
      field(
        "system",
        [
          ["type": "text", "text": "x-anthropic-billing-header: cc_version=1;"],
          ["type": "text", "text": "Two."]
        ]),
      field("system", ""), field("system", [image(png)]),
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
              "schema": ["type": "object", "properties": ["n": ["type": "integer"]], "required": ["n"]]
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
              "type": "json_schema", "schema": ["type": "object", "properties": ["n": ["type": "integer"]]]
            ]
          ]
        ])),
      post("empty reply", minimal(["stop_sequences": ["This"]]))
    ]
  }()

  static let wire: [Probe] = {
    let json = HeaderLine("content-type", "application/json")
    func versioned(_ version: String, _ changes: JSON = [:]) -> Probe {
      post("version \(version)", minimal(changes), [json, HeaderLine("anthropic-version", version)])
    }
    func header(_ name: String, _ value: String, _ body: JSON = minimal()) -> Probe {
      post("\(name): \(value)", body, [json, HeaderLine(name, value)])
    }
    return [
      versioned("2023-06-01"), versioned("2026-10-21"), versioned("banana"), versioned("2030-01-01"),
      versioned("2026-10-21", ["temperature": 0.5]), versioned("2023-06-01", ["temperature": 0.7]),
      versioned(
        "2026-10-21",
        [
          "messages": [
            ["role": "user", "content": "x"],
            [
              "role": "assistant",
              "content": [
                ["type": "document", "source": ["type": "text", "media_type": "text/plain", "data": "d"]]
              ]
            ]
          ]
        ]),
      versioned(
        "2026-10-21",
        ["messages": said([["type": "text", "text": "x", "citations": [["type": "char_location"]]]])]),
      versioned("2026-10-21", ["messages": round([result()]), "tools": [weather]]),
      header("Anthropic-Version", "2023-06-01"), header("anthropic-beta", "interleaved-thinking-2025-05-14"),
      header("anthropic-beta", "a-2025-01-01,b-2025-01-01"),
      header("anthropic-beta", "totally-unknown-2099-01-01"),
      post(
        "beta twice",
        minimal(), [json, HeaderLine("anthropic-beta", "a"), HeaderLine("anthropic-beta", "b")]),
      post(
        "count beta", minimal(), [json, HeaderLine("anthropic-beta", "token-counting-2024-11-01")],
        path: "/v1/messages/count_tokens"),
      header("x-stainless-lang", "python"), header("x-claude-code-session-id", "1"),
      header("x-claude-code-request-class", "main"),
      header("user-agent", "Anthropic/Python 2.11.0"), header("user-agent", "Anthropic/Python 0.125.0"),
      header("accept", "application/json", minimal(["stream": true])), header("accept", "text/event-stream"),
      header("accept-encoding", "gzip, deflate"), header("x-api-key", "dummy"),
      header("authorization", "Bearer dummy"),
      header("expect", "100-continue"), header("transfer-encoding", "chunked"),
      post("charset", minimal(), [HeaderLine("content-type", "application/json; charset=utf-8")]),
      post("untyped", minimal(), []),
      raw("broken json", "POST", "/v1/messages", [json], "{"),
      raw("array", "POST", "/v1/messages", [json], "[]"), raw("empty", "POST", "/v1/messages", [json]),
      raw("stream broken", "POST", "/v1/messages", [json], #"{"stream":true}"#),
      post("beta query", minimal(), path: "/v1/messages?beta=true"),
      post("query", minimal(), path: "/v1/messages?foo=1"),
      raw("get", "GET", "/v1/messages"), raw("unknown", "POST", "/v1/nope"),
      raw("batches", "POST", "/v1/messages/batches", [json], "{}"),
      raw("head", "HEAD", "/"), raw("hello", "HEAD", "/api/hello"), raw("list", "GET", "/v1/models"),
      raw("list 1", "GET", "/v1/models?limit=1"),
      raw("list after", "GET", "/v1/models?limit=1&after_id=reference/model-1"),
      raw("list 1000", "GET", "/v1/models?limit=1000"),
      raw("model", "GET", "/v1/models/reference/model-1"),
      raw("model encoded", "GET", "/v1/models/reference%2Ftext-only:1b"),
      raw("model unknown", "GET", "/v1/models/nope"),
      raw("list bearer", "GET", "/v1/models", [HeaderLine("authorization", "Bearer secret")]),
      post("count", minimal(["max_tokens": .null]), path: "/v1/messages/count_tokens"),
      post("count query", minimal(["max_tokens": .null]), path: "/v1/messages/count_tokens?beta=true"),
      post("count system", minimal(["system": "Be kind."]), path: "/v1/messages/count_tokens"),
      post("count tools", minimal(["tools": [weather]]), path: "/v1/messages/count_tokens"),
      post("count thinking", minimal(["thinking": ["type": "adaptive"]]), path: "/v1/messages/count_tokens"),
      post("count history", minimal(["messages": round([result()])]), path: "/v1/messages/count_tokens"),
      post("count image", minimal(["messages": said([image(png)])]), path: "/v1/messages/count_tokens"),
      post("count nothing", minimal(["messages": .null]), path: "/v1/messages/count_tokens"),
      post("count unknown", minimal(["model": "nope"]), path: "/v1/messages/count_tokens"),
      credentials("key", [HeaderLine("x-api-key", "secret")]),
      credentials("bearer", [HeaderLine("authorization", "Bearer secret")]),
      credentials("lower", [HeaderLine("authorization", "bearer secret")]),
      credentials("both", [HeaderLine("x-api-key", "secret"), HeaderLine("authorization", "Bearer secret")]),
      credentials(
        "junk key", [HeaderLine("x-api-key", "junk"), HeaderLine("authorization", "Bearer secret")]),
      credentials(
        "junk bearer", [HeaderLine("x-api-key", "secret"), HeaderLine("authorization", "Bearer junk")]),
      credentials("empty key", [HeaderLine("x-api-key", ""), HeaderLine("authorization", "Bearer secret")]),
      credentials("none", []), credentials("wrong", [HeaderLine("x-api-key", "wrong")]),
      post("wrong stream", minimal(["stream": true]), [json, HeaderLine("x-api-key", "wrong")]),
      post("wrong body", [:], [json, HeaderLine("x-api-key", "wrong")]),
      Probe(
        name: "large",
        request: ServerRequest(
          "POST", "/v1/messages", headers: [json], body: minimal().bytes(), bodyLength: 1_000_000)),
      Probe(
        name: "larger",
        request: ServerRequest(
          "POST", "/v1/messages", headers: [json], body: minimal().bytes(), bodyLength: 8_000_000)),
      Probe(
        name: "too large",
        request: ServerRequest("POST", "/v1/messages", headers: [json], bodyLength: 40_000_000))
    ]
  }()

  private static func credentials(_ name: String, _ headers: [HeaderLine]) -> Probe {
    post("credentials \(name)", minimal(), [HeaderLine("content-type", "application/json")] + headers)
  }

  static let conversations: [Probe] = {
    func talk(_ name: String, _ messages: JSON, _ changes: JSON = [:]) -> Probe {
      post(name, with(minimal(changes), "messages", messages))
    }
    func content(_ name: String, _ content: JSON) -> Probe { talk(name, said(content)) }
    let text: JSON = ["type": "text", "text": "look"]
    func document(_ source: JSON, _ more: JSON = [:]) -> JSON {
      var block: JSON = ["type": "document", "source": source]
      for member in more.object?.members ?? [] { block[member.key] = member.value }
      return [block, text]
    }
    let plain: JSON = ["type": "text", "media_type": "text/plain", "data": "Hello"]
    func cached(_ control: JSON, _ count: Int = 1) -> JSON {
      .array((0..<count).map { ["type": "text", "text": .string("part \($0)"), "cache_control": control] })
    }
    return [
      content("one block", [text]),
      talk("user twice", [["role": "user", "content": "a"], ["role": "user", "content": "b"]]),
      talk(
        "assistant twice",
        [
          ["role": "user", "content": "a"], ["role": "assistant", "content": "b"],
          ["role": "assistant", "content": "c"], ["role": "user", "content": "d"]
        ]),
      talk(
        "three turns",
        [
          ["role": "user", "content": "a"], ["role": "assistant", "content": "b"],
          ["role": "user", "content": "c"]
        ]),
      talk("many", .array((0..<201).map { ["role": $0 % 2 == 0 ? "user" : "assistant", "content": "x"] })),
      content("empty", ""), content("empty text", [["type": "text", "text": ""]]),
      talk("empty assistant", [["role": "user", "content": "a"], ["role": "assistant", "content": ""]]),
      talk(
        "prefill", [["role": "user", "content": "a"], ["role": "assistant", "content": "The answer is ("]]),
      talk("prefill space", [["role": "user", "content": "a"], ["role": "assistant", "content": "abc "]]),
      talk(
        "replay",
        [
          ["role": "user", "content": "a"], ["role": "assistant", "content": [["type": "text", "text": "b"]]],
          ["role": "user", "content": "c"]
        ]),
      talk(
        "citations",
        [
          ["role": "user", "content": "a"],
          ["role": "assistant", "content": [["type": "text", "text": "b", "citations": .null]]],
          ["role": "user", "content": "c"]
        ]),
      content("hologram", [["type": "hologram"]]),
      content("extra", [["type": "text", "text": "x", "shine": 1]]),
      content("cached", cached(["type": "ephemeral"])),
      content("cached null", cached(.null)), content("cached 5", cached(["type": "ephemeral"], 5)),
      content("cached forever", cached(["type": "forever"])),
      content("search", [["type": "search_result", "source": "s", "title": "t", "content": [text]]]),
      talk("system between", [["role": "user", "content": "a"], ["role": "system", "content": "Be brief."]]),
      talk(
        "system blocks",
        [
          ["role": "user", "content": "a"],
          ["role": "system", "content": [["type": "text", "text": "Be brief."]]]
        ]),
      talk("system first", [["role": "system", "content": "Be brief."], ["role": "user", "content": "a"]]),
      content("image", [image(png), text]), content("gif", [image(gif, "image/gif"), text]),
      content(
        "image url",
        [["type": "image", "source": ["type": "url", "url": "https://example.com/a.png"]], text]),
      content("tiff", [image(png, "image/tiff")]), content("image junk", [image("%%%")]),
      content("image data url", [image("data:image/png;base64," + png)]),
      talk("image blind", said([image(png)]), ["model": "reference/text-only:1b"]),
      content("image cached", [with(image(png), "cache_control", ["type": "ephemeral"]), text]),
      content("document", document(plain)),
      content("document title", document(plain, ["title": "T", "context": "C"])),
      content(
        "pdf", document(["type": "base64", "media_type": "application/pdf", "data": "JVBERi0xLjQKJSVFT0YK"])),
      talk("dot", said("."), ["max_tokens": 1]),
      content("long", .string(String(repeating: "x.", count: 2200))),
      talk("failing", user("Fail mid-stream with api_error"), ["stream": true]),
      talk("waiting", user("Wait 2500 ms. " + String(repeating: "word ", count: 2000)), ["stream": true]),
      talk("small window", user(String(repeating: "x.", count: 2010)), ["max_tokens": 200])
    ]
  }()

  static let toolProbes: [Probe] = {
    func tools(_ name: String, _ tools: JSON, _ text: String = "hi", _ changes: JSON = [:]) -> Probe {
      post(name, with(with(minimal(changes), "tools", tools), "messages", user(text)))
    }
    func rounds(_ name: String, _ messages: JSON, _ changes: JSON = [:]) -> Probe {
      post(name, with(with(minimal(changes), "messages", messages), "tools", [weather]))
    }
    func choice(_ type: String, _ more: JSON = [:]) -> JSON {
      var choice: JSON = ["type": .string(type)]
      for member in more.object?.members ?? [] { choice[member.key] = member.value }
      return ["tool_choice": choice]
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
            "input_schema": ["type": "object", "properties": ["a": ["anyOf": [["type": "integer"]]]]]
          ]
        ]),
      tools(
        "tool bounds",
        [
          [
            "name": "x", "description": "d",
            "input_schema": ["type": "object", "properties": ["a": ["type": "string", "maxLength": 524288]]]
          ]
        ]),
      tools("tool many", claudeCode["tools"] ?? .null),
      tools("tool extras", [with(weather, "defer_loading", true)]),
      tools("tool name", [with(weather, "name", "bad name!")]),
      tools("tool 128", [with(weather, "name", .string(String(repeating: "n", count: 128)))]),
      tools("tool 129", [with(weather, "name", .string(String(repeating: "n", count: 129)))]),
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
                "caller": ["type": "direct"]
              ]
            ]
          ], ["role": "user", "content": [result()]]
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
            ["role": "user", "content": "b"]
          ]
        ]))
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

  static let sequences: [Probe] = {
    var overlapping = post("overlap", minimal(["messages": user("Repeat exactly: B")]))
    overlapping.overlaps = true
    var counting = post("count overlap", minimal(["max_tokens": .null]), path: "/v1/messages/count_tokens")
    counting.overlaps = true
    var agent = post(
      "agent overlap", minimal(),
      [HeaderLine("content-type", "application/json"), HeaderLine("x-claude-code-session-id", "2")])
    agent.overlaps = true
    var after = post("after disconnect", minimal())
    after.afterDisconnect = true
    let attribution: (Int) -> JSON = {
      minimal([
        "system": [
          ["type": "text", "text": .string("x-anthropic-billing-header: cch=\($0);")],
          ["type": "text", "text": "You are an agent.", "cache_control": ["type": "ephemeral"]]
        ]
      ])
    }
    var second = post("second on a connection", minimal())
    (second.request.earlierExchanges, second.request.followsStream) = (1, true)
    return [
      second, overlapping, counting, agent, after, post("attribution 1", attribution(1)),
      post("attribution 1 again", attribution(1)), post("attribution 2", attribution(2))
    ] + (1...60).map { raw("malformed \($0)", "POST", "/v1/messages", [], "{") } + [post("sound", minimal())]
  }()
}
