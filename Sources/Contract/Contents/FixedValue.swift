import Wire

/// What a schema leaves no choice about.
enum FixedValue {
  private static let deepest = 16

  /// The only value that fits; nil where there are others.
  static func of(_ schema: JSON, depth: Int = 0) -> JSON? {
    guard depth < deepest else { return nil }
    if let constant = schema["const"] { return constant }
    if let choices = schema["enum"]?.array { return choices.count == 1 ? choices[0] : nil }
    switch schema["type"]?.string {
    case "null": return .null
    case "array": return list(schema, depth: depth)
    case "object": return object(schema, depth: depth)
    default: return nil
    }
  }

  private static func list(_ schema: JSON, depth: Int) -> JSON? {
    guard let most = schema["maxItems"]?.int, most <= 64 else { return nil }
    if most == 0 { return [] }
    guard schema["minItems"]?.int == most, schema["prefixItems"] == nil, let items = schema["items"],
      let element = of(items, depth: depth + 1)
    else { return nil }
    return .array(Array(repeating: element, count: most))
  }

  private static func object(_ schema: JSON, depth: Int) -> JSON? {
    guard schema["additionalProperties"]?.bool == false else { return nil }
    let required = schema["required"]?.array?.compactMap(\.string) ?? []
    var object = JSONObject()
    for property in schema["properties"]?.object?.members ?? [] {
      guard required.contains(where: { $0.sameBytes(as: property.key) }),
        let value = of(property.value, depth: depth + 1)
      else { return nil }
      object.append(property.key, value)
    }
    return .object(object)
  }

  /// The members of an object that can only have one value each, and have to be there.
  static func members(of schema: JSON) -> [(name: String, value: JSON)] {
    let required = schema["required"]?.array?.compactMap(\.string) ?? []
    return (schema["properties"]?.object?.members ?? []).compactMap { property in
      guard required.contains(where: { $0.sameBytes(as: property.key) }), let value = of(property.value) else {
        return nil
      }
      return (property.key, value)
    }
  }
}
