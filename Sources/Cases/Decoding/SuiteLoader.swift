import Files
import Wire

/// What reading the specs came to: as much of the suite as could be read, and everything that is wrong.
package struct LoadedSuite: Sendable {
  package var suite: Suite
  /// Sorted by file, line and column.
  package var diagnostics: [Diagnostic]
  /// The files' texts, for showing the places.
  package var sources: [String: SourceText]
}

/// Reads `specs/` and `fixtures/`.
package struct SuiteLoader {
  let files: SuiteFiles
  let additions: [AddedCases]
  private let log = DiagnosticLog()
  private var sources: [String: SourceText] = [:]
  private var digest = ContentDigest()
  /// A file was not YAML, so what it holds is missing from the suite.
  private var isIncomplete = false

  /// - Parameters:
  ///   - specs: the directory that holds `cases/` and `requirements/`.
  ///   - fixtures: the directory that holds `requests/`.
  package init(specs: String, fixtures: String) {
    self.init(.directories(specs: specs, fixtures: fixtures))
  }

  /// - Parameter additions: what is read as well; its ids may not be those of the suite.
  package init(_ files: SuiteFiles, adding additions: [AddedCases] = []) {
    self.files = files
    self.additions = additions
  }

  /// Reads and checks everything. Mistakes in files become diagnostics; throws only when a directory
  /// cannot be read at all.
  package mutating func load() throws(FileError) -> LoadedSuite {
    var library = FixtureLibrary(files: files, added: additions.map(\.fixtures))
    for (path, yaml) in try parsed(files.list("fixtures/requests", isOptional: true)) {
      library.pieces[stem(path)] = yaml
    }
    for (path, yaml) in try parsed(added(AddedCases.requests)) {
      if let known = library.pieces.updateValue(yaml, forKey: stem(path)) {
        log.report(
          Diagnostic(
            code: "repeated-fixture", "the fixture file '\(stem(path)).yaml' already exists", at: yaml.place.firstLine,
            notes: [Diagnostic.Note("defined here", at: known.place.firstLine)]))
      }
    }
    var requirements = try self.requirements(in: files.list("specs/requirements"))
    for var requirement in try self.requirements(in: added(AddedCases.requirements)) {
      requirement.isAdded = true
      requirements.append(requirement)
    }
    let clients = try parsed(files.list("specs/clients", isOptional: true)).compactMap { _, yaml -> ClientProfile? in
      guard check(yaml, CaseFormat.clientFile) else { return nil }
      return ClientDecoder(yaml, log: log).decode()
    }
    let profiles = try parsed(files.list("specs/profiles", isOptional: true)).compactMap { _, yaml -> SuiteProfile? in
      guard check(yaml, CaseFormat.profileFile) else { return nil }
      return ProfileDecoder(yaml, log: log).decode()
    }
    let tasks = try tasks()
    let editions = try editions()
    let remedies = try parsed(files.list("specs/remedies", isOptional: true)).flatMap { _, yaml in
      check(yaml, CaseFormat.remedyFile) ? RemedyDecoder(yaml, log: log).decode() : []
    }
    var registry = SourceRegistry()
    if files.exists("specs/sources.yaml") { registry = try sourceRegistry(at: files.path("specs/sources.yaml")) }
    for addition in additions {
      guard let path = addition.sources else { continue }
      registry.sources += try sourceRegistry(at: path).sources
    }
    var cases: [Case] = []
    for (_, yaml) in try parsed(files.list("specs/cases") + added(AddedCases.cases)) {
      var expander = FixtureExpander(library, log: log)
      let expanded = expander.expand(yaml)
      if check(expanded, CaseFormat.caseFile) { cases += CaseDecoder(expanded, log: log).cases }
    }
    for index in requirements.indices {
      requirements[index].requirement.sources = requirements[index].requirement.sources.map(registry.resolved)
    }
    let suite = Suite(
      cases: Self.inOrder(cases, clients), requirements: requirements,
      clients: clients.sorted { ($0.order, $0.name) < ($1.order, $1.name) }, profiles: profiles, tasks: tasks,
      remedies: remedies, sources: registry, editions: editions,
      version: try files.version(), digest: digest.description)
    applyRules(to: suite)
    return LoadedSuite(
      suite: suite,
      diagnostics: log.entries.sorted {
        ($0.place.file, $0.place.line, $0.place.column) < ($1.place.file, $1.place.line, $1.place.column)
      }, sources: sources)
  }

  private mutating func requirements(in paths: [String]) throws(FileError) -> [RegisteredRequirement] {
    try parsed(paths).flatMap { _, yaml in
      guard check(yaml, CaseFormat.requirementFile) else { return [RegisteredRequirement]() }
      return RequirementDecoder(yaml, log: log).decode()
    }
  }

  private mutating func tasks() throws(FileError) -> [ClientTask] {
    guard files.exists("specs/tasks.yaml"), let yaml = try parse(files.path("specs/tasks.yaml")),
      check(yaml, CaseFormat.taskFile)
    else { return [] }
    return TaskDecoder(yaml, log: log).decode()
  }

  private mutating func editions() throws(FileError) -> [Edition] {
    guard files.exists("specs/editions.yaml"), let yaml = try parse(files.path("specs/editions.yaml")),
      check(yaml, CaseFormat.editionFile)
    else { return [] }
    return EditionDecoder(yaml, log: log).decode()
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
    let fixtures = [files.path("fixtures/")] + additions.map(\.fixtures)
    let isFixtureSound = !log.entries.contains { entry in fixtures.contains { entry.place.file.hasPrefix($0) } }
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

  private mutating func sourceRegistry(at path: String) throws(FileError) -> SourceRegistry {
    guard let yaml = try parse(path), check(yaml, CaseFormat.sourceFile) else {
      return SourceRegistry()
    }
    return SourceRegistry(yaml, log: log)
  }

  /// The files, as far as they are YAML.
  private mutating func parsed(_ paths: [String]) throws(FileError) -> [(String, YAML)] {
    var files: [(String, YAML)] = []
    for path in paths {
      if let yaml = try parse(path) { files.append((path, yaml)) }
    }
    return files
  }

  private func added(
    _ part: (AddedCases) -> () throws(FileError) -> [String]
  ) throws(FileError) -> [String] {
    var paths: [String] = []
    for addition in additions { paths += try part(addition)() }
    return paths
  }

  private mutating func parse(_ path: String) throws(FileError) -> YAML? {
    let bytes = try read(path)
    digest.add(name: files.digestName(path), bytes)
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

  /// What is added lies in files also where the suite does not.
  private func read(_ path: String) throws(FileError) -> [UInt8] {
    if additions.contains(where: { path.hasPrefix(Files.join($0.directory, "")) }) { return try Files.read(path) }
    return try files.read(path)
  }

  private func stem(_ path: String) -> String { SuiteFiles.stem(path) }
}
