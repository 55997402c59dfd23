extension CaseFormat {
  static let taskShapes: [Shape] = [taskFile, taskEntry]
  static let remedyShapes: [Shape] = [remedyFile, remedyEntry, remedyImplementation]

  static let taskFile = Shape(
    "task file", summary: "specs/tasks.yaml: what people do with clients.",
    keys: [
      .required("format", .integer(1...1), summary: "Version of the format."),
      .required("tasks", .list(.shape("task")), summary: "In the order of reports."),
    ])

  static let taskEntry = Shape(
    "task", summary: "Something that people do with a client.",
    keys: [
      .required("task", .string, summary: "Its name in profiles and reports; lower case, digits and hyphens."),
      .required("title", .string, summary: "What people call it."),
      .required(
        "requirements", .list(.string),
        summary: "What it rests on: patterns over requirement ids or `area:NAME`; an id beats a glob, a glob an area."),
      .optional(
        "offered_by", .string,
        summary: "The requirement that is unsupported where a server does not offer this at all."),
    ])

  static let remedyFile = Shape(
    "remedy file", summary: "A file under specs/remedies: known causes of failures, and what can be changed.",
    keys: [
      .required("format", .integer(1...1), summary: "Version of the format."),
      .required("remedies", .list(.shape("remedy")), summary: "The first that fits a failure explains it."),
    ])

  static let remedyEntry = Shape(
    "remedy", summary: "A known cause of failures, and what can be changed.",
    keys: [
      .required("cause", .string, summary: "Its name in reports; lower case, digits and hyphens."),
      .required("requirements", .list(.string), summary: "Patterns over requirement ids or `area:NAME`."),
      .optional("reasons", .list(.string), summary: "Reason codes of the failures; any by default."),
      .optional("said", .string, summary: "A regular expression that the server's message must match."),
      .required("sentence", .string, summary: "What is wrong, for a user."),
      .optional("user", .string, summary: "What a user can change."),
      .optional("author", .string, summary: "The smallest change of the server that removes it."),
      .optional("links", .list(.string), summary: "Known issues and pages."),
      .optional("implementations", .list(.shape("remedy implementation")), summary: "What holds for one server only."),
    ])

  static let remedyImplementation = Shape(
    "remedy implementation", summary: "What holds for one server only; the first that fits counts.",
    keys: [
      .required("name", .string, summary: "A glob over the server's name, whatever the case of letters."),
      .optional("version", .string, summary: "A glob over its version."),
      .optional("user", .string, summary: "What a user can change."),
      .optional("author", .string, summary: "The smallest change of the server that removes it."),
      .optional("links", .list(.string), summary: "Known issues and pages."),
    ])
}
