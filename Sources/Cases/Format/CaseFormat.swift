/// The case format, version 1, and the requirement format, as data.
public enum CaseFormat {
  public static let version = 1

  /// Every shape by name, in the order of the documentation.
  public static let shapes: [Shape] =
    [
      caseFile, defaults, caseShape, row, step, request, disconnect, limits, trials, check, refusal, alternative,
      grade, eventPattern, relation, requirementFile, requirement, fixtureFile,
    ] + clientShapes + [profileFile] + exampleShapes

  public static func shape(_ name: String) -> Shape? { shapes.first { $0.name == name } }

  static let caseFile = Shape(
    "case file", "A file under specs/cases: cases of one topic.",
    [
      required("format", .integer(1...1), "Version of the format."),
      required("area", .string, "The area that the cases belong to, for filters and reports."),
      optional("defaults", .shape("defaults"), "Merged under every case of the file."),
      required("cases", .list(.shape("case")), "The cases."),
    ])

  static let defaults = Shape(
    "defaults", "What every case of a file starts from.",
    [
      optional("request", .shape("request"), "Merged under every request."),
      optional("when", .map(.either([.string, .list(.string)])), "Facts that every case needs."),
      optional("control", .string, "The control of every case that names none."),
    ])

  static let caseShape = Shape(
    "case", "One exchange, or one short conversation.",
    [
      required("id", .string, "Unique for ever; lower case, digits and hyphens."),
      required("title", .string, "What the server does when all is well, in one line."),
      optional("requirement", .string, "The requirement of checks that name none."),
      optional(
        "when", .map(.either([.string, .list(.string)])),
        "Facts about the target that must hold (auth, token, vision ...); otherwise the case is not applicable."),
      optional(
        "control", .string,
        "Address of the case whose expectations must hold, or `none`; the same exchange without the fault."),
      optional("trials", .shape("trials"), "Repetitions with a quorum; only for model behaviour."),
      optional(
        "matrix", .map(.either([.list(.string), .map(.shape("row"))])),
        "Axes with rows; every combination is a case of its own with the row in its address."),
      optional(
        "request", .shape("request"),
        "The request of a case with one step, merged under every step's request otherwise."),
      optional(
        "expect", .either([.choice(["answered", "refused"]), .shape("check"), .list(.shape("check"))]),
        "The claims of a case with one step."),
      optional("capture", .map(.string), "Values of the response by name, as paths into its views."),
      optional("unshared", .boolean, "Never share an identical request's answer with another case."),
      optional("parallel", .integer(1...16), "How many copies of the request go out at once."),
      optional(
        "combined", .shape("request"),
        "A request that holds what several cases ask for: where its answer is as expected, it stands for each of them."),
      optional("steps", .list(.shape("step")), "Several requests in order."),
      optional("relations", .list(.shape("relation")), "Claims that tie the steps' responses together."),
    ])

  static let row = Shape(
    "row", "A row of a matrix: merged over the case.",
    [
      optional("requirement", .string, "The requirement of this row's checks."),
      optional("title", .string, "Replaces the case's title."),
      optional("when", .map(.either([.string, .list(.string)])), "Further facts that must hold."),
      optional("control", .string, "This row's control."),
      optional("request", .shape("request"), "Merged over the case's request."),
      optional("combined", .shape("request"), "Replaces the case's combined request."),
      optional(
        "expect", .either([.choice(["answered", "refused"]), .shape("check"), .list(.shape("check"))]),
        "Replaces the case's expectation."),
    ])

  static let step = Shape(
    "step", "One request of a case with several.",
    [
      required("id", .string, "Unique within the case; relations and reports refer to it."),
      optional("request", .shape("request"), "Merged over the case's request."),
      optional(
        "expect", .either([.choice(["answered", "refused"]), .shape("check"), .list(.shape("check"))]),
        "The claims about this response."),
      optional("capture", .map(.string), "Values kept for later steps."),
      optional("parallel", .integer(1...16), "How many copies go out at once; `${n}` is the copy's number."),
      optional("unshared", .boolean, "Never share an identical request's answer with another case."),
      optional(
        "combined", .shape("request"),
        "A request that holds what several cases ask for: where its answer is as expected, it stands for each of them."),
      optional(
        "background", .boolean, "The next step goes out as soon as this response has begun; its end is not waited for."),
    ])

  static let request = Shape(
    "request", "What is sent. Maps merge with what they stand over; `{$remove: true}` takes a key away.",
    [
      optional("method", .string, "POST unless there is no body; then GET."),
      optional("path", .string, "Below the base URL; `/v1/messages` by default."),
      optional("query", .string, "Without the question mark."),
      optional(
        "headers", .map(.either([.string, .list(.string)])),
        "Names keep their casing; a list is sent as repeated fields."),
      optional("auth", .choice(AuthRow.allCases.map(\.rawValue)), "Which credentials are sent, and where."),
      optional("body", .any, "JSON with ${variables}, $use, $repeat, $splice, $base64_file."),
      optional(
        "body_text", .either([.string, .list(.any)]),
        "Sent as it stands, instead of `body`; a list of strings and $repeats is joined."),
      optional("body_base64", .string, "Bytes, instead of `body`."),
      optional("framing", .choice(BodyFraming.allCases.map(\.rawValue)), "How the body's length is announced."),
      optional(
        "connection", .choice(ConnectionRule.allCases.map(\.rawValue)),
        "`same`: all steps that say so share one connection."),
      optional("disconnect", .shape("hang up"), "Close the connection on purpose."),
      optional("limits", .shape("limits"), "Time limits of this request."),
      optional(
        "client", .string,
        "The client of specs/clients that speaks: refused in words it knows, it asks again as it would."),
    ])

