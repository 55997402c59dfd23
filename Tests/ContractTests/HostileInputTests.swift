import Testing
import Wire

@testable import Contract

/// Nothing a server sends may crash, hang or fill memory.
@Suite struct HostileInputTests {
  private func read(_ body: [UInt8]) -> [Finding] {
    let findings = StreamReading(streamResponse(body), end: .complete, request: plainRequest).findings
    expectWellFormed(findings, "hostile")
    return findings
  }

  /// Every member of every event replaced by every kind of value, one at a time.
  @Test(arguments: ["text", "text-and-tool", "thinking", "error-in-mid-stream"])
  func survivesAnyValueAnywhere(_ name: String) throws {
    let body = try transcript("accepted/\(name)")
    let frames = String(decoding: body, as: UTF8.self).split(separator: "\n\n").map(String.init)
    let values: [JSON] = [.null, true, -1, 1.5, "x", [], [[:]], [:], JSON.number(JSONNumber(Int.max))]
    for (number, frame) in frames.enumerated() {
      let parts = frame.split(separator: "\ndata: ", maxSplits: 1).map(String.init)
      let json = try JSONParser.parse(parts[1])
      for pointer in pointers(in: json) {
        for value in values {
          var changed = frames
          changed[number] = "\(parts[0])\ndata: \(json.replacing(pointer.tokens[...], with: value).text())"
          _ = read(Array((changed.joined(separator: "\n\n") + "\n\n").utf8))
        }
      }
    }
  }

  private func pointers(in json: JSON, _ base: JSONPointer = JSONPointer()) -> [JSONPointer] {
    switch json {
    case .object(let object):
      object.members.flatMap { [base.appending($0.key)] + pointers(in: $0.value, base.appending($0.key)) }
    case .array(let elements):
      elements.enumerated().flatMap { [base.appending($0)] + pointers(in: $1, base.appending($0)) }
    default: []
    }
  }

