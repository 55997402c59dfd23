import Wire

/// Makes a value that is valid for a JSON Schema, always the same one.
///
/// A property the prompt assigns (`city = Paris`, `text = "a \"quoted\" text"`, `n = 3`) takes that
/// value when it fits the type; everything else is a sample. All properties are filled in, down to
/// a depth at which only the required ones are.
struct SchemaSampler {
  var root: JSON
  var prompt: String
  private static let deepest = 12

  func sample() -> JSON { sample(root, name: nil, depth: 0) }

  private func sample(_ given: JSON, name: String?, depth: Int) -> JSON {
    let schema = resolved(given)
    if let constant = schema["const"] { return constant }
    if let first = schema["enum"]?.array?.first {
      let wanted = name.flatMap { Assignment.find($0, in: prompt) }
      return schema["enum"]?.array?.first { $0 == wanted || wanted.map { $0.text() } == $0.string } ?? first
    }
    if let assigned = assignment(name, type: type(of: schema)) { return assigned }
    switch type(of: schema) {
    case "object": return object(schema, depth: depth)
    case "array": return array(schema, name: name, depth: depth)
    case "integer": return JSON(Int(number(schema, whole: true)))
    case "number":
      let value = number(schema, whole: false)
      return value == value.rounded() ? JSON(Int(value)) : .number(JSONNumber(value))
    case "boolean": return true
    case "null": return .null
    default: return .string(StringSampler.sample(schema))
    }
  }

  /// The schema with references followed and the first choice of each alternative folded in.
  private func resolved(_ given: JSON) -> JSON {
    var schema = given
    for _ in 0..<32 {
      if let reference = schema["$ref"]?.string {
        let tokens = reference.utf8.drop { $0 == UInt8(ascii: "#") }
          .split(separator: UInt8(ascii: "/")).map { String($0) ?? "" }
        schema = root[JSONPointer(tokens)] ?? [:]
      } else if let choice = (schema["anyOf"] ?? schema["oneOf"])?.array?.first {
        schema = merged(schema, choice, without: ["anyOf", "oneOf"])
      } else if let parts = schema["allOf"]?.array {
        schema["allOf"] = nil
        for part in parts { schema = merged(schema, resolved(part), without: []) }
      } else {
        return schema
      }
    }
    return schema
  }

  private func merged(_ base: JSON, _ other: JSON, without keys: [String]) -> JSON {
    var result = base
    for key in keys { result[key] = nil }
    for member in other.object?.members ?? [] {
      switch member.key {
      case "properties":
        var properties = result["properties"]?.object ?? JSONObject()
        for property in member.value.object?.members ?? [] { properties[property.key] = property.value }
        result["properties"] = .object(properties)
      case "required":
        result["required"] = .array((result["required"]?.array ?? []) + (member.value.array ?? []))
      default: result[member.key] = member.value
      }
    }
    return result
  }

  private func type(of schema: JSON) -> String {
    if let type = schema["type"]?.string { return type }
    if let types = schema["type"]?.array {
      return types.compactMap(\.string).first { $0 != "null" } ?? "null"
    }
    if schema["properties"] != nil || schema["required"] != nil { return "object" }
    if schema["items"] != nil || schema["prefixItems"] != nil { return "array" }
    return "string"
  }

  private func object(_ schema: JSON, depth: Int) -> JSON {
    let required = (schema["required"]?.array ?? []).compactMap(\.string)
    var object = JSONObject()
    for property in schema["properties"]?.object?.members ?? [] {
      let isRequired = required.contains { $0.sameBytes(as: property.key) }
      // A schema that refers to itself ends where nothing more is required.
      guard
        isRequired
          ? depth < Self.deepest * 4
          : !isUnwanted(property.value) && (depth < 3 || (depth < Self.deepest && !refers(property.value)))
      else { continue }
      object[property.key] = sample(property.value, name: property.key, depth: depth + 1)
    }
    for key in required where object[key] == nil { object[key] = sample([:], name: key, depth: depth + 1) }
    return .object(object)
  }

  /// `Leave this out.` in a description is obeyed.
  private func isUnwanted(_ schema: JSON) -> Bool { schema["description"]?.string?.contains("Leave this out") ?? false }

  private func refers(_ schema: JSON) -> Bool { schema["$ref"] != nil || schema["items"]?["$ref"] != nil }

  private func array(_ schema: JSON, name: String?, depth: Int) -> JSON {
    let fixed = schema["prefixItems"]?.array ?? []
    var items = fixed.map { sample($0, name: nil, depth: depth + 1) }
    let least = schema["minItems"]?.int ?? 0
    let most = schema["maxItems"]?.int ?? Int.max
    let wanted = min(max(least, fixed.isEmpty && !(depth > 3 && refers(schema)) ? 1 : 0), most, 64)
    let unique = schema["uniqueItems"]?.bool == true
    let element = schema["items"] ?? [:]
    while items.count < wanted {
      var value = sample(element, name: nil, depth: depth + 1)
      if unique { value = distinct(value, from: items, element) }
      items.append(value)
    }
    return .array(items)
  }

  /// Another value of the kind when `value` is already there.
  private func distinct(_ value: JSON, from items: [JSON], _ element: JSON) -> JSON {
    guard items.contains(value) else { return value }
    if let other = resolved(element)["enum"]?.array?.first(where: { !items.contains($0) }) { return other }
    if let number = value.int { return JSON(number + items.count) }
    return value.string.map { .string($0 + String(items.count)) } ?? value
  }

  private func number(_ schema: JSON, whole: Bool) -> Double {
    let step = schema["multipleOf"]?.double ?? (whole ? 1 : 0.5)
    var least = schema["minimum"]?.double ?? -Double.infinity
    var most = schema["maximum"]?.double ?? .infinity
    if let bound = schema["exclusiveMinimum"]?.double { least = max(least, bound + (whole ? 1 : step)) }
    if let bound = schema["exclusiveMaximum"]?.double { most = min(most, bound - (whole ? 1 : step)) }
    let wanted = min(max(7, least), most)
    let value = (wanted / step).rounded(.down) * step
    let result = value < least ? (wanted / step).rounded(.up) * step : value
    return abs(result) < 9e15 ? result : 7
  }

  private func assignment(_ name: String?, type: String) -> JSON? {
    guard let name, let value = Assignment.find(name, in: prompt) else { return nil }
    switch (type, value.type) {
    case ("integer", .integer), ("number", .integer), ("number", .number), ("boolean", .boolean),
      ("string", .string), ("array", .array), ("object", .object):
      return value
    case ("string", _): return .string(value.text())
    default: return nil
    }
  }
}
