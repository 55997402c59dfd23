import Wire

extension JSONSchemaValidator.Run {
  mutating func judgeArray(_ value: JSON, by schema: JSON, at pointer: JSONPointer, depth: Int) -> Problem? {
    guard let elements = value.array else { return nil }
    if let found = judgeCount("Items", count: elements.count, of: value, by: schema, at: pointer) { return found }
    let leading = schema["prefixItems"]?.array ?? []
    for (index, element) in elements.enumerated() {
      guard let schema = index < leading.count ? leading[index] : schema["items"] else { continue }
      if let found = problem(element, by: schema, at: pointer.appending(index), depth: depth + 1) { return found }
    }
    return nil
  }

  mutating func judgeObject(_ value: JSON, by schema: JSON, at pointer: JSONPointer, depth: Int) -> Problem? {
    guard let object = value.object else { return nil }
    for key in (schema["required"]?.array ?? []).compactMap(\.string) where object[key] == nil {
      return Problem(pointer: pointer, expected: "a member \(key)", actual: Excerpt.of(value))
    }
    if let found = judgeCount("Properties", count: object.count, of: value, by: schema, at: pointer) { return found }
    let properties = schema["properties"]?.object
    let others = schema["patternProperties"] == nil ? schema["additionalProperties"] : nil
    for member in object.members {
      let inner = pointer.appending(member.key)
      if let known = properties?[member.key] {
        if let found = problem(member.value, by: known, at: inner, depth: depth + 1) { return found }
      } else if case .bool(false)? = others {
        let names = properties?.keys.joined(separator: ", ") ?? ""
        return Problem(pointer: inner, expected: "no member but \(names)", actual: member.key)
      } else if let others, let found = problem(member.value, by: others, at: inner, depth: depth + 1) {
        return found
      }
    }
    return nil
  }

  mutating func judgeCombination(_ value: JSON, by schema: JSON, at pointer: JSONPointer, depth: Int)
    -> Problem?
  {
    for part in schema["allOf"]?.array ?? [] {
      if let found = problem(value, by: part, at: pointer, depth: depth + 1) { return found }
    }
    for key in ["anyOf", "oneOf"] {
      guard let choices = schema[key]?.array, !choices.isEmpty else { continue }
      var first: Problem?
      var fitting = 0
      for choice in choices {
        if let found = problem(value, by: choice, at: pointer, depth: depth + 1) {
          first = first ?? found
        } else {
          fitting += 1
          if key == "anyOf" { break }
        }
      }
      if fitting == 0 {
        return choices.count == 1
          ? first : Problem(pointer: pointer, expected: "one of the choices of \(key)", actual: Excerpt.of(value))
      }
      if key == "oneOf", fitting > 1 {
        return Problem(pointer: pointer, expected: "just one of the choices of oneOf", actual: Excerpt.of(value))
      }
    }
    if let unwanted = schema["not"], problem(value, by: unwanted, at: pointer, depth: depth + 1) == nil {
      // Running out of steps also yields no problem, and must not condemn the value.
      guard depth + 1 < JSONSchemaValidator.maximumDepth, steps < JSONSchemaValidator.maximumSteps else {
        return nil
      }
      return Problem(pointer: pointer, expected: "not \(Excerpt.of(unwanted))", actual: Excerpt.of(value))
    }
    return nil
  }
}
