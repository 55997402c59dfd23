import Wire

@testable import Contract

private func envelope(_ type: String, _ message: String = "max_tokens: Field required") -> JSON {
  ["type": "error", "error": ["type": .string(type), "message": .string(message)], "request_id": "req_1"]
}
private func error(
  _ status: Int, _ json: JSON, _ extra: HeaderField..., request: JSON = jsonRequest,
  path: String = "/v1/messages"
) -> Exchange {
  exchange(path, request: request, status: status, headers: jsonHeaders + extra, json: json)
}
private let invalid = envelope("invalid_request_error")
private let plainText = [HeaderField("content-type", "text/plain"), HeaderField("request-id", "req_1")]

let acceptedErrors: [ExchangeExample] = [
  .accepted(
    "400", error(400, invalid),
    keeps: [
      "err-envelope-type", "err-envelope-error-type", "err-envelope-message", "err-request-id-body",
      "err-content-type-json", "err-status-type-consistent", "err-no-html", "err-no-stacktrace",
      "resp-request-id-matches-body", "resp-request-id-header",
    ]),
  .accepted(
    "400 to a fault", error(400, invalid),
    keeps: [
      "err-no-5xx-on-client-fault", "err-no-422", "err-no-200-with-error", "err-message-names-field",
    ],
    fault: Fault(field: "max_tokens")),
  .accepted(
    "400 to a stream", error(400, invalid, request: plainRequest), keeps: ["sse-pre-error-http-status"]),
  .accepted("401", error(401, envelope("authentication_error")), keeps: ["err-status-type-consistent"]),
  .accepted("404", error(404, envelope("not_found_error")), keeps: ["err-status-type-consistent"]),
  .accepted("405", error(405, envelope("invalid_request_error")), keeps: ["err-status-type-consistent"]),
  .accepted("413", error(413, envelope("request_too_large")), keeps: ["err-status-type-consistent"]),
  .accepted(
    "429",
    error(
      429, envelope("rate_limit_error"), HeaderField("Retry-After", "5"),
      HeaderField("x-should-retry", "true")),
    keeps: ["err-retry-after-integer", "err-x-should-retry-valid"]),
  .accepted("500", error(500, envelope("api_error")), keeps: ["err-status-type-consistent"]),
  .accepted(
    "529", error(529, envelope("overloaded_error"), HeaderField("retry-after", "60")),
    keeps: ["err-retry-after-integer"]),
  .accepted(
    "thread refused",
    error(
      400,
      [
        "type": "error",
        "error": [
          "type": "invalid_request_error", "message": "x",
          "details": ["error_code": "thread_unsupported_request"],
        ], "request_id": "req_1",
      ]), keeps: ["err-envelope-type"]),
]

/// What a case judges itself, or nobody.
let acceptedOddities: [ExchangeExample] = [
  .accepted("faulty request served", reply(textMessage), keeps: [], fault: Fault()),
  .accepted("422 where either outcome will do", error(422, invalid), keeps: []),
  .accepted(
    "message with an extra object", reply(textMessage.with("object", "message")), keeps: ["resp-no-choices"]),
  .accepted(
    "redirect outside the API",
    exchange("/", method: "GET", status: 302, headers: [HeaderField("location", "/ui")], body: []), keeps: []),
]

