import Wire

/// Reads matchers by `MatcherTable`, and refuses those that can never match.
struct MatcherDecoder {
  let log: DiagnosticLog

  func decode(_ yaml: YAML, of subject: MatcherSubject) -> Matcher {
    switch yaml.value {
    case .scalar: return value(yaml, of: subject)
    case .sequence(let elements):
      check([.array], of: subject, "a list", at: yaml)
      return .array(elements.map { decode($0, of: subject.element) })
    case .mapping(let entries):
      if yaml.isRemoval { return .present }
      guard let first = entries.first(where: { $0.key.hasPrefix("$") }) else {
        check([.object], of: subject, "a map", at: yaml)
        return .object(members(entries, of: subject))
      }
      guard entries.count == 1 else {
        report(
          "operator-not-alone", "'\(first.key)' has to be the only key of its map", at: first.keyPlace,
          hint: "combine matchers with $all_of")
        return .present
      }
      return decode(operator: first, of: subject)
    }
  }

  func members(_ entries: [YAMLEntry], of subject: MatcherSubject) -> [Matcher.Member] {
    entries.map { entry in
      let member = subject.member(entry.key)
      if member == nil {
        report(
          "unknown-member", "\(subject.name) has no '\(entry.key)'", at: entry.keyPlace,
          hint: Suggestions.hint(for: entry.key, among: subject.type.memberNames))
      }
      return Matcher.Member(
        key: entry.key, matcher: decode(entry.value, of: member ?? MatcherSubject(name: entry.key)))
    }
  }

  /// A value that has to be there as it is written.
  func value(_ yaml: YAML, of subject: MatcherSubject) -> Matcher {
    let value = yaml.json
    // A variable alone takes the type of what it stands for.
    if value.string?.contains("${") != true {
      check([value.type], of: subject, "'\(yaml.scalar?.text ?? "this")'", at: yaml)
    }
    return .equal(value)
  }

  private func decode(operator entry: YAMLEntry, of subject: MatcherSubject) -> Matcher {
    guard let definition = MatcherTable[entry.key] else {
      report(
        "unknown-matcher", "unknown matcher '\(entry.key)'", at: entry.keyPlace,
        hint: Suggestions.nearest(to: entry.key, among: MatcherTable.all.map(\.name)).map { "did you mean '\($0)'?" })
      return .present
    }
    var shape = ShapeCheck(names: ShapeNames(shapes: [MatcherTable.count.name: MatcherTable.count]))
    shape.check(entry.value, definition.argument)
    log.report(shape.diagnostics)
    guard shape.diagnostics.isEmpty else { return .present }
    check(definition.holdsOf, of: subject, entry.key, at: entry.value)
    return definition.decode(MatcherArgument(yaml: entry.value, subject: subject, decoder: self))
  }

  /// Reports when nothing that `subject` can be is of one of `types`.
  private func check(_ types: Set<JSONType>, of subject: MatcherSubject, _ what: String, at yaml: YAML) {
    let possible = subject.type.types
    let fits = !possible.isDisjoint(with: types) || (possible.contains(.integer) && types.contains(.number))
    guard !fits else { return }
    report(
      "never-matches", "\(subject.name) is \(subject.type.name), so \(what) never matches", at: yaml.place.firstLine,
      hint: what.hasPrefix("$") ? nil : Self.otherQuotes(yaml, possible))
  }

  /// How the same scalar would be written to be of a possible type.
  private static func otherQuotes(_ yaml: YAML, _ possible: Set<JSONType>) -> String? {
    guard let scalar = yaml.scalar else { return nil }
    let plain = YAML(.scalar(YAMLScalar(scalar.text, style: .plain)), at: yaml.place)
    if scalar.style == .quoted, possible.contains(plain.json.type) { return "write \(scalar.text) without quotes" }
    if scalar.style == .plain, possible.contains(.string) { return "write \"\(scalar.text)\" in quotes" }
    return nil
  }

  func report(_ code: String, _ message: String, at place: SourcePlace, hint: String? = nil) {
    log.report(Diagnostic(code: code, message, at: place, hint: hint))
  }
}
