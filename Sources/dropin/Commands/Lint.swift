import DropinKit
import ArgumentParser

/// `dropin lint`: everything that is wrong with cases and requirements, with its place.
struct Lint: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Check cases and requirements, and show each error where it is.")

  @OptionGroup var suite: SuiteOptions
  @Argument(help: "Show only what is wrong in these files or directories of the suite. The whole suite is read.")
  var files: [String] = []
  @Flag(help: "Print the JSON Schema of case files instead.") var schema = false
  @Option(help: "With --schema: of which files; \(SchemaGenerator.kinds.joined(separator: ", ")).")
  var of: String = "case"

  func run() throws {
    if schema {
      guard let schema = SchemaGenerator.schema(ofKind: of) else {
        throw UserError("there are no '\(of)' files; --of is one of \(SchemaGenerator.kinds.joined(separator: ", "))")
      }
      Terminal.output(schema.text(.indented))
      return
    }
    var loaded = try suite.load()
    if loaded.diagnostics.isEmpty { loaded.diagnostics = try suite.misjudgedExamples(loaded.suite) }
    let diagnostics = try chosen(loaded)
    for diagnostic in diagnostics { Terminal.error(diagnostic.rendered(source: { loaded.sources[$0] })) }
    let rows = loaded.suite.cases
    Terminal.error(
      [
        "\((Set(rows.map(\.id)).count).pluralized("case")) in \(rows.count.pluralized("row"))",
        loaded.suite.requirements.count.pluralized("requirement"), loaded.suite.clients.count.pluralized("client"),
        diagnostics.count.pluralized("error"),
      ].joined(separator: ", "))
    if !diagnostics.isEmpty { throw ExitStatus.usage.code }
  }

  /// The diagnostics of the files that were asked for; all of them without such a wish.
  private func chosen(_ loaded: LoadedSuite) throws -> [Diagnostic] {
    if files.isEmpty { return loaded.diagnostics }
    let read = loaded.sources.keys
    var wanted: Set<String> = []
    for file in files {
      let path = Files.canonical(file)
      let found = read.filter { Files.canonical($0) == path || Files.canonical($0).hasPrefix(path + "/") }
      if found.isEmpty {
        throw UserError(
          "'\(file)' is not a file of this suite; --cases DIR adds a directory of your own, --specs DIR says where another "
            + "suite is")
      }
      wanted.formUnion(found)
    }
    return loaded.diagnostics.filter { wanted.contains($0.place.file) }
  }
}
