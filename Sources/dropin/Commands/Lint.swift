import ArgumentParser
import Cases

/// `dropin lint`: every mistake in cases and requirements, with its place.
struct Lint: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Check cases and requirements, and show each mistake where it stands.")

  @OptionGroup var suite: SuiteOptions
  @Flag(help: "Print the JSON Schema of case files instead.") var schema = false
  @Option(help: "With --schema: of which files; case, client, profile, requirement or fixture.") var of: String = "case"

  func run() throws {
    if schema {
      guard let schema = SchemaGenerator.schema(root: "\(of) file") else {
        throw UserError("there are no '\(of)' files; --of is case, client, profile, requirement or fixture")
      }
      Terminal.output(schema.text(.indented))
      return
    }
    var loaded = try suite.load()
    if loaded.diagnostics.isEmpty { loaded.diagnostics = try suite.misjudgedExamples(loaded.suite) }
    for diagnostic in loaded.diagnostics {
      Terminal.error(render(diagnostic, source: { loaded.sources[$0] }))
    }
    let rows = loaded.suite.cases
    let cases = Set(rows.map(\.id)).count
    Terminal.error(
      "\(cases) cases in \(rows.count) rows, \(loaded.suite.requirements.count) requirements, \(loaded.suite.clients.count) clients, \(loaded.diagnostics.count) mistakes"
    )
    if !loaded.diagnostics.isEmpty { throw ExitStatus.usage.code }
  }
}
