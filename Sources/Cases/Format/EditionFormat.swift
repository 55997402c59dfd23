extension CaseFormat {
  static let editionShapes: [Shape] = [editionFile, editionEntry]

  static let editionFile = Shape(
    "edition file", summary: "specs/editions.yaml: which requirements count.",
    keys: [
      .required("format", .integer(1...1), summary: "Version of the format."),
      .required("editions", .list(.shape("edition")), summary: "The oldest first."),
    ])

  static let editionEntry = Shape(
    "edition", summary: "A dated state of the suite.",
    keys: [
      .required("edition", .string, summary: "Year and month, e.g. 2026-12."),
      .required("title", .string, summary: "What is new in it, in a line."),
    ])
}
