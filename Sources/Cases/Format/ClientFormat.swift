extension CaseFormat {
  static let clientShapes: [Shape] = [
    clientFile, clientRetries, clientTimeouts, clientWording, clientRemedy, clientLimit, clientNeeds,
  ]

  static let clientFile = Shape(
    "client file", "A file under specs/clients: one client program as it speaks at one date, and what it needs.",
    [
      required("format", .integer(1...1), "Version of the format."),
      required(
        "client", .string, "The name in reports and in `--gate client:NAME`; lower case, digits, hyphens and dots."),
      required("title", .string, "What people call it."),
      required("version", .string, "The version that was looked at."),
      required("date", .string, "When that version was looked at, as YYYY-MM-DD."),
      required("order", .integer(1...1000), "Its place in reports: small numbers first."),
      required(
        "confidence", .choice(ClientProfile.Origin.allCases.map(\.rawValue)),
        "`captured`: from its own requests. `documented`: from what is written about it."),
      required("source", .string, "How the facts of this file were found, in a sentence or two."),
      required("registry", .list(.string), "The names under which the registry of requirements speaks of it."),
      required(
        "headers", .map(.string), "What a request carries, with the casing of the wire; `*` stands for any text."),
      optional("variants", .map(.map(.string)), "Other ways to use it, each with the headers that differ."),
      optional("query", .string, "The query of its requests for messages."),
      required("body", .list(.string), "What is particular about its request bodies."),
      required("retries", .shape("client retries"), "When it asks again by itself."),
      required("timeouts", .shape("client timeouts"), "When it gives up waiting."),
      optional("error_reactions", .list(.shape("client wording")), "Words in an error that it reacts to."),
      optional("needs", .shape("client needs"), "Where its needs are not those that the registry says."),
    ])

  static let clientRetries = Shape(
    "client retries", "When a client repeats a request by itself.",
    [
      required("max_retries", .integer(0...100), "How often at most."),
      optional("statuses", .list(.integer(400...599)), "The statuses that make it try again."),
      optional("honors", .list(.string), "Response headers that decide whether and when."),
      optional("never_retries", .list(.string), "What it does not repeat."),
    ])

  static let clientTimeouts = Shape(
    "client timeouts", "When a client gives up, in seconds.",
    [
      optional("connect", .integer(1...86_400), "Until the connection stands."),
      optional("silence", .integer(1...86_400), "Without a byte from the server."),
      optional("total", .integer(1...86_400), "For the whole exchange."),
    ])

  static let clientWording = Shape(
    "client wording", "Words in an error that make a client do something.",
    [
      optional("status", .list(.integer(400...599)), "The statuses it looks at; any by default."),
      required("message_contains", .list(.string), "All of these have to be there, whatever their case."),
      optional("matches", .string, "A regular expression that has to match too, whatever the case."),
      required("reaction", .string, "What the client then does."),
      optional("fallback", .shape("client fallback"), "How it changes the request, when what it does is to ask again."),
    ])

  static let clientRemedy = Shape(
    "client fallback", "What a client changes before it asks again.",
    [
      optional(
        "remove", .list(.string),
        "What it leaves out of the body: `thinking`, `messages[role=system]`, `messages.*.content[type=thinking]`."),
      optional(
        "system_into_user", .boolean,
        "It moves what system messages between turns say into the user's turn before them."),
      optional(
        "thinking_budget", .integer(1024...1_000_000),
        "It asks for this budget in place of adaptive thinking, and for as many tokens more."),
      optional(
        "smaller_max_tokens", .shape("client limit"),
        "It takes `: INPUT + LIMIT > CONTEXT` behind the words, and asks for what the context leaves."),
    ])

  static let clientLimit = Shape(
    "client limit", "How a client finds a smaller max_tokens, in tokens.",
    [
      required("reserve", .integer(0...1_000_000), "What it keeps free besides."),
      required("minimum", .integer(1...1_000_000), "With less than this it gives up."),
    ])

  static let clientNeeds = Shape(
    "client needs", "Patterns over requirement ids (`sse-tool-*`) or `area:NAME`; an id beats a glob, a glob an area.",
    [
      optional("required", .list(.string), "Without these it does not work."),
      optional("degrades", .list(.string), "Without these it works less well."),
      optional("indifferent", .list(.string), "It never notices these."),
    ])
}
