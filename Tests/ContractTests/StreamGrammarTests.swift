import Testing
import Wire

@testable import Contract

@Suite struct StreamGrammarTests {
  private func event(_ index: Int, _ json: JSON) -> StreamEvent {
    StreamEvent(index: index, name: json["type"]?.string, data: json.text())
  }
  private let start: JSON = [
    "type": "message_start",
    "message": [
      "id": "msg_1", "type": "message", "role": "assistant", "model": "m", "content": [], "stop_reason": .null,
      "stop_sequence": .null, "usage": ["input_tokens": 5, "output_tokens": 0],
    ],
  ]
  private func open(_ index: Int) -> JSON {
    ["type": "content_block_start", "index": JSON(index), "content_block": ["type": "text", "text": ""]]
  }
  private func close(_ index: Int) -> JSON { ["type": "content_block_stop", "index": JSON(index)] }
  private let delta: JSON = [
    "type": "message_delta", "delta": ["stop_reason": "end_turn", "stop_sequence": .null],
    "usage": ["output_tokens": 3],
  ]

  @Test func walksThroughItsStates() {
    var grammar = StreamGrammar()
    var states = [grammar.state]
    for (index, json) in [start, ["type": "ping"], open(0), close(0), delta, ["type": "message_stop"]]
      .enumerated()
    {
      #expect(grammar.receive(event(index, json)) == [])
      states.append(grammar.state)
    }
    #expect(states == [.initial, .open, .open, .block, .open, .closing, .ended])
    let findings = grammar.finish()
    #expect(findings.allSatisfy { !$0.isViolated })
    #expect(keptIDs(findings).contains("sse-message-stop-last"))
  }

  @Test func tellsAtOnceWhatAnEventBreaks() {
    var grammar = StreamGrammar()
    _ = grammar.receive(event(0, start))
    _ = grammar.receive(event(1, open(0)))
    _ = grammar.receive(event(2, close(0)))
    let found = grammar.receive(event(3, close(0)))
    #expect(brokenIDs(found) == ["sse-no-delta-after-stop"])
    #expect(found.first?.place.event == 3)
    // Said once is enough.
    #expect(brokenIDs(grammar.finish(.closedByClient)) == [])
  }

  @Test func isAValue() {
    var grammar = StreamGrammar()
    _ = grammar.receive(event(0, start))
    var copy = grammar
    _ = copy.receive(event(1, delta))
    #expect(grammar.state == .open)
    #expect(copy.state == .closing)
  }

  @Test func failsForGood() {
    var grammar = StreamGrammar()
    let error: JSON = ["type": "error", "error": ["type": "api_error", "message": "x"]]
    #expect(grammar.receive(event(0, error)) == [])
    #expect(grammar.state == .failed)
    #expect(grammar.errorEvent?.type == "error")
    #expect(brokenIDs(grammar.receive(event(1, start))) == ["sse-error-terminal"])
  }

  @Test func capsThePlacesOfOneRequirement() {
    var grammar = StreamGrammar()
    var found = grammar.receive(event(0, start))
    for index in 1..<1000 { found += grammar.receive(event(index, close(index * 1_000_000_000))) }
    #expect(brokenIDs(found) == ["sse-block-start-before-delta"])
    #expect(found.count == 3)
  }
}
