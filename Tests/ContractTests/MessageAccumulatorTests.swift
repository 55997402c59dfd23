import Testing
import Wire

@testable import Contract

/// What the official Python client 2.11.0 does with the same events, as measured.
@Suite struct MessageAccumulatorTests {
  private func accumulate(_ events: [String]) throws -> JSON {
    var accumulator = MessageAccumulator()
    for event in events { try accumulator.receive(JSONParser.parse(event)) }
    return try accumulator.finish()
  }

  private let start = """
    {"type":"message_start","message":{"id":"m","content":[],"stop_reason":null,
    "usage":{"input_tokens":5,"output_tokens":1,"cache_read_input_tokens":7}}}
    """
  private func open(_ index: String, _ block: String) -> String {
    "{\"type\":\"content_block_start\",\"index\":\(index),\"content_block\":\(block)}"
  }
  private func extend(_ index: String, _ delta: String) -> String {
    "{\"type\":\"content_block_delta\",\"index\":\(index),\"delta\":\(delta)}"
  }
  private func fragment(_ text: String) -> String {
    extend("0", "{\"type\":\"input_json_delta\",\"partial_json\":\(JSON.string(text).text())}")
  }
  private let textBlock = "{\"type\":\"text\",\"text\":\"\"}"
  private let toolBlock = "{\"type\":\"tool_use\",\"id\":\"t\",\"name\":\"n\",\"input\":{}}"
  private let thinkingBlock = "{\"type\":\"thinking\",\"thinking\":\"\"}"
  private func say(_ text: String) -> String { "{\"type\":\"text_delta\",\"text\":\"\(text)\"}" }

  @Test func appendsTextAndThinking() throws {
    let message = try accumulate([
      start, open("0", thinkingBlock), extend("0", "{\"type\":\"thinking_delta\",\"thinking\":\"a\"}"),
      extend("0", "{\"type\":\"thinking_delta\",\"thinking\":\"b\"}"), open("1", textBlock),
      extend("1", say("c")), extend("1", say("d")),
    ])
    #expect(message["content"]?[0]?["thinking"] == "ab")
    #expect(message["content"]?[1]?["text"] == "cd")
  }

  @Test func replacesSignatures() throws {
    let message = try accumulate([
      start, open("0", thinkingBlock), extend("0", "{\"type\":\"signature_delta\",\"signature\":\"one\"}"),
      extend("0", "{\"type\":\"signature_delta\",\"signature\":\"two\"}"),
    ])
    #expect(message["content"]?[0]?["signature"] == "two")
  }

  @Test func collectsCitations() throws {
    let message = try accumulate([
      start, open("0", "{\"type\":\"text\",\"text\":\"\",\"citations\":null}"),
      extend("0", "{\"type\":\"citations_delta\",\"citation\":{\"n\":1}}"),
      extend("0", "{\"type\":\"citations_delta\",\"citation\":{\"n\":2}}"),
    ])
    #expect(message["content"]?[0]?["citations"] == [["n": 1], ["n": 2]])
  }

  @Test(arguments: [
    ([""], "{}"), (["{}"], "{}"), (["{\"a\":", "1}"], "{\"a\":1}"), (["{\"a\":1"], "{\"a\":1}"),
    (["{\"a\":\"x"], "{}"), (["{\"x\":", "{\"x\":1}"], "{\"x\":{\"x\":1}}"), (["[1,"], "[1]"),
    (["{\"a\":1}{\"a\":2}"], "{\"a\":1}"),
  ])
  func readsArguments(_ fragments: [String], _ input: String) throws {
    let message = try accumulate([start, open("0", toolBlock)] + fragments.map(fragment))
    #expect(message["content"]?[0]?["input"]?.text() == input)
  }

  @Test func placesDeltasByPosition() throws {
    // Both blocks claim index 0, so that the second one's deltas end up in the first.
    let message = try accumulate([
      start, open("0", textBlock), extend("0", say("a")), open("0", textBlock), extend("0", say("b")),
      extend("-1", say("last")), extend("\"1\"", say("!")),
    ])
    #expect(message["content"]?[0]?["text"] == "ab")
    #expect(message["content"]?[1]?["text"] == "last!")
  }

  @Test func ignoresWhatDoesNotBelong() throws {
    let message = try accumulate([
      open("0", textBlock), start, start, "{\"type\":\"unknown\"}", "{\"no\":1}", open("0", textBlock),
      extend("0", "{\"type\":\"thinking_delta\",\"thinking\":1}"), extend("0", "{\"type\":\"new_delta\"}"),
      open("1", "{\"type\":\"new_block\"}"), extend("1", say("x")),
    ])
    #expect(message["content"]?.array?.count == 2)
    #expect(message["content"]?[0]?["text"] == "")
  }

