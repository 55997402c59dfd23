import Wire

extension Defect {
  /// Response headers.
  static let headers: [Defect] = [
    onReply(
      "request-id-missing", breaks: "resp-request-id-header",
      "Sends no request-id with JSON replies and errors.", source: "api7/aisix#352"
    ) { reply, _ in if !reply.isStream { reply.set("request-id", nil) } },
    onReply(
      "request-id-x", breaks: "resp-request-id-header", "Sends the request id as x-request-id.",
      source: "sdk: _exceptions.py:132"
    ) { reply, context in
      if !reply.isStream {
        reply.set("request-id", nil)
        reply.set("x-request-id", context.requestID)
      }
    },
    Defect(
      "request-id-constant", breaks: "resp-request-id-unique", "Gives every request the same id.",
      source: "docs: errors"
    ) {
      $0.reply.append { reply, _ in reply.set("request-id", "req_01AAAAAAAAAAAAAAAAAAAAAA") }
      $0.errorBody.append { body, _ in
        if body["request_id"] != nil { body["request_id"] = "req_01AAAAAAAAAAAAAAAAAAAAAA" }
      }
    },
    Defect(
      "request-id-differs", breaks: "resp-request-id-matches-body",
      "Gives errors another id in the body than in the header.", source: "docs: errors"
    ) { $0.errorBody.append { body, context in body["request_id"] = .string(context.ids.make("req_", 7)) } },
    onReply(
      "rate-limit-words", breaks: "resp-ratelimit-headers-format", "Puts words into rate limit headers.",
      source: "docs: rate-limits"
    ) { reply, _ in
      if !reply.values(of: "anthropic-ratelimit-requests-limit").isEmpty {
        reply.set("anthropic-ratelimit-requests-limit", "unlimited")
      }
    },
    onReply(
      "rate-limit-seconds", breaks: "resp-ratelimit-headers-format",
      "Gives the reset of a rate limit in seconds.", source: "docs: rate-limits"
    ) { reply, _ in
      if !reply.values(of: "anthropic-ratelimit-requests-reset").isEmpty {
        reply.set("anthropic-ratelimit-requests-reset", "60")
      }
    },
  ]
}
