import DropinKit
import ArgumentParser

/// Where the suite is.
struct SuiteOptions: ParsableArguments {
  @Option(
    name: .long,
    help:
      "The directory with cases/ and requirements/. Default: DROPIN_SPECS, else specs/ here, in a parent directory, or beside the program."
  )
  var specs: String?

  @Option(
    name: .long,
    help:
      "A directory with cases of your own, which join the suite (repeatable); fixtures/, requirements/ and sources.yaml in it belong to them."
  )
  var cases: [String] = []

  /// Reads the suite; throws `UserError` when there is none.
  func load() throws -> LoadedSuite {
    let specs = try directory()
    for directory in cases where !Files.isDirectory(directory) { throw UserError("no directory \(directory)") }
    var loader = SuiteLoader(specs: specs, fixtures: fixtures(of: specs), additions: cases)
    do { return try loader.load() } catch { throw UserError("\(error)") }
  }

  /// Reads the suite and refuses one with mistakes: a verdict from a broken case is worth nothing.
  func loadForJudging() throws -> Suite {
    let loaded = try load()
    guard !loaded.diagnostics.isEmpty else { return loaded.suite }
    for diagnostic in loaded.diagnostics {
      Terminal.error(diagnostic.rendered(source: { loaded.sources[$0] }))
    }
    throw UserError("the suite has errors; see `dropin lint`")
  }

  /// What the registry says about examples and the rules do not confirm.
  func misjudgedExamples(_ suite: Suite) throws -> [Diagnostic] {
    let folder = fixtures(of: try directory())
    do { return ExampleProof(suite, try ExampleLibrary(suite, fixtures: folder)).diagnostics } catch {
      throw UserError("\(error)")
    }
  }

  private func fixtures(of specs: String) -> String { Files.join(Files.directory(of: specs), "fixtures") }

  func directory() throws -> String {
    if let given = specs ?? Environment.nonEmpty("DROPIN_SPECS") {
      let trimmed = given.count > 1 && given.hasSuffix("/") ? String(given.dropLast()) : given
      guard Files.isDirectory(trimmed) else { throw UserError("there is no directory \(trimmed)") }
      return trimmed
    }
    if Files.isDirectory("specs/cases") { return "specs" }
    let starts = [try? Files.currentDirectory(), (try? Files.executablePath()).map(Files.directory(of:))]
    for start in starts.compactMap({ $0 }) {
      var directory = start
      while directory != "/" && !directory.isEmpty {
        let candidate = Files.join(directory, "specs")
        if Files.isDirectory(Files.join(candidate, "cases")) { return candidate }
        directory = Files.directory(of: directory)
      }
    }
    throw UserError("no specs/ directory here, in a parent directory or beside the program; name it with --specs DIR")
  }
}
