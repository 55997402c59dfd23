import Contract

extension CaseFormat {
  static let requirementShapes = [requirementFile, requirement, sourceFile, source]

  static let requirementFile = Shape(
    "requirement file", summary: "A file under specs/requirements: the requirements of one area.",
    keys: [
      .required("format", .integer(1...1), summary: "Version of the format."),
      .required("area", .string, summary: "The area."),
      .required("requirements", .list(.shape("requirement")), summary: "The requirements."),
    ])

  static let requirement = Shape(
    "requirement", summary: "One sentence about the server.",
    keys: [
      .required("id", .string, summary: "Unique for ever; lower case, digits and hyphens."),
      .required("level", .choice(Level.allCases.map(\.rawValue)), summary: "What a failure costs."),
      .required(
        "kind", .choice(RequirementKind.allCases.map(\.rawValue)),
        summary: "What it depends on: the bytes, the server around any model, or the model."),
      .required("text", .string, summary: "The sentence."),
      .required(
        "sources", .list(.map(.string)),
        summary:
          "Where it comes from; maps with one key: \(RequirementSource.Kind.allCases.map(\.rawValue).joined(separator: ", "))."
      ),
      .optional(
        "clients", .map(.choice(AffectedClient.Impact.allCases.map(\.rawValue))), summary: "Who is hurt, and how."),
      .optional("since", .string, summary: "The edition of the suite from which on it counts; left out: all of them."),
      .optional("untested", .string, summary: "Why no check judges it."),
      .optional(
        "judged", .choice(["everywhere"]),
        summary: "`everywhere`: a rule in Contract looks at every exchange it fits. Left out: cases name it."),
      .optional(
        "satisfied_by", .list(.either([.string, .map(.shape("example"))])),
        summary: "Examples that the rule accepts: names, or maps with one key, the name."),
      .optional(
        "violated_by", .list(.map(.either([.string, .shape("example")]))),
        summary:
          "Examples that the rule rejects: maps with one key, the name; its value is the reason, or the example."),
    ])

  static let sourceFile = Shape(
    "source file", summary: "specs/sources.yaml: the pages, programs and standards that requirements rest on.",
    keys: [
      .required("format", .integer(1...1), summary: "Version of the format."),
      .required(
        "sources", .map(.shape("source")),
        summary: "By kind and name: `docs/streaming` is what `docs: streaming` refers to."),
    ])

  static let source = Shape(
    "source", summary: "A page, a program or a standard.",
    keys: [
      .required("title", .string, summary: "What it is called."),
      .optional("url", .string, summary: "Where it can be read."),
      .required("read", .string, summary: "When it was read, as YYYY-MM-DD."),
    ])
}
