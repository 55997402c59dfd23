import Wire

/// Makes the JSON Schemas that editors use for completion, from the definition of the format.
package struct SchemaGenerator {
  /// Kinds of files that have a schema, as `lint --schema --of` names them.
  package static let kinds = ["case", "client", "profile", "requirement", "source", "fixture"]

  /// The schema of files of one kind; only what such a file can hold is defined in it.
  package static func schema(ofKind kind: String) -> JSON? {
    guard let root = CaseFormat.shape("\(kind) file") else { return nil }
    var definitions = JSONObject()
    let reached = Reached(from: root)
    let generator = SchemaGenerator(takesFixtures: kind == "case" || kind == "fixture")
    for shape in CaseFormat.shapes where reached.names.contains(shape.name) {
      definitions[slug(shape.name)] = generator.schema(of: shape)
    }
    if reached.hasMatchers { definitions["matcher"] = generator.matcher }
    if generator.takesFixtures { definitions["placeholder"] = placeholder }
    let version = root["format"].flatMap { if case .integer(let range) = $0.value { range.upperBound } else { nil } }
    return [
      "$schema": "https://json-schema.org/draft/2020-12/schema",
      "title": .string("dropin \(root.name)" + (version.map { ", format \($0)" } ?? "")),
      "$ref": .string("#/$defs/\(slug(root.name))"),
      "$defs": .object(definitions),
    ]
  }

  /// Whether `$use` and `$remove` may stand in place of a value.
  private let takesFixtures: Bool

  private static let use: JSON = ["type": "string", "description": "A fixture to start from, as file.name."]

  private static var placeholder: JSON {
    [
      "type": "object", "description": "A fixture in place of the value, or nothing in place of an inherited one.",
      "properties": ["$use": use, "$remove": ["const": true]], "minProperties": 1, "maxProperties": 1,
      "additionalProperties": false,
    ]
  }

  private func schema(of shape: Shape) -> JSON {
    var properties = JSONObject()
    for key in shape.keys {
      var value = orPlaceholder(key.value)
      value["description"] = .string(key.summary)
      properties[key.name] = value
    }
    if takesFixtures { properties["$use"] = Self.use }
    var schema: JSON = [
      "type": "object", "description": .string(shape.summary), "properties": .object(properties),
      "additionalProperties": .bool(shape.keys.isEmpty),
    ]
    let required = shape.keys.filter(\.isRequired).map { JSON.string($0.name) }
    if !required.isEmpty { schema["required"] = .array(required) }
    return schema
  }

  /// The schema of a value that a fixture or a removal may stand for.
  private func orPlaceholder(_ kind: ValueKind) -> JSON {
    switch kind {
    case .any, .matcher: return schema(of: kind)
    case .either(let kinds) where takesFixtures:
      return ["anyOf": .array(kinds.map(schema(of:)) + [["$ref": "#/$defs/placeholder"]])]
    default:
      return takesFixtures ? ["anyOf": [schema(of: kind), ["$ref": "#/$defs/placeholder"]]] : schema(of: kind)
    }
  }

  private func schema(of kind: ValueKind) -> JSON {
    switch kind {
    case .any: return [:]
    case .matcher: return ["$ref": "#/$defs/matcher"]
    case .string: return ["type": "string"]
    case .number: return ["type": "number"]
    case .boolean: return ["type": "boolean"]
    case .integer(let range):
      var schema: JSON = ["type": "integer", "minimum": JSON(range.lowerBound)]
      if range.upperBound != .max { schema["maximum"] = JSON(range.upperBound) }
      return schema
    case .choice(let values):
      // YAML's null stands for the word where that is a choice.
      return ["enum": .array(values.map { .string($0) } + (values.contains("null") ? [.null] : []))]
    case .list(let element): return ["type": "array", "items": orPlaceholder(element)]
    case .map(let value): return ["type": "object", "additionalProperties": orPlaceholder(value)]
    case .shape(let name): return ["$ref": .string("#/$defs/\(Self.slug(name))")]
    case .either(let kinds): return ["anyOf": .array(kinds.map(schema(of:)))]
    }
  }

  /// A scalar, a list, a map, or a map with one key that begins with `$`.
  private var matcher: JSON {
    var properties = JSONObject()
    for definition in MatcherTable.all {
      var value = schema(of: definition.argument)
      value["description"] = .string("The value is \(definition.summary). Example: \(definition.example)")
      properties[definition.name] = value
    }
    properties["$use"] = Self.use
    properties["$remove"] = ["const": true]
    let reference: JSON = ["$ref": "#/$defs/matcher"]
    let plain: JSON = ["pattern": "^([^$]|\\$use$|\\$remove$|$)"]
    return [
      "description": "What a value has to be: a value, a list, a map, or one of the matchers that begin with $.",
      "anyOf": [
        ["type": ["null", "boolean", "number", "string"]], ["type": "array", "items": reference],
        [
          "type": "object", "properties": .object(properties), "additionalProperties": reference,
          "anyOf": [
            ["propertyNames": plain],
            ["maxProperties": 1, "propertyNames": ["enum": .array(MatcherTable.all.map { .string($0.name) })]],
          ],
        ],
      ],
    ]
  }

  private static func slug(_ name: String) -> String { String(name.map { $0 == " " ? "-" : $0 }) }
}

/// The shapes that a file of some shape can hold.
private struct Reached {
  private(set) var names: Set<String> = []
  private(set) var hasMatchers = false

  init(from shape: Shape) { visit(.shape(shape.name)) }

  private mutating func visit(_ kind: ValueKind) {
    switch kind {
    case .shape(let name):
      guard names.insert(name).inserted, let shape = CaseFormat.shape(name) else { return }
      for key in shape.keys { visit(key.value) }
    case .list(let inner), .map(let inner): visit(inner)
    case .either(let kinds): for kind in kinds { visit(kind) }
    case .matcher:
      hasMatchers = true
      for definition in MatcherTable.all where !definition.argument.isMatcher { visit(definition.argument) }
    case .string, .integer, .number, .boolean, .choice, .any: break
    }
  }
}

extension ValueKind {
  /// Whether matchers are inside of it, which lead no further.
  fileprivate var isMatcher: Bool {
    switch self {
    case .matcher: true
    case .list(let inner), .map(let inner): inner.isMatcher
    default: false
    }
  }
}
