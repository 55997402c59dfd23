import Files
import Wire

/// What reading the specs came to: as much of the suite as could be read, and everything that is wrong.
public struct LoadedSuite: Sendable {
  public var suite: Suite
  /// Sorted by file, line and column.
  public var diagnostics: [Diagnostic]
  /// The files' texts, for showing the places.
  public var sources: [String: SourceText]
}

/// Reads `specs/` and `fixtures/`.
public struct SuiteLoader {
  let specs: String
  let fixtures: String
  let additions: [String]
  private let log = DiagnosticLog()
  private var sources: [String: SourceText] = [:]
  private var digest = ContentDigest()
  /// A file was not YAML, so what it holds is missing from the suite.
  private var isIncomplete = false

  /// - Parameters:
  ///   - specs: the directory that holds `cases/` and `requirements/`.
  ///   - fixtures: the directory that holds `requests/`.
  ///   - additions: directories with further cases, and what belongs to them: `fixtures/`, `requirements/` and
  ///     `sources.yaml`. Their names stand beside those of the suite and may not be the same.
  public init(specs: String, fixtures: String, additions: [String] = []) {
    self.specs = specs
    self.fixtures = fixtures
    self.additions = additions
  }

  /// Reads and checks everything. Mistakes in files become diagnostics; throws only when a directory
  /// cannot be read at all.
  public mutating func load() throws(FileError) -> LoadedSuite {
    let library = try pieces(under: fixtures, beside: FixtureLibrary(directories: []))
    var requirements = try requirements(under: specs, required: true)
    let clients = try files(in: Files.join(specs, "clients")).compactMap { _, yaml -> ClientProfile? in
      guard check(yaml, CaseFormat.clientFile) else { return nil }
      return ClientDecoder(yaml, log: log).decode()
    }
    let profiles = try files(in: Files.join(specs, "profiles")).compactMap { _, yaml -> SuiteProfile? in
      guard check(yaml, CaseFormat.profileFile) else { return nil }
      return ProfileDecoder(yaml, log: log).decode()
    }
    let tasks = try tasks()
    let remedies = try files(in: Files.join(specs, "remedies")).flatMap { _, yaml in
      check(yaml, CaseFormat.remedyFile) ? RemedyDecoder(yaml, log: log).decode() : []
    }
    var registry = try sourceRegistry(under: specs)
    var cases = cases(in: try files(in: Files.join(specs, "cases"), required: true), using: library)
    for addition in additions {
      requirements += try self.requirements(under: addition)
      registry.sources += try sourceRegistry(under: addition).sources
      let own = try pieces(under: Files.join(addition, "fixtures"), beside: library)
      cases += self.cases(in: try caseFiles(ofAddition: addition), using: own)
    }
    for index in requirements.indices {
      requirements[index].requirement.sources = requirements[index].requirement.sources.map(registry.resolved)
    }
    let suite = Suite(
      cases: Self.inOrder(cases, clients), requirements: requirements,
      clients: clients.sorted { ($0.order, $0.name) < ($1.order, $1.name) }, profiles: profiles, tasks: tasks,
      remedies: remedies, sources: registry,
      version: try version(), digest: digest.description)
    applyRules(to: suite)
    return LoadedSuite(
      suite: suite,
      diagnostics: log.entries.sorted {
        ($0.place.file, $0.place.line, $0.place.column) < ($1.place.file, $1.place.line, $1.place.column)
      }, sources: sources)
  }

  private mutating func pieces(
    under directory: String, beside library: FixtureLibrary
  ) throws(FileError) -> FixtureLibrary {
    var all = library
    all.directories.insert(directory, at: 0)
    for (path, yaml) in try files(in: Files.join(directory, "requests")) {
      if let first = all.pieces.updateValue(yaml, forKey: stem(path)) {
        log.report(
          Diagnostic(
            code: "repeated-fixture", "there is another fixture file '\(stem(path)).yaml'",
            at: yaml.place.firstLine, hint: "give this one another name",
            notes: [Diagnostic.Note("the other one", at: first.place.firstLine)]))
      }
    }
    return all
  }

  private mutating func requirements(
    under directory: String, required: Bool = false
  ) throws(FileError) -> [RegisteredRequirement] {
    try files(in: Files.join(directory, "requirements"), required: required).flatMap { _, yaml in
      guard check(yaml, CaseFormat.requirementFile) else { return [RegisteredRequirement]() }
      return RequirementDecoder(yaml, log: log).decode()
    }
  }

  private mutating func cases(in files: [(path: String, yaml: YAML)], using library: FixtureLibrary) -> [Case] {
    files.flatMap { _, yaml -> [Case] in
      var expander = FixtureExpander(library, log: log)
      let expanded = expander.expand(yaml)
      return check(expanded, CaseFormat.caseFile) ? CaseDecoder(expanded, log: log).cases : []
    }
  }

