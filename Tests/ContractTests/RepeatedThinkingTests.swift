import Testing
import Wire

@testable import Contract

@Suite struct RepeatedThinkingTests {
  private static let phrase = "and so it goes on, as it went on before, "
  private static let thought = "First I multiply 27 by 453 and find 12231 in the end."

  @Test(arguments: [
    (thought, "The answer is 12231.", false), (thought, "So: \(thought)", true),
    // A model that says the same over and over also says it in its text.
    (String(repeating: phrase, count: 4), String(repeating: phrase, count: 9), nil),
    ("Well " + phrase, "Well " + String(repeating: phrase, count: 9), nil),
  ])
  func textThatRepeatsTheThinking(thought: String, text: String, isViolated: Bool?) throws {
    let body: JSON = [
      "id": "msg_1", "type": "message", "role": "assistant", "model": "m", "stop_reason": "end_turn",
      "stop_sequence": .null, "usage": ["input_tokens": 3, "output_tokens": 40],
      "content": [
        ["type": "thinking", "thinking": .string(thought), "signature": "EqQB"],
        ["type": "text", "text": .string(text)],
      ],
    ]
    let reading = ExchangeReading(exchange(request: jsonRequest, body: body.bytes()))
    let finding = reading.findings.first { $0.requirement == "think-not-duplicated" }
    #expect(finding?.isViolated == isViolated)
  }
}
