import Wire

/// Makes the JSON Schemas that editors use for completion, from the definition of the format.
public enum SchemaGenerator {
  /// The schema of files of the named shape, e.g. `case file`.
  public static func schema(root name: String) -> JSON? {
    guard CaseFormat.shape(name) != nil else { return nil }
    var definitions = JSONObject()
    for shape in CaseFormat.shapes { definitions[slug(shape.name)] = schema(of: shape) }
    return [
      "$schema": "https://json-schema.org/draft/2020-12/schema",
      "title": .string("dropin \(name), format \(CaseFormat.version)"),
      "$ref": .string("#/$defs/\(slug(name))"),
      "$defs": .object(definitions),
    ]
  }

  private static func schema(of shape: Shape) -> JSON {
    var properties = JSONObject()
    for key in shape.keys {
      var value = schema(of: key.value)
      if value.object?["$ref"] == nil { value["description"] = .string(key.summary) }
      properties[key.name] = value
    }
    // `$use` may stand anywhere a map may.
    properties["$use"] = ["type": "string", "description": "A fixture to start from, as file.name."]
    var schema: JSON = [
      "type": "object", "description": .string(shape.summary), "properties": .object(properties),
      "additionalProperties": .bool(shape.keys.isEmpty),
    ]
    let required = shape.keys.filter(\.isRequired).map { JSON.string($0.name) }
    if !required.isEmpty { schema["required"] = .array(required) }
    return schema
  }

  private static func schema(of kind: ValueKind) -> JSON {
    switch kind {
    case .any: return [:]
    case .string: return ["type": "string"]
    case .number: return ["type": "number"]
    case .boolean: return ["type": "boolean"]
    case .integer(let range):
      var schema: JSON = ["type": "integer", "minimum": JSON(range.lowerBound)]
      if range.upperBound != .max { schema["maximum"] = JSON(range.upperBound) }
      return schema
    case .choice(let values): return ["enum": .array(values.map { .string($0) })]
    case .list(let element): return ["type": "array", "items": schema(of: element)]
    case .map(let value): return ["type": "object", "additionalProperties": schema(of: value)]
    case .shape(let name): return ["$ref": .string("#/$defs/\(slug(name))")]
    case .either(let kinds): return ["anyOf": .array(kinds.map(schema(of:)))]
    }
  }

  private static func slug(_ name: String) -> String { String(name.map { $0 == " " ? "-" : $0 }) }
}
