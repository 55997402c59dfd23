import Wire

extension RequirementID {
  static let ssePreErrorHTTPStatus: Self = "sse-pre-error-http-status"
  static let sseErrorEventName: Self = "sse-error-event-name"
  static let sseErrorTerminal: Self = "sse-error-terminal"
  static let sseErrorEnvelope: Self = "sse-error-envelope"
}

extension StreamGrammar {
  /// Error types that blame the request, which was known before anything was streamed.
  static let requestErrors: Set<String> = [
    "invalid_request_error", "authentication_error", "billing_error", "permission_error", "not_found_error",
    "request_too_large",
  ]

  /// Judges an error in mid-stream: its name, its envelope and whether it came too late.
  mutating func judgeError(_ event: StreamEvent) {
    collector.observe(.sseErrorTerminal)
    collector.require(
      event.name == "error", for: .sseErrorEventName, reason: event.name == nil ? "missing-field" : "wrong-value",
      "the event name of an error is not `error`, so clients skip it", expected: "event: error",
      actual: event.name.map { "event: \($0)" } ?? "no event name", at: event.place())
    let error = event.json?["error"]
    let isEnvelope = collector.require(
      event.type == "error" && error?["type"]?.string?.isEmpty == false && error?["message"]?.string != nil,
      for: .sseErrorEnvelope,
      reason: event.json?.object == nil ? "not-json" : error == nil ? "missing-field" : "wrong-value",
      "the data of an error event is not an error envelope",
      expected: "{\"type\":\"error\",\"error\":{\"type\":…,\"message\":…}}",
      actual: event.data ?? "no data", at: event.place())
    guard isEnvelope, let type = error?["type"]?.string, openedBlocks == 0 else { return }
    if Self.requestErrors.contains(type) {
      collector.fail(
        .ssePreErrorHTTPStatus, reason: "error-in-stream",
        "an invalid request is answered with a stream that holds an error",
        expected: "HTTP status 4xx with a JSON envelope", actual: event.data ?? "", at: event.place())
    }
  }
}