  /// Fragments of arguments that a reader must not begin again with each.
  @Test(.timeLimit(.minutes(1)), arguments: [String(repeating: " ", count: 400_000), "1", "\"", "{\"a\":\""])
  func fragmentsAreReadOnce(_ first: String) {
    var accumulator = MessageAccumulator()
    func receive(_ json: JSON) -> Bool { (try? accumulator.receive(json)) != nil }
    #expect(
      receive([
        "type": "message_start", "message": ["content": [], "usage": ["output_tokens": 1]],
      ]))
    #expect(
      receive([
        "type": "content_block_start", "index": 0,
        "content_block": ["type": "tool_use", "id": "t", "name": "n", "input": [:]],
      ]))
    func delta(_ text: String) -> JSON {
      [
        "type": "content_block_delta", "index": 0,
        "delta": ["type": "input_json_delta", "partial_json": .string(text)],
      ]
    }
    // White space alone and half a text cannot be read.
    let isReadable = first.hasPrefix("{") || first == "1"
    #expect(receive(delta(first.hasPrefix(" ") ? first + "[" : first)) == isReadable || first.hasPrefix(" "))
    guard isReadable || first.hasPrefix(" ") else { return }
    for _ in 0..<20_000 where !receive(delta("1")) { break }
  }

  @Test func aNumberMayBeBrokenByALaterFragment() throws {
    func outcome(_ pieces: [String]) -> Bool {
      var accumulator = MessageAccumulator()
      let events: [JSON] =
        [
          ["type": "message_start", "message": ["content": [], "usage": [:]]],
          ["type": "content_block_start", "index": 0, "content_block": ["type": "tool_use", "input": [:]]],
        ]
        + pieces.map {
          [
            "type": "content_block_delta", "index": 0,
            "delta": ["type": "input_json_delta", "partial_json": .string($0)],
          ]
        }
      return events.allSatisfy { (try? accumulator.receive($0)) != nil }
    }
    #expect(outcome(["1", "2"]) && outcome(["1", ".5"]) && !outcome(["1", "."]) && !outcome(["0", "1"]))
    #expect(outcome(["true", "x"]) && outcome(["\"a\"", "b"]) && !outcome(["tr", "ue"]) && !outcome(["\"a"]))
    #expect(!outcome([" "]) && outcome([" [", "x"]) && outcome(["{", "\"a"]) && outcome(["", "{"]))
  }

  @Test(.timeLimit(.minutes(1))) func aStreamWithTooManyEventsIsJudgedInPart() {
    let body = Array(String(repeating: "event: ping\ndata: {\"type\":\"ping\"}\n\n", count: 60_000).utf8)
    let reading = StreamReading(streamResponse(body), end: .complete, request: plainRequest)
    #expect(reading.isShortened && reading.events.count == StreamReading.mostEvents)
    #expect(!reading.findings.contains { $0.isViolated && $0.requirement == "sse-message-stop-last" })
  }

  @Test(.timeLimit(.minutes(1))) func manyKeysAreReadInLinearTime() throws {
    let keys = (0..<60_000).map { "\"k\($0)\":\($0)" }.joined(separator: ",")
    let json = try JSONParser.parse("{\(keys),\"k1\":7}")
    #expect(json["k1"] == 7 && json["k59999"] == 59_999 && json["none"] == nil && json == json)
    let calls = (0..<15_000).map { _ in "{\"type\":\"tool_use\",\"id\":\"toolu_1\",\"name\":\"n\",\"input\":{}}" }
    let body =
      "{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"m\",\"content\":[\(calls.joined(separator: ","))],"
      + "\"stop_reason\":\"tool_use\",\"stop_sequence\":null,\"usage\":{\(keys),\"input_tokens\":1,\"output_tokens\":1}}"
    let findings = ExchangeReading(exchange(request: jsonRequest, body: Array(body.utf8))).findings
    #expect(findings.count < 300)
  }

  @Test func survivesRandomBytes() {
    var state: UInt64 = 42
    func random() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state >> 33
    }
    for _ in 0..<200 {
      let body = (0..<300).map { _ in UInt8(truncatingIfNeeded: random()) }
      _ = read(body)
      _ = ExchangeReading(exchange(request: jsonRequest, body: body)).findings
      _ = ExchangeReading(exchange(request: jsonRequest, status: 400, body: body)).findings
      _ = ExchangeReading(exchange("/v1/models", method: "GET", body: body)).findings
    }
  }

  @Test func survivesDeepNesting() {
    let deep = String(repeating: "[", count: 100_000)
    #expect(
      brokenIDs(read(Array("event: message_start\ndata: \(deep)\n\n".utf8))).contains("sse-data-json-object"))
    _ = ExchangeReading(exchange(request: jsonRequest, status: 400, body: Array(deep.utf8))).findings
  }

  @Test func keepsUpWithManyEvents() {
    var body: [UInt8] = []
    let start = "{\"type\":\"message_start\",\"message\":{}}"
    body += Array("event: message_start\ndata: \(start)\n\n".utf8)
    for index in 0..<10_000 {
      let far = index * 1_000_000
      let start = """
        event: content_block_start
        data: {"type":"content_block_start","index":\(far),"content_block":{"type":"text","text":""}}


        """
      let delta = """
        event: content_block_delta
        data: {"type":"content_block_delta","index":\(far + 1)}


        """
      body += Array((start + delta).utf8)
    }
    let clock = ContinuousClock()
    let time = clock.measure { _ = read(body) }
    #expect(time < .seconds(60))
  }

  @Test func keepsUpWithSearchedText() {
    let text = String(repeating: "a", count: 200_000)
    let needle = String(repeating: "a", count: 100_000) + "b"
    #expect(!TextSearch(needle).occurs(in: text))
    #expect(TextSearch("aab").occurs(in: "aaab"))
    #expect(TextSearch("aa").occurs(times: 3, in: "aaaa") && !TextSearch("aa").occurs(times: 4, in: "aaaa"))
    #expect(!TextSearch("").occurs(in: "x"))
    // Canonically equivalent, but other bytes.
    #expect(!TextSearch("e\u{301}").occurs(in: "\u{E9}"))
  }

  /// Many needles at once find what each of them finds alone.
  @Test func manyNeedlesAreFoundInOnePass() {
    let needles = ["<think>", "</think>", "<|im_start|>", "<|", "ab", "abc", "é!", "▁<"]
    let set = TextSearchSet(needles)
    let texts = [
      "", "<", "<t", "a<think>b</think>", "<<think>", "<|im_start|", "<|im_start|>", "xabcab", "é!", "e\u{301}!", "▁<|",
      String(repeating: "<|im_start|", count: 500) + ">", "<think", "bca", "a\0b", "ab",
    ]
    for text in texts {
      let alone = needles.indices.filter { TextSearch(needles[$0]).occurs(in: text) }
      #expect(set.occurring(in: text) == alone, "\(text.prefix(40))")
      #expect(set.anyOccurs(in: text) == !alone.isEmpty, "\(text.prefix(40))")
      #expect(needles.indices.filter { text.utf8Contains(needles[$0]) } == alone, "\(text.prefix(40))")
    }
    #expect(set.occurring(in: texts.joined()) == Array(needles.indices))
    let hostile = String(repeating: "<|im_start", count: 200_000)
    #expect(TextSearchSet(["<|im_start|>"]).occurring(in: hostile).isEmpty)
  }

  @Test func textsAreComparedByTheirBytes() {
    for (left, right, isSame) in [
      ("", "", true), ("a", "", false), ("a", "a", true), ("a\0b", "a\0b", true), ("a\0b", "a\0c", false),
      ("\u{E9}", "e\u{301}", false), (String(repeating: "é", count: 99), String(repeating: "é", count: 99), true),
    ] {
      #expect(left.sameBytes(as: right) == isSame && right.sameBytes(as: left) == isSame)
    }
    #expect("abc".utf8Contains("") && "".utf8Contains("") && !"".utf8Contains("a") && "aab".utf8Contains("ab"))
  }

  @Test func findingsStayShort() {
    let long = String(repeating: "x\u{301}", count: 100_000)
    #expect(Excerpt.of(long).unicodeScalars.count == 201)
    #expect(Excerpt.of("short") == "short")
  }
}

extension JSON {
  /// A copy with the value at `tokens` replaced.
  fileprivate func replacing(_ tokens: ArraySlice<String>, with value: JSON) -> JSON {
    guard let token = tokens.first else { return value }
    switch self {
    case .object(var object):
      guard let inner = object[token] else { return self }
      object[token] = inner.replacing(tokens.dropFirst(), with: value)
      return .object(object)
    case .array(var elements):
      guard let index = Int(token), elements.indices.contains(index) else { return self }
      elements[index] = elements[index].replacing(tokens.dropFirst(), with: value)
      return .array(elements)
    default: return self
    }
  }
}
