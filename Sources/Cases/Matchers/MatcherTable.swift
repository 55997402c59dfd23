import Wire

/// The matchers that are written as a map with one key that begins with `$`.
///
/// The decoder, the JSON Schema and the table in `docs/case-format.md` all read this, so the three cannot drift apart.
struct MatcherDefinition: Sendable {
  let name: String
  /// What stands behind the key.
  let argument: ValueKind
  /// The JSON types of which a value can satisfy it.
  let holdsOf: Set<JSONType>
  /// What a value has to be, for the table of the documentation.
  let summary: String
  let example: String
  /// Reads the argument, whose shape has been checked.
  let decode: @Sendable (MatcherArgument) -> Matcher

  init(
    _ name: String, _ argument: ValueKind, of types: Set<JSONType> = Set(JSONType.allCases), _ summary: String,
    example: String, _ decode: @escaping @Sendable (MatcherArgument) -> Matcher
  ) {
    self.name = name
    self.argument = argument
    holdsOf = types
    self.summary = summary
    self.example = example
    self.decode = decode
  }
}

enum MatcherTable {
  static let all: [MatcherDefinition] = [
    MatcherDefinition(
      "$type", .either([.choice(typeNames), .list(.choice(typeNames))]),
      "of that JSON type, or of one of them: \(typeNames.joined(separator: ", "))", example: "$type: string"
    ) { .type($0.types) },
    MatcherDefinition(
      "$any", .boolean, "there, whatever it is", example: "$any: true"
    ) { $0.isTrue("$absent: true") ? .present : .absent },
    MatcherDefinition("$absent", .boolean, "not there", example: "$absent: true") {
      $0.isTrue("$any: true") ? .absent : .present
    },
    MatcherDefinition("$not", .matcher, "anything else, or not there", example: "$not: max_tokens") {
      .not($0.matcher)
    },
    MatcherDefinition(
      "$any_of", .list(.matcher), "what one of the matchers wants", example: "$any_of: [{$absent: true}, {$gt: 0}]"
    ) { .anyOf($0.matchers) },
    MatcherDefinition(
      "$all_of", .list(.matcher), "what all of the matchers want", example: "$all_of: [{$type: string}, {$not: \"\"}]"
    ) { .allOf($0.matchers) },
    MatcherDefinition("$one_of", .list(.any), "one of these values", example: "$one_of: [a, b]") {
      .anyOf($0.values)
    },
    MatcherDefinition("$literal", .any, "exactly this value, `$` keys included", example: "$literal: {$type: x}") {
      .equal(["$literal": $0.yaml.json])
    },
    MatcherDefinition("$gt", .number, of: numbers, "a number greater than that", example: "$gt: 0") {
      .compare(.greater, $0.number)
    },
    MatcherDefinition("$gte", .number, of: numbers, "a number of at least that", example: "$gte: 1") {
      .compare(.atLeast, $0.number)
    },
    MatcherDefinition("$lt", .number, of: numbers, "a number less than that", example: "$lt: 500") {
      .compare(.less, $0.number)
    },
    MatcherDefinition("$lte", .number, of: numbers, "a number of at most that", example: "$lte: 30000") {
      .compare(.atMost, $0.number)
    },
    MatcherDefinition(
      "$between", .list(.number), of: numbers, "a number in that range, both ends included",
      example: "$between: [400, 499]"
    ) { $0.range },
    MatcherDefinition(
      "$matches", .string, of: [.string], "a string with a match for the regular expression",
      example: "$matches: '^msg_'"
    ) { .text(.pattern($0.pattern)) },
    MatcherDefinition(
      "$includes", .string, of: [.string], "a string with that part", example: "$includes: overloaded"
    ) { .text(.includes($0.string)) },
    MatcherDefinition(
      "$starts_with", .string, of: [.string], "a string that starts with that", example: "$starts_with: msg_"
    ) { .text(.startsWith($0.string)) },
    MatcherDefinition(
      "$ends_with", .string, of: [.string], "a string that ends with that", example: "$ends_with: \".\""
    ) { .text(.endsWith($0.string)) },
    MatcherDefinition(
      "$media", .string, of: [.string], "a header value with that media type, parameters aside",
      example: "$media: text/event-stream"
    ) { .text(.media($0.string)) },
    MatcherDefinition(
      "$json", .matcher, of: [.string], "a string of JSON text that matches", example: "$json: {city: Paris}"
    ) { .text(.json($0.matcher(of: MatcherSubject(name: "the JSON text")))) },
    MatcherDefinition(
      "$length", .matcher, of: [.array, .object, .string], "a list, map or string whose length matches",
      example: "$length: {$gte: 1}"
    ) { .length($0.matcher(of: $0.subject.length)) },
    MatcherDefinition(
      "$contains", .matcher, of: [.array], "a list with such an element", example: "$contains: {type: tool_use}"
    ) { .contains($0.matcher(of: $0.subject.element)) },
    MatcherDefinition(
      "$each", .matcher, of: [.array], "a list of such elements only", example: "$each: {type: text}"
    ) { .each($0.matcher(of: $0.subject.element)) },
    MatcherDefinition(
      "$unordered", .list(.matcher), of: [.array], "a list of these elements in any order",
      example: "$unordered: [text, tool_use]"
    ) { .unordered($0.matchers(of: $0.subject.element)) },
    MatcherDefinition(
      "$count", .shape("count"), of: [.array], "a list in which so many elements match",
      example: "$count: {of: {type: text}, is: 1}"
    ) { .count(of: $0.matcher("of", of: $0.subject.element), is: $0.matcher("is", of: $0.subject.count)) },
    MatcherDefinition(
      "$exact", .map(.matcher), of: [.object], "a map with these members and no others",
      example: "$exact: {type: ping}"
    ) { .exact($0.members) },
    MatcherDefinition(
      "$schema", .any, "valid for the JSON Schema", example: "$schema: {type: object, required: [city]}"
    ) { .schema($0.schema) },
  ]

  static subscript(name: String) -> MatcherDefinition? { all.first { $0.name == name } }

  /// The argument of `$count`.
  static let count = Shape(
    "count", summary: "How many elements of a list match.",
    keys: [
      .required("of", .matcher, summary: "Which elements are counted."),
      .required("is", .matcher, summary: "What their number has to be."),
    ])

  private static let numbers: Set<JSONType> = [.integer, .number]
  private static let typeNames = JSONType.allCases.map(\.rawValue)
}