  @Test func overwritesStopReasonAndUsage() throws {
    let message = try accumulate([
      start,
      "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"},\"usage\":{\"output_tokens\":9}}",
      "{\"type\":\"message_delta\",\"delta\":{},\"usage\":{\"output_tokens\":10,\"input_tokens\":0}}",
    ])
    #expect(message["stop_reason"] == .null)
    #expect(message["usage"] == ["input_tokens": 0, "output_tokens": 10, "cache_read_input_tokens": 7])
  }

  @Test func raisesWhereTheClientRaises() {
    let delta = "{\"type\":\"message_delta\",\"delta\":{},\"usage\":{\"output_tokens\":1}}"
    let cases: [[String]] = [
      [], [open("0", textBlock)], ["[]"], ["{\"type\":\"message_start\"}"],
      [start, extend("0", say("x"))], [start, open("0", textBlock), extend("1", say("x"))],
      [start, open("0", textBlock), extend("null", say("x"))],
      [start, open("0", textBlock), "{\"type\":\"content_block_delta\",\"index\":0}"],
      [start, open("0", "null")], [start, open("0", "{\"type\":\"text\"}"), extend("0", say("x"))],
      [start, open("0", thinkingBlock), extend("0", "{\"type\":\"thinking_delta\",\"text\":\"x\"}")],
      [start, open("0", toolBlock), extend("0", "{\"type\":\"input_json_delta\",\"partial_json\":{}}")],
      [start, open("0", toolBlock), fragment("{'a'")], [start, open("0", toolBlock), fragment(" ")],
      [start, open("0", toolBlock), fragment("\"a"), fragment("b\"")],
      [start, "{\"type\":\"message_delta\",\"delta\":{}}"],
      [start, "{\"type\":\"message_delta\",\"usage\":{\"output_tokens\":1}}"],
      ["{\"type\":\"message_start\",\"message\":{\"content\":[]}}", delta],
      ["{\"type\":\"message_start\",\"message\":{\"content\":[],\"usage\":null}}", delta],
      ["{\"type\":\"message_start\",\"message\":{\"content\":null,\"usage\":{}}}", open("0", textBlock)],
      [start, "{\"type\":\"content_block_stop\",\"index\":0}"],
      [start, open("0", textBlock), extend("1000000000000", say("x"))],
    ]
    for events in cases {
      #expect(throws: AccumulationError.self, "\(events)") { try accumulate(events) }
    }
  }

  @Test func keepsUpWithLongContent() throws {
    var accumulator = MessageAccumulator()
    try accumulator.receive(JSONParser.parse(start))
    try accumulator.receive(JSONParser.parse(open("0", toolBlock)))
    let piece = try JSONParser.parse(fragment(String(repeating: "x", count: 100)))
    try accumulator.receive(JSONParser.parse(fragment("{\"a\":\"")))
    for _ in 0..<20_000 { try accumulator.receive(piece) }
    try accumulator.receive(JSONParser.parse(fragment("\"}")))
    #expect(try accumulator.finish()["content"]?[0]?["input"]?["a"]?.string?.utf8.count == 2_000_000)
  }
}

@Suite struct PartialJSONTests {
  @Test(arguments: [
    ("{", "{}"), ("{\"a", "{}"), ("{\"a\":", "{}"), ("{\"a\":1", "{\"a\":1}"), ("{\"a\":1.", "{}"),
    ("{\"a\":-", "{}"), ("{\"a\":tr", "{}"), ("{\"a\":\"\\ud83d", "{}"), ("{\"a\":\"\\u12g", "{}"),
    ("{\"a\":[1,2,\"x", "{\"a\":[1,2]}"), ("{\"a\":{\"b\":1", "{\"a\":{\"b\":1}}"),
    ("{\"a\":1}}", "{\"a\":1}"),
    ("{\"a\":1 \"b\":2}", "{\"a\":1}"), ("[1 2]", "[1]"), ("[[1 x],2]", "[[1]]"),
    ("[1,[2,{\"k\":\"v\"],3]", "[1,[2,{\"k\":\"v\"}],3]"),
    ("{\"a\":NaN}", "{\"a\":null}"), ("12", "12"), ("\"a\" x", "\"a\""),
    ("{\"a\":1,\"a\":2}", "{\"a\":1,\"a\":2}"),
  ])
  func keepsWhatIsComplete(_ text: String, _ value: String) throws {
    #expect(try PartialJSON.parse(text).text() == value)
  }

  @Test(arguments: [
    "", " ", "{'a'", "{\"a\":1,}", "[1,]", "{\"a\" 1", "{\"a\":01}", "{\"a\":tx", "x", "\"abc", "tr", "-",
    "{\"a\":\"\u{1}\"}", "{\"a\":\"\\x\"}", "{\"a\":\"\\ud83d\"}", "{\"a\":\"\\ude00\"}", "{\"a\":1.x", "{,",
    "[,",
    "{\"a\":,",
  ])
  func refusesWhatNothingCanComplete(_ text: String) {
    #expect(throws: PartialJSONError.self) { try PartialJSON.parse(text) }
  }

  @Test func refusesDeepNesting() throws {
    #expect(throws: PartialJSONError.self) { try PartialJSON.parse(String(repeating: "[", count: 100_000)) }
    _ = try PartialJSON.parse(String(repeating: "[", count: 201))
  }
}
