import Wire

extension RequirementID {
  static let errEnvelopeType: Self = "err-envelope-type"
  static let errEnvelopeErrorType: Self = "err-envelope-error-type"
  static let errEnvelopeMessage: Self = "err-envelope-message"
  static let errRequestIDBody: Self = "err-request-id-body"
  static let errStatusTypeConsistent: Self = "err-status-type-consistent"
  static let errMessageNamesField: Self = "err-message-names-field"
  static let errNoStacktrace: Self = "err-no-stacktrace"
  static let errRetryAfterInteger: Self = "err-retry-after-integer"
  static let errXShouldRetryValid: Self = "err-x-should-retry-valid"
  static let respRequestIDMatchesBody: Self = "resp-request-id-matches-body"
}

extension ErrorRules {
  /// The envelope from the outside in: what is inside another API's envelope is judged where clients read it.
  mutating func judgeEnvelope(_ body: JSON) {
    let rules = self
    let isEnvelope = collector.require(
      body["type"]?.string == "error", for: .errEnvelopeType,
      reason: body["type"] == nil ? "missing-field" : "wrong-value",
      "the body of an error does not have `\"type\": \"error\"`", expected: "\"type\":\"error\"",
      actual: Excerpt.of(body),
      at: rules.place("type"))
    // What stands under another envelope can be read all the same, as the clients do.
    guard isEnvelope || body["error"]?.object != nil else { return }
    let error = body["error"]
    let type = error?["type"]?.string
    let isDocumented = collector.require(
      type.map { type in ErrorTypes.documented.contains { $0.sameBytes(as: type) } } ?? false,
      for: .errEnvelopeErrorType,
      reason: error?.object == nil || error?["type"] == nil
        ? "missing-field" : type == nil ? "wrong-type" : "wrong-value",
      "the type of the error is not documented", expected: ErrorTypes.documented.joined(separator: ", "),
      actual: Excerpt.of(error), at: rules.place("error", "type"))
    if isDocumented, let type, response.status != 422 {
      let allowed = ErrorTypes.allowed(for: response.status)
      collector.require(
        allowed.contains { $0.sameBytes(as: type) }, for: .errStatusTypeConsistent, reason: "wrong-value",
        "the error type does not go with status \(response.status)",
        expected: allowed.joined(separator: " or "), actual: type, at: rules.place("error", "type"))
    }
    if error?.object != nil { judgeMessage(error?["message"]) }
    judgeRequestID(body["request_id"])
  }

  private mutating func judgeMessage(_ message: JSON?) {
    let rules = self
    collector.require(
      message?.string?.isBlank == false, for: .errEnvelopeMessage,
      reason: message == nil ? "missing-field" : message?.string == nil ? "wrong-type" : "empty",
      "the error has no message",
      expected: "a non-empty string", actual: Excerpt.of(message), at: rules.place("error", "message"))
    guard let field = invalidRequest?.field, let text = message?.string, !text.isBlank else { return }
    collector.require(
      text.containsBytes(of: field), for: .errMessageNamesField, reason: "field-not-named",
      "the message does not name the invalid field", expected: field, actual: text,
      at: rules.place("error", "message"))
  }

  private mutating func judgeRequestID(_ id: JSON?) {
    let rules = self
    collector.require(
      id?.string?.isEmpty == false, for: .errRequestIDBody,
      reason: id == nil ? "missing-field" : id?.string == nil ? "wrong-type" : "empty",
      "the error has no `request_id`",
      expected: "\"request_id\":\"req_…\"", actual: Excerpt.of(id), at: rules.place("request_id"))
    guard let id = id?.string, !id.isEmpty, let header = response.head.headers.first("request-id"),
      !header.isEmpty
    else { return }
    collector.require(
      id.sameBytes(as: header), for: .respRequestIDMatchesBody, reason: "mismatch",
      "`request_id` in the body and `request-id` in the header differ", expected: header, actual: id,
      at: rules.place("request_id"))
  }

  /// Signs of a stack trace or of the server's own files.
  static let traces = TextSearchSet([
    "Traceback (most recent call last)", "\n    at ", "\\n    at ", "goroutine ", "panicked at",
    "stack backtrace",
    "/site-packages/", "/node_modules/", "/home/", "/Users/", "/usr/lib/", "/usr/local/", "/root/",
    ".py\", line",
    "C:\\", "C:/",
  ])

  mutating func judgeTrace(_ body: JSON) {
    collector.observe(.errNoStacktrace)
    var found = Set<Int>()
    _ = body.hasString { text in
      found.formUnion(Self.traces.occurring(in: text))
      return false
    }
    guard found.contains(where: { !RequestFacts(request).mentions(Self.traces.needles[$0]) }) else { return }
    collector.fail(
      .errNoStacktrace, reason: "trace", "the error exposes a stack trace or a path of the server",
      expected: "a message for the caller", actual: Excerpt.of(body))
  }

  mutating func judgeHeaders() {
    let headers = response.head.headers
    if [429, 503, 529].contains(response.status), let wait = headers.first("retry-after") {
      let seconds = Int(wait)
      collector.require(
        seconds.map { $0 >= 0 && $0 <= 60 } ?? false, for: .errRetryAfterInteger,
        reason: seconds == nil ? "wrong-type" : "wrong-value",
        "an overloaded server sends no valid retry-after", expected: "retry-after: 0 to 60", actual: wait)
    }
    if let hint = headers.first("x-should-retry") {
      let isRight = response.status == 400 ? hint == "false" : hint == "true" || hint == "false"
      collector.require(
        isRight, for: .errXShouldRetryValid, reason: "wrong-value",
        "x-should-retry has a value that clients do not understand",
        expected: response.status == 400 ? "false" : "true or false", actual: hint)
    }
  }
}
