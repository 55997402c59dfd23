import Contract
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
  private var diagnostics: [Diagnostic] = []
  private var sources: [String: SourceText] = [:]
  private var digest = ContentDigest()

  /// - Parameters:
  ///   - specs: the directory that holds `cases/` and `requirements/`.
  ///   - fixtures: the directory that holds `requests/`.
  public init(specs: String, fixtures: String) {
    self.specs = specs
    self.fixtures = fixtures
  }

  /// Reads and checks everything. Mistakes in files become diagnostics; throws only when a directory
  /// cannot be read at all.
  public mutating func load() throws(FileError) -> LoadedSuite {
    var library = FixtureLibrary(directory: fixtures)
    let requests = Files.join(fixtures, "requests")
    if Files.isDirectory(requests) {
      for path in try Files.list(requests, extension: "yaml") {
        if let yaml = try parse(path) { library.pieces[stem(path)] = yaml }
      }
    }
    var requirements: [RegisteredRequirement] = []
    for path in try Files.list(Files.join(specs, "requirements"), extension: "yaml") {
      guard let yaml = try parse(path), check(yaml, CaseFormat.requirementFile) else { continue }
      let decoder = RequirementDecoder(yaml)
      requirements += decoder.requirements
      diagnostics += decoder.diagnostics
    }
    var clients: [ClientProfile] = []
    let clientFiles = Files.join(specs, "clients")
    if Files.isDirectory(clientFiles) {
      for path in try Files.list(clientFiles, extension: "yaml") {
        guard let yaml = try parse(path), check(yaml, CaseFormat.clientFile) else { continue }
        do throws(Diagnostic) { clients.append(try ClientProfile(yaml)) } catch { diagnostics.append(error) }
      }
    }
    clients.sort { ($0.order, $0.name) < ($1.order, $1.name) }
    var profiles: [SuiteProfile] = []
    let profileFiles = Files.join(specs, "profiles")
    if Files.isDirectory(profileFiles) {
      for path in try Files.list(profileFiles, extension: "yaml") {
        if let yaml = try parse(path), check(yaml, CaseFormat.profileFile) { profiles.append(SuiteProfile(yaml)) }
      }
    }
    var cases: [Case] = []
    for path in try Files.list(Files.join(specs, "cases"), extension: "yaml") {
      guard let yaml = try parse(path) else { continue }
      cases += readCases(yaml, library)
    }
    let errorReactions = Dictionary(
      clients.map { ($0.name, $0.errorReactions) }, uniquingKeysWith: { first, _ in first })
    for index in cases.indices {
      for step in cases[index].steps.indices {
        guard let client = cases[index].steps[step].request.client else { continue }
        cases[index].steps[step].request.errorReactions = errorReactions[client] ?? []
      }
    }
    let versionFile = Files.join(specs, "version")
    let version =
      Files.exists(versionFile)
      ? String(decoding: try Files.read(versionFile), as: UTF8.self).filter { !$0.isWhitespace } : "0"
    let suite = Suite(
      cases: cases, requirements: requirements, clients: clients, profiles: profiles, version: version,
      digest: digest.description)
    if diagnostics.isEmpty {
      for rule in LintRules.all { diagnostics += rule(suite) }
    }
    diagnostics.sort {
      ($0.place.file, $0.place.line, $0.place.column) < ($1.place.file, $1.place.line, $1.place.column)
    }
    return LoadedSuite(suite: suite, diagnostics: diagnostics, sources: sources)
  }

  private mutating func readCases(_ yaml: YAML, _ library: FixtureLibrary) -> [Case] {
    var expander = FixtureExpander(library)
    do throws(Diagnostic) {
      let expanded = try expander.expand(yaml)
      guard check(expanded, CaseFormat.caseFile) else { return [] }
      let decoder = CaseDecoder(expanded)
      diagnostics += decoder.diagnostics
      return decoder.cases
    } catch {
      diagnostics.append(error)
      return []
    }
  }

  private mutating func parse(_ path: String) throws(FileError) -> YAML? {
    let bytes = try Files.read(path)
    digest.add(name: path.hasPrefix(specs) ? String(path.dropFirst(specs.count)) : stem(path), bytes)
    sources[path] = SourceText(file: path, bytes: bytes)
    do throws(Diagnostic) { return try YAML.parse(bytes, file: path) } catch {
      diagnostics.append(error)
      return nil
    }
  }

  private mutating func check(_ yaml: YAML, _ shape: Shape) -> Bool {
    var check = ShapeCheck()
    check.check(yaml, shape)
    diagnostics += check.diagnostics
    return check.diagnostics.isEmpty
  }

  private func stem(_ path: String) -> String {
    let name = Files.name(of: path)
    return name.hasSuffix(".yaml") ? String(name.dropLast(5)) : name
  }
}
