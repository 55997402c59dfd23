/// The format of cases, as data; its parts for other files are beside it.
package enum CaseFormat {
  /// The version of files with cases, clients and profiles.
  package static let version = 2

  /// Every shape by name, in the order of the documentation.
  package static let shapes: [Shape] =
    [
      caseFile, defaults, caseShape, row, step, request, part, disconnect, limits, poll, trials, check, refusal,
      optionalRefusal,
      expectation, alternative, grade, eventPattern, relation, MatcherTable.count, fixtureFile,
    ] + requirementShapes + clientShapes + [profileFile] + exampleShapes + taskShapes + remedyShapes + editionShapes

  /// Keys of format 1 by what they are called now, for messages.
  static let renamed = [
    "given": "precondition", "otherwise": "classify_failure", "names": "mentions_field", "joint": "combined",
    "fresh": "unshared", "hang_up": "disconnect", "above": "ignore_up_to", "most": "max_retries", "obeys": "honors",
    "never": "never_retries", "least": "minimum", "margin": "reserve", "rank": "order", "how": "source",
    "established": "confidence", "effect": "reaction", "wordings": "error_reactions", "words": "message_contains",
    "remedy": "fallback", "every": "covers_level",
  ]

  /// What `format` has to be.
  static let format = Shape.Key.required("format", .integer(version...version), summary: "Version of the format.")

  package static func shape(_ name: String) -> Shape? { shapes.first { $0.name == name } }

  private static let expect = ValueKind.either([
    .choice(Outcome.words), .shape("check"), .list(.shape("check")),
  ])
  private static let combined = Shape.Key.optional(
    "combined", .shape("request"),
    summary:
      "A request that holds what several cases ask for: where its answer is as expected, it stands for each of them.")
  private static let differs = Shape.Key.optional(
    "differs", .list(.string),
    summary:
      "Parts of the request that the combined one has otherwise, as paths: `query`, `headers.accept`, `body.messages`.")

  static let caseFile = Shape(
    "case file", summary: "A file under specs/cases: cases of one topic.",
    keys: [
      format,
      .required("area", .string, summary: "The area that the cases belong to, for filters and reports."),
      .optional("defaults", .shape("defaults"), summary: "Merged under every case of the file."),
      .required("cases", .list(.shape("case")), summary: "The cases."),
    ])

  static let defaults = Shape(
    "defaults", summary: "What every case of a file starts from.",
    keys: [
      .optional("request", .shape("request"), summary: "Merged under every request."),
      .optional("when", .map(.either([.string, .list(.string)])), summary: "Facts that every case needs."),
      .optional("control", .string, summary: "The control of every case that names none."),
    ])

  static let caseShape = Shape(
    "case", summary: "One exchange, or one short conversation.",
    keys: [
      .required("id", .string, summary: "Unique for ever; lower case, digits and hyphens."),
      .required("title", .string, summary: "What the server does when all is well, in one line."),
      .optional("requirement", .string, summary: "The requirement of checks that name none."),
      .optional(
        "when", .map(.either([.string, .list(.string)])),
        summary:
          "Facts about the target that must hold (auth, token, vision ...); otherwise the case is not applicable."),
      .optional(
        "control", .string,
        summary: "Address of the case whose expectations must hold, or `none`; the same exchange without the fault."),
      .optional("after", .choice(["all"]), summary: "`all`: it is sent when everything else of the run is done."),
      .optional("trials", .shape("trials"), summary: "Repetitions with a quorum; only for model behaviour."),
      .optional(
        "matrix", .map(.either([.list(.string), .map(.shape("row"))])),
        summary: "Axes with rows; every combination is a case of its own with the row in its address."),
      .optional(
        "request", .shape("request"),
        summary: "The request of a case with one step, merged under every step's request otherwise."),
      .optional(
        "expect", expect,
        summary: "The claims of a case with one step."),
      .optional("capture", .map(.string), summary: "Values of the response by name, as paths into its views."),
      .optional("unshared", .boolean, summary: "Never share an identical request's answer with another case."),
      .optional("parallel", .integer(1...16), summary: "How many copies of the request go out at once."),
      combined, differs,
      .optional("steps", .list(.shape("step")), summary: "Several requests in order."),
      .optional("relations", .list(.shape("relation")), summary: "Claims that tie the steps' responses together."),
    ])

  static let row = Shape(
    "row", summary: "A row of a matrix: merged over the case.",
    keys: [
      .optional("requirement", .string, summary: "The requirement of this row's checks."),
      .optional("title", .string, summary: "Replaces the case's title."),
      .optional("when", .map(.either([.string, .list(.string)])), summary: "Further facts that must hold."),
      .optional("control", .string, summary: "This row's control."),
      .optional("request", .shape("request"), summary: "Merged over the case's request."),
      .optional("combined", .shape("request"), summary: "Replaces the case's combined request."),
      .optional("differs", .list(.string), summary: "Replaces the case's list of differences."),
      .optional(
        "expect", expect,
        summary: "Replaces the case's expectation."),
    ])

  static let step = Shape(
    "step", summary: "One request of a case with several.",
    keys: [
      .required("id", .string, summary: "Unique within the case; relations and reports refer to it."),
      .optional("request", .shape("request"), summary: "Merged over the case's request."),
      .optional(
        "expect", expect,
        summary: "The claims about this response."),
      .optional("capture", .map(.string), summary: "Values kept for later steps."),
      .optional("parallel", .integer(1...16), summary: "How many copies go out at once; `${n}` is the copy's number."),
      .optional("unshared", .boolean, summary: "Never share an identical request's answer with another case."),
      combined, differs,
      .optional("poll", .shape("poll"), summary: "Send it again until the answer is what the case waits for."),
      .optional(
        "needs", .string, summary: "An earlier step that polls: without what it waited for, this one is not sent."),
      .optional(
        "background", .boolean,
        summary: "The next step goes out as soon as this response has begun; its end is not waited for."),
    ])

  static let request = Shape(
    "request", summary: "What is sent. Maps merge with what they stand over; `{$remove: true}` takes a key away.",
    keys: [
      .optional("method", .string, summary: "POST unless there is no body; then GET."),
      .optional("path", .string, summary: "Below the base URL; `/v1/messages` by default."),
      .optional("query", .string, summary: "Without the question mark."),
      .optional(
        "headers", .map(.either([.string, .list(.string)])),
        summary: "Names keep their casing; a list is sent as repeated fields."),
      .optional("auth", .choice(AuthRow.allCases.map(\.rawValue)), summary: "Which credentials are sent, and where."),
      .optional("body", .any, summary: "JSON with ${variables}, $use, $repeat, $splice, $base64_file."),
      .optional(
        "body_text", .either([.string, .list(.any)]),
        summary: "Sent as it stands, instead of `body`; a list of strings and $repeats is joined."),
      .optional("body_base64", .string, summary: "Bytes, instead of `body`."),
      .optional(
        "multipart", .list(.shape("part")), summary: "The parts of a form with files, instead of `body`."),
      .optional(
        "framing", .choice(BodyFraming.allCases.map(\.rawValue)), summary: "How the body's length is announced."),
      .optional(
        "connection", .choice(ConnectionRule.allCases.map(\.rawValue)),
        summary: "`same`: all steps that say so share one connection."),
      .optional("disconnect", .shape("disconnect"), summary: "Close the connection on purpose."),
      .optional("limits", .shape("limits"), summary: "Time limits of this request."),
      .optional(
        "client", .string,
        summary: "The client of specs/clients that speaks: refused in words it knows, it asks again as it would."),
    ])

  static let part = Shape(
    "part", summary: "A part of a form: a file where it has a filename, a field otherwise.",
    keys: [
      .required("name", .string, summary: "The name of the field."),
      .optional("filename", .string, summary: "The name of the file."),
      .optional("content_type", .string, summary: "The media type of the part."),
      .optional("text", .string, summary: "What it holds."),
      .optional("base64", .string, summary: "The same in base64, or with $base64_file; without variables then."),
    ])

  static let poll = Shape(
    "poll", summary: "Sends the request again until an expectation holds, or it was sent often enough.",
    keys: [
      .required(
        "until", .shape("expectation"), summary: "What the answer has to be like; the first such answer is judged."),
      .required(
        "attempts", .integer(2...100), summary: "How often it is sent at most; then the last answer is judged."),
      .required("every", .integer(50...10_000), summary: "Milliseconds between two of them."),
    ])

  static let disconnect = Shape(
    "disconnect", summary: "When the client closes the connection.",
    keys: [
      .optional("after_event", .string, summary: "After the first event of this name."),
      .optional("after_bytes", .integer(0...Int.max), summary: "After this many bytes of the body."),
    ])

  static let limits = Shape(
    "limits", summary: "Time limits in milliseconds.",
    keys: [
      .optional("first_byte", .integer(1...3_600_000), summary: "Until the response begins."),
      .optional("idle", .integer(1...3_600_000), summary: "Between two arrivals."),
      .optional("total", .integer(1...3_600_000), summary: "For the whole exchange."),
    ])

  static let trials = Shape(
    "trials", summary: "A quorum.",
    keys: [
      .required("run", .integer(1...9), summary: "How often the case is tried."),
      .required("pass", .integer(1...9), summary: "How many tries must hold."),
    ])

  static let expectationKeys: [Shape.Key] =
    [
      .optional("answered", .boolean, summary: "200 and no error; the form is judged by its own requirements."),
      .optional("refused", .shape("refusal"), summary: "A client error bound to its reason."),
      .optional("events", .list(.shape("event pattern")), summary: "An ordered subsequence of the stream's events."),
      .optional("any_of", .map(.shape("alternative")), summary: "The accepted behaviours by name: exactly these."),
      .optional(
        "or_refused", .shape("optional refusal"),
        summary: "Beside `answered: true`: the server may refuse instead, like this."),
    ] + View.allCases.map { Shape.Key.optional($0.rawValue, .matcher, summary: viewSummary($0)) }

  static func viewSummary(_ view: View) -> String {
    switch view {
    case .status: "Matcher for the HTTP status."
    case .headers: "Matcher for the header fields; names in lower case."
    case .body: "Matcher for the JSON body."
    case .lines: "Matcher for the list of JSON values of a body that has one a line."
    case .message: "Matcher for the message: the JSON body, or rebuilt from the stream."
    case .text: "Matcher for the joined text of the message's text blocks."
    case .usage: "Matcher for the usage, with `input_total` (cached tokens included)."
    case .stream: "Matcher for what the stream was: event names, counts, whether it stopped."
    case .time: "Matcher for times in milliseconds: first_byte, total, longest_gap, after_stop."
    case .end: "Matcher for how the transfer ended."
    case .connection: "Matcher for the connection: `reused` says whether it had carried an exchange before."
    case .blockTypes: "Matcher for the list of content block types."
    case .toolUses: "Matcher for the list of tool_use blocks."
    case .contentTypes: "Matcher for the media type."
    }
  }

  static let check = Shape(
    "check", summary: "One claim about one response.",
    keys: [
      .optional("id", .string, summary: "Unique within the case; the requirement's id by default."),
      .optional("requirement", .string, summary: "The requirement it tests; the case's by default."),
      .optional(
        "precondition", .either([.choice(Outcome.words), .shape("expectation")]),
        summary: "An expectation that must hold for the claim to mean anything."),
      .optional("classify_failure", .list(.shape("grade")), summary: "Failures worth a name of their own."),
      .optional("mentions_field", .list(.string), summary: "Words of which a refusal's message has to contain one."),
    ] + expectationKeys)

  static let refusal = Shape(
    "refusal", summary: "A refusal bound to its reason.",
    keys: [
      .optional("status", statuses, summary: "Accepted statuses; without it any refusal but 401, 403 and 429.")
    ] + reasons)

  static let optionalRefusal = Shape(
    "optional refusal", summary: "A refusal that is accepted in place of an answer.",
    keys: [
      .optional("status", statuses, summary: "Accepted statuses; 400 by default."),
      .optional(
        "result", .choice(Alternative.Result.allCases.map(\.rawValue)), summary: "`unsupported` for an honest refusal."),
    ] + reasons)

  private static let statuses = ValueKind.either([.integer(400...599), .list(.integer(400...599))])

  private static let reasons: [Shape.Key] = [
    .optional("type", .either([.string, .list(.string)]), summary: "Accepted values of `error.type`; any by default."),
    .optional(
      "mentions", .list(.string), summary: "Words that the message must contain, because a client reacts to them."),
    .optional("details", .matcher, summary: "Matcher for `error.details`."),
  ]

  static let expectation = Shape("expectation", summary: "What a response has to be like.", keys: expectationKeys)

  static let alternative = Shape(
    "alternative", summary: "One accepted behaviour.",
    keys: [
      .optional(
        "result", .choice(Alternative.Result.allCases.map(\.rawValue)), summary: "`unsupported` for an honest refusal.")
    ]
      + expectationKeys)

  static let grade = Shape(
    "grade", summary: "A wrong behaviour with a name.",
    keys: [.required("reason", .string, summary: "The reason code of the failure, e.g. silently-ignored.")]
      + expectationKeys)

  static let eventPattern = Shape(
    "event pattern", summary: "One line of an ordered subsequence of events.",
    keys: [
      .optional("one", .string, summary: "The next event of this name that matches `where`."),
      .optional("many", .string, summary: "One or more."),
      .optional("maybe", .string, summary: "None or one."),
      .optional("none", .string, summary: "Not from here on until the next line's event."),
      .optional("where", .matcher, summary: "Matcher for the event's data."),
    ])

  static let relation = Shape(
    "relation", summary: "A claim that ties exchanges together. Values are paths that begin with a step's id.",
    keys: [
      .optional("id", .string, summary: "Unique within the case; the requirement's id by default."),
      .optional("requirement", .string, summary: "The requirement it tests; the case's by default."),
    ] + Relation.Operator.allCases.map { Shape.Key.optional($0.rawValue, .list(.string), summary: relationSummary($0)) }
      + [
        .optional("percent", .number, summary: "Tolerance of `within`."),
        .optional(
          "ignore_up_to", .number, summary: "With `greater`: a value up to this needs no greater one before it."),
        .optional(
          "reason", .string, summary: "The reason code of the failure, e.g. silently-ignored; `relation` by default."),
      ])

  static func relationSummary(_ relation: Relation.Operator) -> String {
    switch relation {
    case .equal: "All values are equal."
    case .differ: "All values differ from each other."
    case .greater: "Each value is greater than the next."
    case .atLeast: "Each value is at least the next."
    case .within: "The first two values differ by at most `percent` per cent."
    }
  }

  static let fixtureFile = Shape(
    "fixture file", summary: "A file under fixtures/requests: named pieces that `$use: file.name` puts in place.",
    keys: [])
}