let faultyErrors: [ExchangeExample] = [
  .faulty(
    "html",
    exchange(
      request: jsonRequest, status: 404,
      headers: [HeaderField("content-type", "text/html"), HeaderField("request-id", "r")],
      body: Array("<html>Not found</html>".utf8)), breaks: "err-no-html", reason: "html"),
  .faulty(
    "plain text",
    exchange(request: jsonRequest, status: 404, headers: plainText, body: Array("404 page not found".utf8)),
    breaks: "err-no-html", reason: "not-json"),
  .faulty(
    "no body", exchange(request: jsonRequest, status: 400, headers: plainText, body: []),
    breaks: "err-no-html", reason: "empty"),
  .faulty(
    "JSON declared as text",
    exchange(request: jsonRequest, status: 400, headers: plainText, body: invalid.bytes()),
    breaks: "err-content-type-json"),
  .faulty(
    "OpenAI envelope", error(400, ["error": ["message": "x", "type": "BadRequestError", "code": 400]]),
    breaks: "err-envelope-type", reason: "missing-field"),
  .faulty("string error", error(400, ["error": "x"]), breaks: "err-envelope-type"),
  .faulty("FastAPI", error(400, ["detail": [["loc": ["body"]]]]), breaks: "err-envelope-type"),
  .faulty("array", error(400, [1]), breaks: "err-envelope-type"),
  .faulty(
    "typed string error", error(400, ["type": "error", "error": "x", "request_id": "req_1"]),
    breaks: "err-envelope-error-type", reason: "missing-field"),
  .faulty(
    "undocumented type", error(400, envelope("bad_request")), breaks: "err-envelope-error-type",
    reason: "wrong-value"),
  .faulty(
    "numeric type",
    error(400, ["type": "error", "error": ["type": 5, "message": "x"], "request_id": "req_1"]),
    breaks: "err-envelope-error-type", reason: "wrong-type"),
  .faulty(
    "empty message", error(400, envelope("invalid_request_error", " ")), breaks: "err-envelope-message",
    reason: "empty"),
  .faulty(
    "no message",
    error(400, ["type": "error", "error": ["type": "invalid_request_error"], "request_id": "req_1"]),
    breaks: "err-envelope-message", reason: "missing-field"),
  .faulty("no request id", error(400, invalid.with("request_id", nil)), breaks: "err-request-id-body"),
  .faulty(
    "another request id", error(400, invalid.with("request_id", "req_2")),
    breaks: "resp-request-id-matches-body"),
  .faulty("401 as invalid request", error(401, invalid), breaks: "err-status-type-consistent"),
  .faulty("400 as API error", error(400, envelope("api_error")), breaks: "err-status-type-consistent"),
  .faulty("422", error(422, invalid), breaks: "err-no-422", fault: Fault()),
  .faulty(
    "500 for a fault", error(500, envelope("api_error")), breaks: "err-no-5xx-on-client-fault", fault: Fault()
  ),
  .faulty(
    "error in success for a fault", reply(["error": ["message": "x"]]), breaks: "err-no-200-with-error",
    fault: Fault()),
  .faulty(
    "error in a stream for a fault",
    exchange(
      request: plainRequest, headers: streamHeaders,
      body: Array(
        "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"api_error\",\"message\":\"x\"}}\n\n"
          .utf8)),
    breaks: "sse-pre-error-http-status", fault: Fault()),
  .faulty(
    "field not named", error(400, envelope("invalid_request_error", "Bad request")),
    breaks: "err-message-names-field", fault: Fault(field: "max_tokens")),
  .faulty(
    "trace", error(500, envelope("api_error", "Traceback (most recent call last):\n  x")),
    breaks: "err-no-stacktrace"),
  .faulty(
    "path", error(500, envelope("api_error", "no such file: /home/ai/models/x.gguf")),
    breaks: "err-no-stacktrace"),
  .faulty(
    "no wait", error(429, envelope("rate_limit_error")), breaks: "err-retry-after-integer",
    reason: "missing-field"),
  .faulty(
    "wait as a date",
    error(429, envelope("rate_limit_error"), HeaderField("retry-after", "Wed, 21 Oct 2026 07:28:00 GMT")),
    breaks: "err-retry-after-integer", reason: "wrong-type"),
  .faulty(
    "long wait", error(503, envelope("overloaded_error"), HeaderField("retry-after", "3600")),
    breaks: "err-retry-after-integer", reason: "wrong-value"),
  .faulty(
    "retry hint", error(500, envelope("api_error"), HeaderField("x-should-retry", "yes")),
    breaks: "err-x-should-retry-valid"),
  .faulty(
    "retry on 400", error(400, invalid, HeaderField("x-should-retry", "true")),
    breaks: "err-x-should-retry-valid"),
]

let acceptedHeaders: [ExchangeExample] = [
  .accepted(
    "rate limits",
    exchange(
      request: jsonRequest,
      headers: jsonHeaders + [
        HeaderField("anthropic-ratelimit-requests-limit", "50"),
        HeaderField("anthropic-ratelimit-requests-remaining", "49"),
        HeaderField("anthropic-ratelimit-requests-reset", "2026-11-21T10:00:00Z"),
        HeaderField("anthropic-ratelimit-unified-status", "allowed"),
      ], json: textMessage), keeps: ["resp-ratelimit-headers-format"]),
  .accepted(
    "other path", exchange("/v1/other", method: "GET", body: Array("{}".utf8)), keeps: ["http-framing-valid"]),
]

let faultyHeaders: [ExchangeExample] = [
  .faulty(
    "no request id",
    exchange(
      request: jsonRequest, headers: [HeaderField("content-type", "application/json")], json: textMessage),
    breaks: "resp-request-id-header"),
  .faulty(
    "limit as a word",
    exchange(
      request: jsonRequest, headers: jsonHeaders + [HeaderField("anthropic-ratelimit-tokens-limit", "many")],
      json: textMessage), breaks: "resp-ratelimit-headers-format", reason: "not-a-number"),
  .faulty(
    "reset as seconds",
    exchange(
      request: jsonRequest, headers: jsonHeaders + [HeaderField("Anthropic-Ratelimit-Tokens-Reset", "60")],
      json: textMessage), breaks: "resp-ratelimit-headers-format", reason: "not-a-time"),
  .faulty(
    "redirect",
    exchange(request: jsonRequest, status: 307, headers: [HeaderField("location", "/x")], body: []),
    breaks: "http-no-redirect"),
  .faulty(
    "two lengths",
    exchange(
      request: jsonRequest, body: textMessage.bytes(),
      framingFaults: [FramingViolation(.conflictingLengths, "1, 2")]), breaks: "http-framing-valid"),
  .faulty(
    "cut off",
    exchange(request: jsonRequest, body: textMessage.bytes(), end: .failed(TransferFailure(.truncated, ""))),
    breaks: "http-framing-valid"),
  .faulty(
    "compressed unasked",
    exchange(request: jsonRequest, headers: jsonHeaders + [HeaderField("content-encoding", "br")], body: [1]),
    breaks: "http-gzip-optional", reason: "not-asked-for"),
  .faulty(
    "not gzip",
    exchange(
      request: jsonRequest, requestHeaders: [HeaderField("accept-encoding", "gzip")],
      headers: jsonHeaders + [HeaderField("content-encoding", "gzip")], body: textMessage.bytes()),
    breaks: "http-gzip-optional", reason: "not-gzip"),
]
