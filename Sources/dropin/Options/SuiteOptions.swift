import DropinKit
import ArgumentParser

/// Where the suite is.
struct SuiteOptions: ParsableArguments {
  @Option(
    name: .customLong("specs"),
    help:
      "The directory with cases/ and requirements/. Default: DROPIN_SPECS, else specs/ of the checkout that the program was built in, else the suite inside the program.",
    completion: .directory
  )
  private var givenSpecs: [String] = []
  @Option(
    name: .customLong("cases"),
    help: "A directory with cases of your own, judged beside the suite (repeatable); see docs/case-format.md.",
    completion: .directory)
  var added: [String] = []

  @Option(
    help: "The edition of the suite: which requirements count; see docs/editions.md. Default: the newest.",
    completion: .editions)
  var edition: String?

  var specs: String? { givenSpecs.first }

  func validate() throws {
    guard givenSpecs.count > 1 else { return }
    throw ValidationError("--specs replaces the suite, so it can be given once; --cases DIR adds cases of your own")
  }

  /// Reads the suite; throws `UserError` when there is none.
  ///
  /// - Parameter file: a file with cases that is read as well where it is no part of the suite yet.
  func load(with file: String? = nil) throws -> LoadedSuite {
    for directory in added where !Files.isDirectory(directory) {
      throw UserError("--cases: there is no directory \(directory)")
    }
    let files = try Self.files(given: specs)
    var additions = added.map(AddedCases.init(directory:))
    if let file, !isPart(file, of: files) { additions.append(AddedCases(file: file)) }
    var loader = SuiteLoader(files, adding: additions)
    var loaded: LoadedSuite
    do { loaded = try loader.load() } catch { throw UserError("\(error)") }
    guard let edition else { return loaded }
    let names = loaded.suite.editions.map(\.name)
    guard let limited = loaded.suite.limited(to: edition) else {
      let near = Suggestions.nearest(to: edition, among: names).map { "did you mean '\($0)'?" }
      throw UserError("--edition \(edition): no such edition; \(near ?? "one of \(names.joined(separator: ", "))")")
    }
    loaded.suite = limited
    return loaded
  }

  private func isPart(_ file: String, of files: SuiteFiles) -> Bool {
    var folders = added
    if case .directories(let specs, _) = files { folders.append(Files.join(specs, "cases")) }
    return folders.contains { Files.canonical(file).hasPrefix(Files.canonical($0) + "/") }
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

  /// What the registry says about examples and the rules do not confirm. Those of the suite inside were looked at when
  /// the program was built.
  func misjudgedExamples(_ suite: Suite) throws -> [Diagnostic] {
    guard case .directories(_, let fixtures) = try Self.files(given: specs) else { return [] }
    do { return ExampleProof(suite, try ExampleLibrary(suite, fixtures: fixtures)).diagnostics } catch {
      throw UserError("\(error)")
    }
  }

  /// Where the suite is that `--specs` names, or the environment, or nobody.
  static func files(given: String?) throws -> SuiteFiles {
    if let given = given ?? Environment.nonEmpty("DROPIN_SPECS") {
      let trimmed = given.count > 1 && given.hasSuffix("/") ? String(given.dropLast()) : given
      guard Files.isDirectory(trimmed) else { throw UserError("there is no directory \(trimmed)") }
      return .directories(specs: trimmed, fixtures: Files.join(Files.directory(of: trimmed), "fixtures"))
    }
    return standard()
  }

  /// The suite of a program that nobody told about another. A build in its checkout reads the files, so that a case
  /// can be changed and run without building; anywhere else the directories around say nothing about the program.
  private static func standard() -> SuiteFiles {
    guard let program = try? Files.executablePath() else { return .builtIn }
    var directory = Files.directory(of: program)
    while directory != "/", !Files.name(of: directory).hasPrefix(".build") {
      directory = Files.directory(of: directory)
    }
    let checkout = Files.directory(of: directory)
    let specs = Files.join(checkout, "specs")
    guard directory != "/", Files.isDirectory(Files.join(specs, "cases")) else { return .builtIn }
    return .directories(specs: specs, fixtures: Files.join(checkout, "fixtures"))
  }
}
