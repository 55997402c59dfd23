import Wire

/// What stands behind the key of a matcher, for the entries of `MatcherTable`. Its shape has been checked.
struct MatcherArgument {
  let yaml: YAML
  /// The value that the matcher is about.
  let subject: MatcherSubject
  let decoder: MatcherDecoder

  var matcher: Matcher { matcher(of: subject) }
  var matchers: [Matcher] { matchers(of: subject) }
  var values: [Matcher] { elements.map { $0.scalar == nil ? .equal($0.json) : decoder.value($0, of: subject) } }
  var members: [Matcher.Member] { decoder.members(yaml.entries ?? [], of: subject) }
  var number: Double { yaml.number?.double ?? 0 }
  var string: String { yaml.string ?? "" }

  func matcher(of subject: MatcherSubject) -> Matcher { decoder.decode(yaml, of: subject) }

  func matcher(_ key: String, of subject: MatcherSubject) -> Matcher {
    yaml[key].map { decoder.decode($0, of: subject) } ?? .present
  }

  func matchers(of subject: MatcherSubject) -> [Matcher] { elements.map { decoder.decode($0, of: subject) } }

  /// An unquoted `null` is YAML's null, and means the type here.
  var types: [JSONType] {
    (yaml.elements ?? [yaml]).compactMap { $0.isNull ? .null : JSONType(rawValue: $0.string ?? "") }
  }

  var pattern: String {
    check(pattern: yaml)
    return string
  }

  /// A JSON Schema, whose patterns the validator would otherwise have to pass over.
  var schema: JSON {
    checkPatterns(ofSchema: yaml)
    return yaml.json
  }

  private func check(pattern yaml: YAML) {
    do { _ = try Pattern(yaml.string ?? "") } catch {
      decoder.report("bad-pattern", "not a pattern that can be run: \(error)", at: yaml.place.firstLine)
    }
  }

  private func checkPatterns(ofSchema schema: YAML) {
    for element in schema.elements ?? [] { checkPatterns(ofSchema: element) }
    for entry in schema.entries ?? [] {
      // A property may be called pattern as well; then a schema stands there.
      if entry.key == "pattern", entry.value.string != nil { check(pattern: entry.value) }
      // What stands there are values, not schemas.
      if !["const", "enum", "default", "examples"].contains(entry.key) { checkPatterns(ofSchema: entry.value) }
    }
  }

  /// The matcher of a range, both ends included.
  var range: Matcher {
    let bounds = elements.compactMap(\.number?.double)
    guard bounds.count == 2, bounds[0] <= bounds[1] else {
      decoder.report(
        "wrong-kind", "a range is two numbers, the smaller first", at: yaml.place.firstLine, hint: "[400, 499]")
      return .present
    }
    return .allOf([.compare(.atLeast, bounds[0]), .compare(.atMost, bounds[1])])
  }

  /// Whether it is `true`; `false` would say the contrary of its name.
  func isTrue(_ contrary: String) -> Bool {
    if yaml.bool == false {
      decoder.report("wrong-kind", "false where true is needed", at: yaml.place, hint: "write \(contrary)")
      return false
    }
    return true
  }

  private var elements: [YAML] {
    let elements = yaml.elements ?? []
    if elements.isEmpty {
      decoder.report("wrong-kind", "an empty list where elements are needed", at: yaml.place.firstLine)
    }
    return elements
  }
}
