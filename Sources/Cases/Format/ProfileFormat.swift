import Contract

extension CaseFormat {
  static let profileFile = Shape(
    "profile file", "A file under specs/profiles: a part of the suite that is worth running by itself.",
    [
      required("format", .integer(1...1), "Version of the format."),
      required("profile", .string, "The name in `--profile` and in reports; lower case, digits and hyphens."),
      required("title", .string, "What it is for, in a sentence."),
      required("requests", .integer(1...10_000), "What it sends at most."),
      optional("covers_level", .choice(Level.allCases.map(\.rawValue)), "It judges every requirement of this level."),
      optional("requirements", .list(.string), "Requirements that it judges, by id."),
      required("cases", .list(.string), "Addresses of its cases; controls come along by themselves."),
    ])
}
