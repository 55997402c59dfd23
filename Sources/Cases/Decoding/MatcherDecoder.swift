import Wire

/// Reads matchers from YAML.
struct MatcherDecoder {
  static let operators = [
    "$type", "$matches", "$any", "$absent", "$not", "$any_of", "$all_of", "$gt", "$gte", "$lt", "$lte", "$between",
    "$length", "$contains", "$each", "$unordered", "$count", "$includes", "$starts_with", "$ends_with", "$exact",
    "$one_of", "$json", "$schema", "$media", "$literal",
  ]

  static func decode(_ yaml: YAML) throws(Diagnostic) -> Matcher {
    switch yaml.value {
    case .scalar: return .equal(yaml.json)
    case .sequence(let elements): return .array(try list(elements))
    case .mapping(let entries):
      guard let first = entries.first(where: { $0.key.hasPrefix("$") }) else { return .object(try members(entries)) }
      guard entries.count == 1 else {
        throw Diagnostic(
          code: "operator-not-alone", "'\(first.key)' has to be the only key of its map", at: first.keyPlace,
          hint: "combine matchers with $all_of")
      }
      return try decode(operator: first)
    }
  }

  private static func list(_ elements: [YAML]) throws(Diagnostic) -> [Matcher] {
    var matchers: [Matcher] = []
    for element in elements { matchers.append(try decode(element)) }
    return matchers
  }

  private static func members(_ entries: [YAMLEntry]) throws(Diagnostic) -> [Matcher.Member] {
    var members: [Matcher.Member] = []
    for entry in entries { members.append(Matcher.Member(key: entry.key, matcher: try decode(entry.value))) }
    return members
  }

  private static func decode(operator entry: YAMLEntry) throws(Diagnostic) -> Matcher {
    let value = entry.value
    switch entry.key {
    case "$type": return .type(try types(value))
    case "$matches": return .pattern(try pattern(value))
    case "$any": return .present
    case "$absent": return .absent
    case "$not": return .not(try decode(value))
    case "$any_of": return .anyOf(try list(try elements(value)))
    case "$all_of": return .allOf(try list(try elements(value)))
    case "$gt", "$gte", "$lt", "$lte":
      guard let comparison = Matcher.Comparison(rawValue: entry.key) else { throw wrong(value, "a number") }
      return .compare(comparison, try number(value))
    case "$between":
      let bounds = try elements(value)
      guard bounds.count == 2 else { throw wrong(value, "two numbers") }
      return .allOf([.compare(.atLeast, try number(bounds[0])), .compare(.atMost, try number(bounds[1]))])
    case "$length": return .length(try decode(value))
    case "$contains": return .contains(try decode(value))
    case "$each": return .each(try decode(value))
    case "$unordered": return .unordered(try list(try elements(value)))
    case "$count":
      guard let of = value["of"], let wanted = value["is"], value.entries?.count == 2 else {
        throw wrong(value, "a map with 'of' and 'is'")
      }
      return .count(of: try decode(of), is: try decode(wanted))
    case "$includes": return .containsText(try text(value))
    case "$starts_with": return .startsWith(try text(value))
    case "$ends_with": return .endsWith(try text(value))
    case "$exact":
      guard let entries = value.entries else { throw wrong(value, "a map") }
      return .exact(try members(entries))
    case "$one_of": return .anyOf(try elements(value).map { .equal($0.json) })
    case "$json": return .json(try decode(value))
    case "$schema":
      try checkPatterns(ofSchema: value)
      return .schema(value.json)
    case "$media": return .media(try text(value))
    case "$literal": return .equal(["$literal": value.json])
    default:
      throw Diagnostic(
        code: "unknown-matcher", "unknown matcher '\(entry.key)'", at: entry.keyPlace, hint: hint(entry.key, operators))
    }
  }

  private static func types(_ value: YAML) throws(Diagnostic) -> [JSONType] {
    var types: [JSONType] = []
    for element in value.elements ?? [value] {
      // An unquoted `null` is YAML's null, and means the type here.
      guard let type = element.isNull ? .null : JSONType(rawValue: element.string ?? "") else {
        throw wrong(element, "one of \(JSONType.allCases.map(\.rawValue).joined(separator: ", "))")
      }
      types.append(type)
    }
    return types
  }

  private static func pattern(_ value: YAML) throws(Diagnostic) -> String {
    let pattern = try text(value)
    do { _ = try Pattern(pattern) } catch {
      throw Diagnostic(code: "bad-pattern", "not a pattern that can be run: \(error)", at: value.place)
    }
    return pattern
  }

  /// Refuses what the validator would have to pass over.
  private static func checkPatterns(ofSchema schema: YAML) throws(Diagnostic) {
    for element in schema.elements ?? [] { try checkPatterns(ofSchema: element) }
    for entry in schema.entries ?? [] {
      // A property may be called pattern as well; then a schema stands there.
      if entry.key == "pattern", entry.value.string != nil { _ = try pattern(entry.value) }
      // What stands there are values, not schemas.
      if entry.key != "const", entry.key != "enum", entry.key != "default", entry.key != "examples" {
        try checkPatterns(ofSchema: entry.value)
      }
    }
  }

  private static func elements(_ value: YAML) throws(Diagnostic) -> [YAML] {
    guard let elements = value.elements, !elements.isEmpty else { throw wrong(value, "a list with elements") }
    return elements
  }

  private static func number(_ value: YAML) throws(Diagnostic) -> Double {
    guard let number = value.number else { throw wrong(value, "a number") }
    return number.double
  }

  private static func text(_ value: YAML) throws(Diagnostic) -> String {
    guard let text = value.string else { throw wrong(value, "a string") }
    return text
  }

  private static func wrong(_ value: YAML, _ wanted: String) -> Diagnostic {
    Diagnostic(code: "wrong-kind", "\(value.kindName) where \(wanted) is needed", at: firstLine(of: value.place))
  }
}
