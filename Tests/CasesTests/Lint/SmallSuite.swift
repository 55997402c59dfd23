import Files
import Testing

@testable import Cases

/// A suite of a few files, written to a directory of its own and read from there.
struct SmallSuite {
  var files: [String: String]
  /// Directories that join the suite.
  var additions: [String] = []

  /// - Parameter cases: what stands under `cases:` of one file, whose first line is line 4.
  init(cases: String, other files: [String: String] = [:]) {
    self.files = [
      "specs/requirements/a.yaml": """
      format: 1
      area: a
      requirements:
        - { id: first, level: must, kind: wire, text: t, sources: [{ docs: streaming }] }
        - { id: second, level: should, kind: wire, text: t, sources: [{ issue: "owner/name#12" }] }
      """,
      "specs/sources.yaml": """
      format: 1
      sources:
        docs/streaming: { title: Streaming, url: "https://example.com/streaming", read: 2026-11-20 }
      """,
      "specs/cases/a.yaml": "format: 2\narea: a\ncases:\n\(cases)\n",
      "fixtures/requests/base.yaml": "plain: { body: { model: \"${model}\", messages: [] } }\n",
    ].merging(files) { $1 }
  }

  func load() throws -> LoadedSuite {
    let directory = try Files.temporaryDirectory(prefix: "dropin-suite")
    defer { try? Files.remove(directory) }
    try Files.makeDirectories(directory + "/specs/cases")
    for (path, text) in files {
      let whole = "\(directory)/\(path)"
      try Files.makeDirectories(Files.directory(of: whole))
      try Files.write(Array(text.utf8), to: whole)
    }
    var loader = SuiteLoader(
      .directories(specs: directory + "/specs", fixtures: directory + "/fixtures"),
      adding: additions.map { AddedCases(directory: "\(directory)/\($0)") })
    return try loader.load()
  }

  func diagnostics() throws -> [Diagnostic] { try load().diagnostics }

  /// `LINE:COLUMN code`.
  func findings() throws -> [String] {
    try diagnostics().map { "\($0.place.line):\($0.place.column) \($0.code)" }
  }
}
