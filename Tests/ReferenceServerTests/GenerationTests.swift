import Testing
import Wire

@testable import ReferenceServer

@Suite struct GenerationTests {
  private func ask(_ body: JSON, _ configuration: Configuration = Subject.configuration()) throws -> JSON {
    let server = try MessagesServer(configuration)
    return try JSONParser.parse(
      server.respond(to: ServerRequest("POST", "/v1/messages", body: body.bytes())).bodyBytes
    ).root
  }

  private func text(_ message: JSON) -> String {
    (message["content"]?.array ?? []).compactMap { $0["text"]?.string }.joined()
  }
  private func types(_ message: JSON) -> [String] {
    (message["content"]?.array ?? []).compactMap { $0["type"]?.string }
  }

  @Test(arguments: [
    "", " ", "a  b", "caf\u{E9} \u{1F468}\u{200D}\u{1F469}", "x\n\n y", "12345 {\"a\":1}",
    "\u{65E5}\u{672C} \u{8A9E}",
  ])
  func tokensJoinToTheText(_ text: String) {
    #expect(Tokenizer.tokens(text).joined().utf8.elementsEqual(text.utf8))
    #expect(Tokenizer.tokens(text).count == Tokenizer.count(text))
  }

  @Test func longerTextNeverCountsLess() {
    let text = "The caf\u{E9} has 1234 seats,  and \u{1F600}.\n\nNext line"
    let scalars = Array(text.unicodeScalars)
    let counts = scalars.indices.map { Tokenizer.count(String(String.UnicodeScalarView(scalars[...$0]))) }
    #expect(counts == counts.sorted())
  }