  static let disconnect = Shape(
    "hang up", "When the client closes the connection.",
    [
      optional("after_event", .string, "After the first event of this name."),
      optional("after_bytes", .integer(0...Int.max), "After this many bytes of the body."),
    ])

  static let limits = Shape(
    "limits", "Time limits in milliseconds.",
    [
      optional("first_byte", .integer(1...3_600_000), "Until the response begins."),
      optional("idle", .integer(1...3_600_000), "Between two arrivals."),
      optional("total", .integer(1...3_600_000), "For the whole exchange."),
    ])

  static let trials = Shape(
    "trials", "A quorum.",
    [
      required("run", .integer(1...9), "How often the case is tried."),
      required("pass", .integer(1...9), "How many tries must hold."),
    ])

  static let expectationKeys: [Shape.Key] =
    [
      optional("answered", .boolean, "200 and no error; the form is judged by its own requirements."),
      optional("refused", .shape("refusal"), "A client error bound to its reason."),
      optional("events", .list(.shape("event pattern")), "An ordered subsequence of the stream's events."),
      optional("any_of", .map(.shape("alternative")), "The accepted behaviours by name: exactly these."),
    ] + View.allCases.map { optional($0.rawValue, .any, viewSummary($0)) }

  static func viewSummary(_ view: View) -> String {
    switch view {
    case .status: "Matcher for the HTTP status."
    case .headers: "Matcher for the header fields; names in lower case."
    case .body: "Matcher for the JSON body."
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
    "check", "One claim about one response.",
    [
      optional("id", .string, "Unique within the case; the requirement's id by default."),
      optional("requirement", .string, "The requirement it tests; the case's by default."),
      optional("precondition", .any, "An expectation that must hold for the claim to mean anything."),
      optional("classify_failure", .list(.shape("grade")), "Failures worth a name of their own."),
      optional("mentions_field", .list(.string), "Words of which a refusal's message has to contain one."),
    ] + expectationKeys)

  static let refusal = Shape(
    "refusal", "A refusal bound to its reason.",
    [
      optional(
        "status", .either([.integer(400...599), .list(.integer(400...599))]),
        "Accepted statuses; without it any refusal but 401, 403 and 429."),
      optional("type", .either([.string, .list(.string)]), "Accepted values of `error.type`; any by default."),
      optional("mentions", .list(.string), "Words that the message must contain, because a client reacts to them."),
      optional("details", .any, "Matcher for `error.details`."),
    ])

  static let alternative = Shape(
    "alternative", "One accepted behaviour.",
    [optional("result", .choice(Alternative.Result.allCases.map(\.rawValue)), "`unsupported` for an honest refusal.")]
      + expectationKeys)

  static let grade = Shape(
    "grade", "A wrong behaviour with a name.",
    [required("reason", .string, "The reason code of the failure, e.g. silently-ignored.")] + expectationKeys)

  static let eventPattern = Shape(
    "event pattern", "One line of an ordered subsequence of events.",
    [
      optional("one", .string, "The next event of this name that matches `where`."),
      optional("many", .string, "One or more."),
      optional("maybe", .string, "None or one."),
      optional("none", .string, "Not from here on until the next line's event."),
      optional("where", .any, "Matcher for the event's data."),
    ])

  static let relation = Shape(
    "relation", "A claim that ties exchanges together. Values are paths that begin with a step's id.",
    [
      optional("id", .string, "Unique within the case; the requirement's id by default."),
      optional("requirement", .string, "The requirement it tests; the case's by default."),
    ] + Relation.Operator.allCases.map { optional($0.rawValue, .list(.string), relationSummary($0)) }
      + [
        optional("percent", .number, "Tolerance of `within`."),
        optional("ignore_up_to", .number, "With `greater`: a value up to this needs no greater one before it."),
        optional("reason", .string, "The reason code of the failure, e.g. silently-ignored; `relation` by default."),
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

  static let requirementFile = Shape(
    "requirement file", "A file under specs/requirements: the requirements of one area.",
    [
      required("format", .integer(1...1), "Version of the format."),
      required("area", .string, "The area."),
      required("requirements", .list(.shape("requirement")), "The requirements."),
    ])

  static let requirement = Shape(
    "requirement", "One sentence about the server.",
    [
      required("id", .string, "Unique for ever."),
      required("level", .choice(["must", "should", "may"]), "What a failure costs."),
      required("kind", .choice(["wire", "server", "model"]), "What it depends on."),
      required("text", .string, "The sentence."),
      required(
        "sources", .list(.map(.string)),
        "Where it comes from; maps with one key: sdk, measured, docs, issue, claude-code, standard."),
      optional("clients", .map(.choice(["breaks", "degrades"])), "Who is hurt, and how."),
      optional("untested", .string, "Why no check judges it."),
      optional(
        "judged", .choice(["everywhere"]),
        "`everywhere`: a rule in Contract looks at every exchange it fits. Left out: cases name it."),
      optional(
        "satisfied_by", .list(.either([.string, .map(.shape("example"))])),
        "Examples that the rule accepts: names, or maps with one key, the name."),
      optional(
        "violated_by", .list(.map(.either([.string, .shape("example")]))),
        "Examples that the rule rejects: maps with one key, the name; its value is the reason, or the example."),
    ])

  static let fixtureFile = Shape(
    "fixture file", "A file under fixtures/requests: named pieces that `$use: file.name` puts in place.", [])
}
