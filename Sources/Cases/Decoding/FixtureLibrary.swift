import Files
import Wire

/// The named pieces under `fixtures/` that cases put in place with `$use` and `$base64_file`.
struct FixtureLibrary {
  /// `fixtures/requests/<name>.yaml` by name.
  var pieces: [String: YAML] = [:]
  var directory: String
  /// A tree that grows beyond this through `$use` is refused.
  static let maximumNodes = 500_000
  static let maximumDepth = 32
}

/// Puts fixtures in place of `$use` and `$base64_file`.
struct FixtureExpander {
  let library: FixtureLibrary
  var nodes = 0

  init(_ library: FixtureLibrary) { self.library = library }

  mutating func expand(_ yaml: YAML, depth: Int = 0) throws(Diagnostic) -> YAML {
    nodes += 1
    if nodes > FixtureLibrary.maximumNodes || depth > 64 + FixtureLibrary.maximumDepth {
      throw Diagnostic(code: "fixture-too-large", "fixtures expand to too much, or to themselves", at: yaml.place)
    }
    switch yaml.value {
    case .scalar: return yaml
    case .sequence(let elements):
      var expanded: [YAML] = []
      for element in elements { expanded.append(try expand(element, depth: depth + 1)) }
      return YAML(.sequence(expanded), at: yaml.place)
    case .mapping(let entries):
      if yaml.isOperator, entries[0].key == "$literal" { return yaml }
      if yaml.isOperator, entries[0].key == "$base64_file" { return try file(entries[0].value) }
      var own: [YAMLEntry] = []
      var used: YAML?
      for entry in entries {
        if entry.key == "$use" {
          used = try expand(try find(entry.value), depth: depth + 1)
        } else {
          own.append(
            YAMLEntry(key: entry.key, keyPlace: entry.keyPlace, value: try expand(entry.value, depth: depth + 1)))
        }
      }
      let rest = YAML(.mapping(own), at: yaml.place)
      guard let used else { return rest }
      return own.isEmpty ? YAML(used.value, at: yaml.place) : used.merging(rest)
    }
  }

  private func find(_ reference: YAML) throws(Diagnostic) -> YAML {
    guard let name = reference.string else {
      throw Diagnostic(
        code: "bad-use", "$use needs the name of a fixture, not \(reference.kindName)", at: reference.place)
    }
    let parts = name.split(separator: ".").map(String.init)
    guard let first = parts.first, var piece = library.pieces[first] else {
      throw Diagnostic(
        code: "unknown-fixture", "no fixture file '\(parts.first ?? name).yaml' under fixtures/requests",
        at: reference.place,
        hint: hint(parts.first ?? name, library.pieces.keys.sorted()))
    }
    for (index, part) in parts.dropFirst().enumerated() {
      guard let next = piece[part] else {
        let path = parts.prefix(index + 1).joined(separator: ".")
        throw Diagnostic(
          code: "unknown-fixture", "the fixture '\(path)' has no '\(part)'", at: reference.place,
          hint: hint(part, (piece.entries ?? []).map(\.key)))
      }
      piece = next
    }
    return piece
  }

  private func file(_ reference: YAML) throws(Diagnostic) -> YAML {
    guard let name = reference.string, !name.hasPrefix("/"), !name.split(separator: "/").contains("..") else {
      throw Diagnostic(code: "bad-file", "$base64_file needs a path below fixtures/", at: reference.place)
    }
    do {
      let bytes = try Files.read(Files.join(library.directory, name))
      return YAML(.scalar(YAMLScalar(Base64.encode(bytes), style: .quoted)), at: reference.place)
    } catch {
      throw Diagnostic(code: "unreadable-fixture", "\(error)", at: reference.place)
    }
  }
}

/// "did you mean 'x'?", or the choices when there are few.
func hint(_ text: String, _ candidates: [String]) -> String? {
  if let close = suggestion(for: text, among: candidates) { return "did you mean '\(close)'?" }
  return candidates.isEmpty || candidates.count > 24 ? nil : "one of \(candidates.joined(separator: ", "))"
}
