import Contract

extension CaseFormat {
  static let profileFile = Shape(
    "profile file", summary: "A file under specs/profiles: a part of the suite that is worth running by itself.",
    keys: [
      format,
      .required("profile", .string, summary: "The name in `--profile` and in reports; lower case, digits and hyphens."),
      .required("title", .string, summary: "What it is for, in a sentence."),
      .required("requests", .integer(1...10_000), summary: "What it sends at most."),
      .optional(
        "covers_level", .choice(Level.allCases.map(\.rawValue)), summary: "It judges every requirement of this level."),
      .optional("requirements", .list(.string), summary: "Requirements that it judges, by id."),
      .required("cases", .list(.string), summary: "Addresses of its cases; controls come along by themselves."),
    ])
}
