import Wire

extension JSONSchemaValidator.Run {
  typealias Problem = JSONSchemaValidator.Problem

  func judgeType(_ value: JSON, by schema: JSON, at pointer: JSONPointer) -> Problem? {
    let names: [String]
    switch schema["type"] {
    case .string(let name)?: names = [name]
    case .array(let list)?: names = list.compactMap(\.string)
    default: return nil
    }
    guard !names.isEmpty, names.allSatisfy({ JSONType(rawValue: $0) != nil }) else { return nil }
    let fits = names.contains { name in
      switch JSONType(rawValue: name) {
      case .number?: value.number != nil
      case .integer?: value.number.map { $0.isInteger || $0.double == $0.double.rounded() } ?? false
      case let type?: value.type == type
      case nil: true
      }
    }
    if fits { return nil }
    return Problem(
      pointer: pointer, expected: "type \(names.joined(separator: " or "))", actual: Excerpt.of(value))
  }

  func judgeChoice(_ value: JSON, by schema: JSON, at pointer: JSONPointer) -> Problem? {
    if let allowed = schema["enum"]?.array, !allowed.contains(value) {
      return Problem(pointer: pointer, expected: "one of \(Excerpt.of(.array(allowed)))", actual: Excerpt.of(value))
    }
    if let only = schema["const"], only != value {
      return Problem(pointer: pointer, expected: Excerpt.of(only), actual: Excerpt.of(value))
    }
    return nil
  }

  func judgeNumber(_ value: JSON, by schema: JSON, at pointer: JSONPointer) -> Problem? {
    guard let number = value.number?.double else { return nil }
    let bounds: [(String, (Double, Double) -> Bool)] = [
      ("minimum", { $0 >= $1 }), ("maximum", { $0 <= $1 }),
      ("exclusiveMinimum", { $0 > $1 }), ("exclusiveMaximum", { $0 < $1 }),
    ]
    for (key, holds) in bounds {
      guard let bound = schema[key]?.double, !holds(number, bound) else { continue }
      return Problem(pointer: pointer, expected: "\(key) \(Excerpt.of(schema[key]))", actual: Excerpt.of(value))
    }
    if let step = schema["multipleOf"]?.double, step > 0, step.isFinite, number.isFinite {
      let quotient = number / step
      // Decimal fractions are not exact in binary, so a small remainder is let pass.
      if abs(quotient - quotient.rounded()) > 1e-9 * max(1, abs(quotient)) {
        return Problem(
          pointer: pointer, expected: "a multiple of \(Excerpt.of(schema["multipleOf"]))", actual: Excerpt.of(value))
      }
    }
    return nil
  }

  func judgeString(_ value: JSON, by schema: JSON, at pointer: JSONPointer) -> Problem? {
    guard let text = value.string else { return nil }
    if let found = judgeCount("Length", count: text.unicodeScalars.count, of: value, by: schema, at: pointer) {
      return found
    }
    // A pattern of a kind that is not run says nothing.
    if let pattern = schema["pattern"]?.string, let expression = Pattern.known(pattern),
      !expression.isFound(in: text)
    {
      return Problem(pointer: pointer, expected: "pattern \(pattern)", actual: Excerpt.of(value))
    }
    return nil
  }

  /// `min…` and `max…` of something that is counted.
  func judgeCount(_ key: String, count: Int, of value: JSON, by schema: JSON, at pointer: JSONPointer)
    -> Problem?
  {
    if let least = schema["min\(key)"]?.int, count < least {
      return Problem(pointer: pointer, expected: "min\(key) \(least)", actual: Excerpt.of(value))
    }
    if let most = schema["max\(key)"]?.int, count > most {
      return Problem(pointer: pointer, expected: "max\(key) \(most)", actual: Excerpt.of(value))
    }
    return nil
  }
}
