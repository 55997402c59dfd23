import Files
import Wire

/// The named pieces under `fixtures/` that cases put in place with `$use` and `$base64_file`.
struct FixtureLibrary {
  /// `fixtures/requests/<name>.yaml` by name.
  var pieces: [String: YAML] = [:]
  var files: SuiteFiles
  /// More directories to look into, before that of the suite.
  var added: [String] = []
  /// A tree that grows beyond this through `$use` is refused.
  static let maximumNodes = 500_000
  static let maximumDepth = 32

  /// A file below the fixtures.
  func bytes(_ name: String) throws(FileError) -> [UInt8] {
    for directory in added where Files.exists(Files.join(directory, name)) {
      return try Files.read(Files.join(directory, name))
    }
    return try files.read(files.path("fixtures/\(name)"))
  }
}

/// Puts fixtures in place of `$use` and `$base64_file`.
struct FixtureExpander {
  let library: FixtureLibrary
  let log: DiagnosticLog
  private var nodes = 0

  init(_ library: FixtureLibrary, log: DiagnosticLog) {
    self.library = library
    self.log = log
  }

  /// A reference that leads nowhere is reported, and a stand-in put in its place.
  mutating func expand(_ yaml: YAML, depth: Int = 0) -> YAML {
    nodes += 1
    if nodes > FixtureLibrary.maximumNodes || depth > 64 + FixtureLibrary.maximumDepth {
      if nodes <= 2 * FixtureLibrary.maximumNodes {
        // Once: everything that would follow is left out.
        nodes = 2 * FixtureLibrary.maximumNodes
        log.report(
          Diagnostic(
            code: "fixture-too-large", "fixtures expand to too much, or to themselves", at: yaml.place.firstLine))
      }
      return .standIn(at: yaml.place)
    }
    switch yaml.value {
    case .scalar: return yaml
    case .sequence(let elements):
      var expanded: [YAML] = []
      for element in elements { expanded.append(expand(element, depth: depth + 1)) }
      return YAML(.sequence(expanded), at: yaml.place)
    case .mapping(let entries):
      if yaml.isOperator, entries[0].key == "$literal" { return yaml }
      if yaml.isOperator, entries[0].key == "$base64_file" { return file(entries[0].value) }
      var own: [YAMLEntry] = []
      var used: YAML?
      for entry in entries {
        if entry.key == "$use" {
          used = find(entry.value).map { expand($0, depth: depth + 1) } ?? .standIn(at: entry.value.place)
        } else {
          own.append(
            YAMLEntry(key: entry.key, keyPlace: entry.keyPlace, value: expand(entry.value, depth: depth + 1)))
        }
      }
      let rest = YAML(.mapping(own), at: yaml.place)
      guard let used else { return rest }
      return own.isEmpty || used.isStandIn ? YAML(used.value, at: yaml.place) : used.merging(rest)
    }
  }

  private func find(_ reference: YAML) -> YAML? {
    guard let name = reference.string else {
      log.report(
        Diagnostic(
          code: "bad-use", "$use needs the name of a fixture, not \(reference.kindName)",
          at: reference.place.firstLine))
      return nil
    }
    let parts = name.split(separator: ".").map(String.init)
    guard let first = parts.first, var piece = library.pieces[first] else {
      log.report(
        Diagnostic(
          code: "unknown-fixture", "no fixture file '\(parts.first ?? name).yaml' under fixtures/requests",
          at: reference.place,
          hint: Suggestions.hint(for: parts.first ?? name, among: library.pieces.keys.sorted())))
      return nil
    }
    for (index, part) in parts.dropFirst().enumerated() {
      guard let next = piece[part] else {
        let path = parts.prefix(index + 1).joined(separator: ".")
        log.report(
          Diagnostic(
            code: "unknown-fixture", "the fixture '\(path)' has no '\(part)'", at: reference.place,
            hint: Suggestions.hint(for: part, among: (piece.entries ?? []).map(\.key))))
        return nil
      }
      piece = next
    }
    return piece
  }

  private func file(_ reference: YAML) -> YAML {
    guard let name = reference.string, !name.hasPrefix("/"), !name.split(separator: "/").contains("..") else {
      log.report(
        Diagnostic(
          code: "bad-file", "$base64_file needs a path below fixtures/", at: reference.place.firstLine))
      return .standIn(at: reference.place)
    }
    do {
      let bytes = try library.bytes(name)
      return YAML(.scalar(YAMLScalar(Base64.encode(bytes), style: .quoted)), at: reference.place)
    } catch {
      log.report(Diagnostic(code: "unreadable-fixture", "\(error)", at: reference.place))
      return .standIn(at: reference.place)
    }
  }
}
