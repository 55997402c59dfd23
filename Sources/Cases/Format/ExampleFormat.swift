extension CaseFormat {
  static let exampleShapes: [Shape] = [example, exampleExchange, exampleFault]

  /// What an exchange may say; everything left out comes from fixtures/examples/base.yaml.
  private static let exchangeKeys: [Shape.Key] = [
    optional("method", .string, "The method; POST by default."),
    optional("path", .string, "The path with its query; /v1/messages by default."),
    optional("request", .any, "Merged into the base request; null for no body. A transcript sets `stream: true`."),
    optional("request_headers", .map(.string), "Header fields of the request."),
    optional("invalid_request", .shape("example invalid request"), "The request has to be rejected."),
    optional("status", .integer(100...599), "The status; 200 by default, 400 with `error`."),
    optional("headers", .map(.any), "Merged into the base header fields; `{$remove: true}` leaves one out."),
    optional("reply", .any, "The body: merged into the base reply, a message of one text block."),
    optional("tool_reply", .any, "The body: merged into the base reply that calls a tool."),
    optional("error", .any, "The body: merged into the base error."),
    optional("json", .any, "The body, as JSON."),
    optional("text", .string, "The body, as text."),
    optional("base64", .string, "The body, as bytes."),
    optional("transcript", .string, "The body: the event stream of that name under fixtures/transcripts."),
    optional("first_bytes", .integer(0...Int.max), "Only so many bytes of the body arrive."),
    optional(
      "arrives_ms", .map(.integer(0...Int.max)),
      "When a frame of the transcript and those after it arrive, by its number; `every` is the time between them."),
    optional("ended_ms", .integer(0...Int.max), "When the exchange ended."),
    optional("end", .string, "How it ended: complete, closed-by-client, or why the transfer failed."),
    optional("framing_violation", .string, "A flaw of the HTTP framing that a library would have forgiven."),
  ]

  static let exampleExchange = Shape("example exchange", "One exchange of an example.", exchangeKeys)

  static let example = Shape(
    "example", "An exchange, or several in a row, that a requirement's rule accepts or rejects.",
    exchangeKeys + [
      optional("exchanges", .list(.shape("example exchange")), "Several exchanges, in this order."),
      optional("reason", .string, "Why it violates the requirement: the reason that the rule gives."),
    ])

  static let exampleFault = Shape(
    "example invalid request", "What is wrong with a request.",
    [optional("field", .string, "The field that the message of the error has to name.")])
}
