/// The definition of one kind of map in a file of ours: its keys, what they hold and what they mean.
///
/// `ShapeCheck`, the JSON Schema for editors and a test of the documentation read this, so they cannot drift apart.
package struct Shape: Sendable {
  package let name: String
  package let summary: String
  package let keys: [Key]

  package struct Key: Sendable {
    package let name: String
    package let value: ValueKind
    package let isRequired: Bool
    package let summary: String
  }

  package init(_ name: String, summary: String, keys: [Key]) {
    self.name = name
    self.summary = summary
    self.keys = keys
  }

  package subscript(key: String) -> Key? { keys.first { $0.name == key } }
}

/// What a key can hold.
package indirect enum ValueKind: Sendable {
  case string
  case integer(ClosedRange<Int>)
  case number
  case boolean
  case choice([String])
  case list(ValueKind)
  /// A map with free keys.
  case map(ValueKind)
  /// A map of the named shape.
  case shape(String)
  case either([ValueKind])
  /// A matcher; `MatcherDecoder` reads it.
  case matcher
  /// Any YAML value.
  case any

  /// What to write, in words.
  var description: String {
    switch self {
    case .string: "a string"
    case .integer(let range):
      range.upperBound == .max
        ? "an integer of at least \(range.lowerBound)" : "an integer from \(range.lowerBound) to \(range.upperBound)"
    case .number: "a number"
    case .boolean: "true or false"
    case .choice(let values): "one of \(values.joined(separator: ", "))"
    case .list(let element): "a list, each element \(element.description)"
    case .map(let value): "a map, each value \(value.description)"
    case .shape(let name): "a map (\(name))"
    case .either(let kinds): kinds.map(\.description).joined(separator: ", or ")
    case .matcher: "a matcher"
    case .any: "any value"
    }
  }
}

extension Shape.Key {
  package static func required(_ name: String, _ value: ValueKind, summary: String) -> Shape.Key {
    Shape.Key(name: name, value: value, isRequired: true, summary: summary)
  }

  package static func optional(_ name: String, _ value: ValueKind, summary: String) -> Shape.Key {
    Shape.Key(name: name, value: value, isRequired: false, summary: summary)
  }
}