  /// Every YAML file of an addition that is not of another kind by its place.
  private mutating func caseFiles(ofAddition directory: String) throws(FileError) -> [(path: String, yaml: YAML)] {
    let others = ["fixtures/", "requirements/", "sources.yaml"].map { Files.join(directory, $0) }
    return try files(in: directory, required: true, except: others)
  }

  private mutating func tasks() throws(FileError) -> [ClientTask] {
    let path = Files.join(specs, "tasks.yaml")
    guard Files.exists(path), let yaml = try parse(path), check(yaml, CaseFormat.taskFile) else { return [] }
    return TaskDecoder(yaml, log: log).decode()
  }

  /// Those that run after all others last, each with the error reactions of the client that speaks in it.
  private static func inOrder(_ cases: [Case], _ clients: [ClientProfile]) -> [Case] {
    let errorReactions = Dictionary(
      clients.map { ($0.name, $0.errorReactions) }, uniquingKeysWith: { first, _ in first })
    var cases = cases.filter { !$0.runsLast } + cases.filter(\.runsLast)
    for index in cases.indices {
      for step in cases[index].steps.indices {
        guard let client = cases[index].steps[step].request.client else { continue }
        cases[index].steps[step].request.errorReactions = errorReactions[client] ?? []
      }
    }
    return cases
  }

  private func applyRules(to suite: Suite) {
    var sound = suite
    let isFixtureSound = !log.entries.contains { $0.place.file.hasPrefix(fixtures) }
    sound.cases.removeAll { subject in
      !isFixtureSound || subject.extent.map(log.hasEntry(in:)) ?? false
    }
    let isSuiteSound = !isIncomplete && log.entries.isEmpty
    for rule in LintRules.all {
      switch rule.need {
      // Names that are looked up could stand in the file that is missing.
      case .nothing: if !isIncomplete { log.report(rule.check(suite)) }
      case .soundCases: log.report(rule.check(sound))
      case .soundSuite: if isSuiteSound { log.report(rule.check(suite)) }
      }
    }
  }

  private func version() throws(FileError) -> String {
    let path = Files.join(specs, "version")
    guard Files.exists(path) else { return "0" }
    return String(decoding: try Files.read(path), as: UTF8.self).filter { !$0.isWhitespace }
  }

  private mutating func sourceRegistry(under directory: String) throws(FileError) -> SourceRegistry {
    let path = Files.join(directory, "sources.yaml")
    guard Files.exists(path), let yaml = try parse(path), check(yaml, CaseFormat.sourceFile) else {
      return SourceRegistry()
    }
    return SourceRegistry(yaml, log: log)
  }

  /// The YAML files of a directory, as far as they are YAML.
  private mutating func files(
    in directory: String, required: Bool = false, except others: [String] = []
  ) throws(FileError) -> [(path: String, yaml: YAML)] {
    guard required || Files.isDirectory(directory) else { return [] }
    var files: [(path: String, yaml: YAML)] = []
    for path in try Files.list(directory, extension: "yaml") where !others.contains(where: path.hasPrefix) {
      if let yaml = try parse(path) { files.append((path, yaml)) }
    }
    return files
  }

  private mutating func parse(_ path: String) throws(FileError) -> YAML? {
    let bytes = try Files.read(path)
    digest.add(name: path.hasPrefix(specs) ? String(path.dropFirst(specs.count)) : stem(path), bytes)
    sources[path] = SourceText(file: path, bytes: bytes)
    do throws(Diagnostic) {
      let yaml = try YAML.parse(bytes, file: path)
      log.report(YAML.unportableScalars(in: bytes, file: path))
      return yaml
    } catch {
      isIncomplete = true
      log.report(error)
      return nil
    }
  }

  /// False when the file is of another version, of which nothing more can be said.
  private mutating func check(_ yaml: YAML, _ shape: Shape) -> Bool {
    if let old = yaml["format"], let written = old.int, case .integer(let range)? = shape["format"]?.value,
      written < range.lowerBound
    {
      log.report(
        Diagnostic(
          code: "old-format", "this file is of format \(written), and this program reads format \(range.lowerBound)",
          at: old.place,
          hint: "follow \"From format 1 to 2\" in docs/case-format.md, then write format: 2"))
      isIncomplete = true
      return false
    }
    var check = ShapeCheck()
    check.check(yaml, shape)
    log.report(check.diagnostics)
    return true
  }

  private func stem(_ path: String) -> String {
    let name = Files.name(of: path)
    return name.hasSuffix(".yaml") ? String(name.dropLast(5)) : name
  }
}
