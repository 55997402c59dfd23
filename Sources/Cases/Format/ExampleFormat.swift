extension CaseFormat {
  static let exampleShapes: [Shape] = [example, exampleExchange, exampleFault]

  /// What an exchange may say; everything left out comes from fixtures/examples/base.yaml.
  private static let exchangeKeys: [Shape.Key] = [
    .optional("method", .string, summary: "The method; POST by default."),
    .optional("path", .string, summary: "The path with its query; /v1/messages by default."),
    .optional(
      "request", .any, summary: "Merged into the base request; null for no body. A transcript sets `stream: true`."),
    .optional("request_headers", .map(.string), summary: "Header fields of the request."),
    .optional("invalid_request", .shape("example invalid request"), summary: "The request has to be rejected."),
    .optional("status", .integer(100...599), summary: "The status; 200 by default, 400 with `error`."),
    .optional("headers", .map(.any), summary: "Merged into the base header fields; `{$remove: true}` leaves one out."),
    .optional("reply", .any, summary: "The body: merged into the base reply, a message of one text block."),
    .optional("tool_reply", .any, summary: "The body: merged into the base reply that calls a tool."),
    .optional("error", .any, summary: "The body: merged into the base error."),
    .optional("json", .any, summary: "The body, as JSON."),
    .optional("text", .string, summary: "The body, as text."),
    .optional("base64", .string, summary: "The body, as bytes."),
    .optional("transcript", .string, summary: "The body: the event stream of that name under fixtures/transcripts."),
    .optional("decoded_from", .string, summary: "The content coding that the body was taken out of: `gzip`."),
    .optional("first_bytes", .integer(0...Int.max), summary: "Only so many bytes of the body arrive."),
    .optional(
      "arrives_ms", .map(.integer(0...Int.max)),
      summary:
        "When a frame of the transcript and those after it arrive, by its number; `every` is the time between them."),
    .optional("ended_ms", .integer(0...Int.max), summary: "When the exchange ended."),
    .optional("end", .string, summary: "How it ended: complete, closed-by-client, or why the transfer failed."),
    .optional(
      "key_search", .any,
      summary: "Whether the request had a key, `sent`, and where the response shows it: `echoes`, `disclosures`."),
    .optional("framing_violation", .string, summary: "A flaw of the HTTP framing that a library would have forgiven."),
  ]

  static let exampleExchange = Shape(
    "example exchange", summary: "One exchange of an example.",
    keys: exchangeKeys)

  static let example = Shape(
    "example", summary: "An exchange, or several in a row, that a requirement's rule accepts or rejects.",
    keys: exchangeKeys + [
      .optional("exchanges", .list(.shape("example exchange")), summary: "Several exchanges, in this order."),
      .optional("reason", .string, summary: "Why it violates the requirement: the reason that the rule gives."),
    ])

  static let exampleFault = Shape(
    "example invalid request", summary: "What is wrong with a request.",
    keys: [.optional("field", .string, summary: "The field that the message of the error has to name.")])
}
