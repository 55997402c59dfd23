import Wire

extension RequirementID {
  static let sseStartMessageShape: Self = "sse-start-message-shape"
  static let sseStartContentEmpty: Self = "sse-start-content-empty"
  static let sseStartStopNull: Self = "sse-start-stop-null"
  static let sseStartStopKeys: Self = "sse-start-stop-keys"
  static let sseStartUsagePresent: Self = "sse-start-usage-present"
  static let sseStartIDStable: Self = "sse-start-id-stable"
  static let sseStartIDPrefix: Self = "sse-start-id-prefix"
}

/// The token counts of `message_start`.
struct StartUsage: Sendable {
  var inputTotal: Int
  var usage: JSON
}

extension StreamGrammar {
  /// Judges the Message inside `message_start`: complete in its own fields, empty in its content.
  mutating func judgeMessageStart(_ event: StreamEvent) {
    // Data that is no JSON object has been reported as such.
    guard event.json?.object != nil else { return }
    collector.observe(.sseStartMessageShape)
    guard let message = event.json?["message"], message.object != nil else {
      let value = event.json?["message"]
      collector.fail(
        .sseStartMessageShape, reason: value == nil ? "missing-field" : "wrong-type",
        "message_start has no message",
        expected: "an object", actual: Excerpt.of(value), at: event.place("message"))
      return
    }
    judgeStartShape(message, event)
    // What is no message at all lacks everything else as well.
    if message["id"] == nil, message["content"] == nil, message["usage"] == nil { return }
    judgeStartStop(message, event)
    collector.judgeMessageFields(message) { event.place("message", $0) }
    let content = message["content"]
    collector.require(
      content?.array?.isEmpty ?? false, for: .sseStartContentEmpty,
      reason: content == nil ? "missing-field" : content?.array == nil ? "wrong-type" : "wrong-value",
      "the content of the message does not start as an empty array", expected: "[]", actual: Excerpt.of(content),
      at: event.place("message", "content"))
    judgeStartUsage(message["usage"], event)
  }

  private mutating func judgeStartShape(_ message: JSON, _ event: StreamEvent) {
    for (key, value) in [("type", "message"), ("role", "assistant")] {
      let found = message[key]
      if found?.string?.sameBytes(as: value) == true { continue }
      collector.fail(
        .sseStartMessageShape, reason: found == nil ? "missing-field" : "wrong-value",
        "the message in message_start has the wrong \(key)", expected: value, actual: Excerpt.of(found),
        at: event.place("message", key))
    }
    for key in ["id", "model"] {
      let found = message[key]
      if found?.string?.isEmpty == false { continue }
      collector.fail(
        .sseStartMessageShape, reason: found == nil ? "missing-field" : found?.string == nil ? "wrong-type" : "empty",
        "the message in message_start has no \(key)", expected: "a non-empty string",
        actual: Excerpt.of(found), at: event.place("message", key))
    }
    if let id = message["id"]?.string, !id.isEmpty {
      collector.require(
        id.utf8.starts(with: "msg_".utf8), for: .sseStartIDPrefix, reason: "wrong-prefix",
        "the id of the message does not begin with msg_", expected: "msg_…", actual: id,
        at: event.place("message", "id"))
    }
  }

  private mutating func judgeStartStop(_ message: JSON, _ event: StreamEvent) {
    collector.observe(.sseStartStopNull, .sseStartStopKeys)
    for key in ["stop_reason", "stop_sequence"] {
      switch message[key] {
      case nil:
        collector.fail(
          .sseStartStopKeys, reason: "missing-field", "the message in message_start has no \(key)",
          expected: "\"\(key)\":null", actual: "nothing", at: event.place("message"))
      case .null: break
      case let value:
        collector.fail(
          .sseStartStopNull, reason: "wrong-value", "the message has a \(key) in message_start already",
          expected: "null",
          actual: Excerpt.of(value), at: event.place("message", key))
      }
    }
  }

  private mutating func judgeStartUsage(_ usage: JSON?, _ event: StreamEvent) {
    collector.observe(.sseStartUsagePresent)
    guard let usage, usage.object != nil else {
      collector.fail(
        .sseStartUsagePresent, reason: usage == nil ? "missing-field" : "wrong-type", "message_start has no usage",
        expected: "an object", actual: Excerpt.of(usage), at: event.place("message", "usage"))
      return
    }
    for key in ["input_tokens", "output_tokens"] {
      if let count = usage[key]?.int, count >= 0 { continue }
      collector.fail(
        .sseStartUsagePresent,
        reason: usage[key] == nil ? "missing-field" : usage[key]?.int == nil ? "wrong-type" : "wrong-value",
        "usage in message_start has no \(key)", expected: "an integer, 0 or more",
        actual: Excerpt.of(usage[key]), at: event.place("message", "usage", key))
    }
    guard !collector.isViolated(.sseStartUsagePresent) else { return }
    collector.judgeUsageDetails(usage) { event.place("message", "usage", $0) }
    lastOutputTokens = usage["output_tokens"]?.int
    guard let total = usage.totalInputTokens else { return }
    startUsage = StartUsage(inputTotal: total, usage: usage)
    collector.require(
      total > 0, for: .sseStartInputTokensReal, reason: "zero", "message_start has 0 input tokens",
      expected: "the size of the prompt", actual: Excerpt.of(usage), at: event.place("message", "usage"))
  }
}