  @Test func equivalentPromptsCountTheSame() {
    let plain = PromptCounter.count(minimal())
    #expect(
      PromptCounter.count(
        minimal([
          "messages": [
            [
              "role": "user",
              "content": [["type": "text", "text": "Hello there.", "cache_control": ["type": "ephemeral"]]],
            ]
          ]
        ])) == plain)
    #expect(
      PromptCounter.count(minimal(["system": "Be kind."]))
        == PromptCounter.count(minimal(["system": [["type": "text", "text": "Be kind."]]])))
    let forwards = Probes.round(
      [Probes.result("a"), Probes.result("b", ["content": "two words"])], calls: ["a", "b"])
    let backwards = Probes.round(
      [Probes.result("b", ["content": "two words"]), Probes.result("a")], calls: ["a", "b"])
    #expect(
      PromptCounter.count(minimal(["messages": forwards]))
        == PromptCounter.count(minimal(["messages": backwards])))
  }

  static let additions: [JSON] = [
    ["system": "Be kind."], ["tools": [Probes.weather]],
    ["system": [["type": "text", "text": "One."], ["type": "text", "text": "Two."]]],
    ["messages": [["role": "user", "content": "Hello there."], ["role": "system", "content": "Short."]]],
    [
      "messages": [
        [
          "role": "user",
          "content": [
            ["type": "text", "text": "Hello there."],
            [
              "type": "image",
              "source": ["type": "base64", "media_type": "image/png", "data": .string(Probes.png)],
            ],
          ],
        ]
      ]
    ],
    ["messages": [["role": "user", "content": "Hello there. More words follow here."]]],
  ]

  @Test(arguments: additions) func moreContentCountsMore(_ changes: JSON) {
    #expect(PromptCounter.count(minimal(changes)) > PromptCounter.count(minimal()))
  }

  @Test(arguments: [1, 2, 5, 50]) func theLimitIsExact(_ limit: Int) throws {
    let message = try ask(minimal(["max_tokens": JSON(limit)]))
    #expect(message["stop_reason"] == "max_tokens")
    #expect(message["usage"]?["output_tokens"]?.int == limit)
  }

  @Test func aLimitOfZeroGeneratesNothing() throws {
    let message = try ask(minimal(["max_tokens": 0]))
    #expect(message["content"] == [])
    #expect(message["usage"]?["output_tokens"] == 0)
  }

  @Test(
    arguments: [
      ("e", "This is th"), ("scripted reply", "This is the "), ("zzz", nil), ("This", ""),
      ("ted repl", "This is the scrip"),
    ] as [(String, String?)])
  func stopSequencesEndTheReply(_ sequence: String, _ expected: String?) throws {
    let message = try ask(minimal(["stop_sequences": ["not there", .string(sequence)]]))
    #expect(message["stop_reason"] == .string(expected == nil ? "end_turn" : "stop_sequence"))
    #expect(message["stop_sequence"] == (expected == nil ? JSON.null : .string(sequence)))
    if let expected { #expect(text(message) == expected) }
    if expected == "" { #expect(message["content"] == []) }
  }

  @Test(arguments: [
    ("Repeat exactly: a \u{1F600} b", "a \u{1F600} b"),
    ("Please repeat the following text verbatim: \u{65E5}\u{672C}", "\u{65E5}\u{672C}"),
    ("Reply with exactly: OK", "OK"), ("Count from 3 to 6.", "3, 4, 5, 6"),
  ]) func thePromptIsObeyed(_ prompt: String, _ reply: String) throws {
    #expect(text(try ask(minimal(["messages": user(prompt)]))) == reply)
  }

  @Test(arguments: [
    "Answer only with the word BANANA.", "You must reply with one word only: the word \"BANANA\"",
    "Be kind. Say only the word BANANA and nothing else.",
  ])
  func theSystemPromptIsObeyed(_ system: String) throws {
    #expect(text(try ask(minimal(["system": .string(system)]))) == "BANANA")
  }

  @Test(arguments: [
    ("The answer is (", "1)"), ("{\"a\":", "1}"), ("[{\"a\": [1,", "1]}]"), ("{\"a\": \"b", "\"}"),
    ("This is the scripted", " reply of the reference server"),
  ])
  func aPrefillIsContinued(_ prefill: String, _ start: String) throws {
    let message = try ask(
      minimal([
        "messages": [["role": "user", "content": "Go."], ["role": "assistant", "content": .string(prefill)]]
      ]))
    #expect(text(message).hasPrefix(start))
  }

  @Test func autoCallsTheToolsThatAreNamed() throws {
    let tools: JSON = [Probes.weather, Probes.clock]
    let message = try ask(
      minimal([
        "tools": tools, "messages": user("Use get_weather with city = Paris, days = 3 and then get_time."),
      ]))
    #expect(types(message) == ["text", "tool_use", "tool_use"])
    #expect(message["content"]?[1]?["input"] == ["city": "Paris", "days": 3, "unit": "c"])
    #expect(message["content"]?[2]?["input"] == [:])
    #expect(message["stop_reason"] == "tool_use")
    #expect(message["content"]?[1]?["id"] != message["content"]?[2]?["id"])
    let one = try ask(
      minimal([
        "tools": tools, "tool_choice": ["type": "auto", "disable_parallel_tool_use": true],
        "messages": user("get_weather, get_time"),
      ]))
    #expect(types(one) == ["text", "tool_use"])
    #expect(types(try ask(minimal(["tools": tools]))) == ["text"])
    #expect(
      types(
        try ask(minimal(["tools": tools, "tool_choice": ["type": "none"], "messages": user("get_time!")])))
        == ["text"])
  }

  @Test func forcedChoicesCallWithoutATextBefore() throws {
    let tools: JSON = [Probes.weather, Probes.clock]
    let any = try ask(minimal(["tools": tools, "tool_choice": ["type": "any"]]))
    #expect(types(any) == ["tool_use"])
    #expect(any["content"]?[0]?["name"] == "get_weather")
    let named = try ask(
      minimal([
        "tools": tools, "tool_choice": ["type": "tool", "name": "get_time"], "messages": user("get_weather"),
      ]))
    #expect(named["content"]?[0]?["name"] == "get_time")
    #expect(types(named) == ["tool_use"])
  }

  @Test(arguments: 1...12) func aCallCutShortKeepsAnObject(_ limit: Int) throws {
    let message = try ask(
      minimal(["max_tokens": JSON(limit), "tools": [Probes.weather], "tool_choice": ["type": "any"]]))
    #expect(message["stop_reason"] == "max_tokens")
    #expect(message["content"]?[0]?["input"]?.object != nil)
    #expect(message["usage"]?["output_tokens"]?.int == limit)
  }

  @Test func resultsAreQuotedInTheOrderOfTheCalls() throws {
    let results = [
      Probes.result("b", ["content": "second"]),
      Probes.result("a", ["content": [["type": "text", "text": "first"]]]),
    ]
    let message = try ask(
      minimal(["tools": [Probes.weather], "messages": Probes.round(results, calls: ["a", "b"])]))
    #expect(text(message).contains("first; second"))
    #expect(message["stop_reason"] == "end_turn")
  }

  @Test func thinkingComesFirstAndIsCounted() throws {
    let body = minimal([
      "max_tokens": 4096, "thinking": ["type": "enabled", "budget_tokens": 1024],
      "tools": [Probes.weather, Probes.clock], "messages": user("get_weather and get_time"),
    ])
    let message = try ask(body)
    #expect(types(message) == ["thinking", "text", "tool_use", "tool_use"])
    #expect(message["content"]?[0]?["signature"]?.string?.isEmpty == false)
    #expect((message["usage"]?["output_tokens_details"]?["thinking_tokens"]?.int ?? 0) > 0)
    let omitted = try ask(minimal(["thinking": ["type": "adaptive", "display": "omitted"]]))
    #expect(omitted["content"]?[0]?["thinking"] == "")
    #expect(omitted["content"]?[0]?["signature"]?.string?.isEmpty == false)
    #expect(types(try ask(minimal())) == ["text"])
    #expect(types(try ask(minimal(), Subject.configuration { $0.thinks = .always })) == ["thinking", "text"])
    #expect(
      types(
        try ask(minimal(["thinking": ["type": "disabled"]]), Subject.configuration { $0.thinks = .always }))
        == ["text"])
    #expect(
      types(
        try ask(minimal(["thinking": ["type": "adaptive"]]), Subject.configuration { $0.thinks = .never }))
        == ["text"])
    #expect(
      types(try ask(minimal(["thinking": ["type": "adaptive"], "messages": user("Redact your thinking")])))
        == ["redacted_thinking", "text"])
  }

  @Test func aFullWindowIsSaid() throws {
    let message = try ask(minimal(), Subject.configuration { $0.setContextWindow(30) })
    #expect(message["stop_reason"] == "model_context_window_exceeded")
    let total = (message["usage"]?["input_tokens"]?.int ?? 0) + (message["usage"]?["output_tokens"]?.int ?? 0)
    #expect(total == 30)
  }

  @Test(arguments: Instruction.errorTypes.map(\.type)) func failuresComeOnDemand(_ type: String) throws {
    let server = try MessagesServer(Subject.configuration())
    let request = ServerRequest(
      "POST", "/v1/messages", body: minimal(["messages": user("Fail with \(type).")]).bytes())
    let reply = server.respond(to: request)
    #expect(reply.status == Instruction.errorTypes.first { $0.type == type }?.status)
    #expect(try JSONParser.parse(reply.bodyBytes).root["error"]?["type"] == .string(type))
  }

  @Test func waitingSendsPings() throws {
    let server = try MessagesServer(Subject.configuration { $0.pingInterval = 400 })
    let body = minimal(["stream": true, "messages": user("Wait 1000 ms, then answer.")])
    guard
      case .stream(let steps) = server.respond(to: ServerRequest("POST", "/v1/messages", body: body.bytes()))
        .body
    else {
      Issue.record("not a stream")
      return
    }
    #expect(steps.map(\.delay).prefix(5) == [0, 400, 400, 200, 0])
    #expect(steps[1].bytes.elementsEqual("event: ping\ndata: {\"type\":\"ping\"}\n\n".utf8))
  }
}
