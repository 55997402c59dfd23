extension CaseFormat {
  static let clientShapes: [Shape] = [
    clientFile, clientRetries, clientTimeouts, clientWording, clientRemedy, clientLimit, clientNeeds, clientTasks,
    clientModelClass,
  ]

  static let clientFile = Shape(
    "client file",
    summary: "A file under specs/clients: one client program as it speaks at one date, and what it needs.",
    keys: [
      format,
      .required(
        "client", .string,
        summary: "The name in reports and in `--gate client:NAME`; lower case, digits, hyphens and dots."),
      .required("title", .string, summary: "What people call it."),
      .required("version", .string, summary: "The version that was looked at."),
      .required("date", .string, summary: "When that version was looked at, as YYYY-MM-DD."),
      .required("order", .integer(1...1000), summary: "Its place in reports: small numbers first."),
      .required(
        "confidence", .choice(ClientProfile.Origin.allCases.map(\.rawValue)),
        summary: "`captured`: from its own requests. `documented`: from what is written about it."),
      .required("source", .string, summary: "How the facts of this file were found, in a sentence or two."),
      .required(
        "registry", .list(.string), summary: "The names under which the registry of requirements speaks of it."),
      .required(
        "headers", .map(.string),
        summary: "What a request carries, with the casing of the wire; `*` stands for any text."),
      .optional("variants", .map(.map(.string)), summary: "Other ways to use it, each with the headers that differ."),
      .optional("query", .string, summary: "The query of its requests for messages."),
      .required("body", .list(.string), summary: "What is particular about its request bodies."),
      .required("retries", .shape("client retries"), summary: "When it asks again by itself."),
      .required("timeouts", .shape("client timeouts"), summary: "When it gives up waiting."),
      .optional("error_reactions", .list(.shape("client wording")), summary: "Words in an error that it reacts to."),
      .optional(
        "model_classes", .list(.shape("client model class")),
        summary: "What it sends to models whose ids it knows, where that differs. The first that fits counts."),
      .optional(
        "tasks", .shape("client tasks"), summary: "What people do with it, by the names in specs/tasks.yaml."),
      .optional("needs", .shape("client needs"), summary: "Where its needs are not those that the registry says."),
    ])

  static let clientRetries = Shape(
    "client retries", summary: "When a client repeats a request by itself.",
    keys: [
      .required("max_retries", .integer(0...100), summary: "How often at most."),
      .optional("statuses", .list(.integer(400...599)), summary: "The statuses that make it try again."),
      .optional("honors", .list(.string), summary: "Response headers that decide whether and when."),
      .optional("never_retries", .list(.string), summary: "What it does not repeat."),
    ])

  static let clientTimeouts = Shape(
    "client timeouts", summary: "When a client gives up, in seconds.",
    keys: [
      .optional("connect", .integer(1...86_400), summary: "Until the connection stands."),
      .optional("silence", .integer(1...86_400), summary: "Without a byte from the server."),
      .optional("total", .integer(1...86_400), summary: "For the whole exchange."),
    ])

  static let clientWording = Shape(
    "client wording", summary: "Words in an error that make a client do something.",
    keys: [
      .optional("status", .list(.integer(400...599)), summary: "The statuses it looks at; any by default."),
      .required("message_contains", .list(.string), summary: "All of these have to be there, whatever their case."),
      .optional("matches", .string, summary: "A regular expression that has to match too, whatever the case."),
      .required("reaction", .string, summary: "What the client then does."),
      .optional(
        "fallback", .shape("client fallback"), summary: "How it changes the request, when what it does is to ask again."
      ),
    ])

  static let clientRemedy = Shape(
    "client fallback", summary: "What a client changes before it asks again.",
    keys: [
      .optional(
        "remove", .list(.string),
        summary:
          "What it leaves out of the body: `thinking`, `messages[role=system]`, `messages.*.content[type=thinking]`."),
      .optional("remove_betas", .list(.string), summary: "What it leaves out of `anthropic-beta`."),
      .optional(
        "system_into_user", .boolean,
        summary: "It moves what system messages between turns say into the user's turn before them."),
      .optional(
        "thinking_budget", .integer(1024...1_000_000),
        summary: "It asks for this budget in place of adaptive thinking, and for as many tokens more."),
      .optional(
        "smaller_max_tokens", .shape("client limit"),
        summary: "It takes `: INPUT + LIMIT > CONTEXT` behind the words, and asks for what the context leaves."),
    ])

  static let clientModelClass = Shape(
    "client model class", summary: "Ids of models that a client knows, and how its requests to them differ.",
    keys: [
      .required("name", .string, summary: "What the class is called in captures: `first_turn_NAME`."),
      .required("ids", .list(.string), summary: "Globs over ids of models."),
      .optional("headers", .map(.string), summary: "Fields in place of those of the same name."),
      .optional("change", .shape("client fallback"), summary: "What is different in the body."),
      .optional("needs", .shape("client needs"), summary: "Needs that are different for these models."),
    ])

  static let clientLimit = Shape(
    "client limit", summary: "How a client finds a smaller max_tokens, in tokens.",
    keys: [
      .optional(
        "ceiling", .boolean, summary: "The numbers are `: LIMIT > CEILING` instead, and it asks for the ceiling."),
      .required("reserve", .integer(0...1_000_000), summary: "What it keeps free besides."),
      .required("minimum", .integer(1...1_000_000), summary: "With less than this it gives up."),
    ])

  static let clientTasks = Shape(
    "client tasks", summary: "What people do with a client.",
    keys: [
      .required("core", .list(.string), summary: "The tasks without which it is useless."),
      .optional("other", .list(.string), summary: "Its other tasks."),
      .optional(
        "dispensable", .list(.string),
        summary: "Of its tasks those that it goes round where a server does not offer them."),
      .optional("proof", .list(.string), summary: "Requirements that must be decided before its verdict is 'works'."),
    ])

  static let clientNeeds = Shape(
    "client needs",
    summary: "Patterns over requirement ids (`sse-tool-*`) or `area:NAME`; an id beats a glob, a glob an area.",
    keys: [
      .optional("required", .list(.string), summary: "Without these it does not work."),
      .optional("degrades", .list(.string), summary: "Without these it works less well."),
      .optional("indifferent", .list(.string), summary: "It never notices these."),
    ])
}
