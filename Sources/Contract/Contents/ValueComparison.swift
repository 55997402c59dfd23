import Wire

/// Values that could only be one each, compared with those that came.
struct ValueComparison: Sendable {
  /// One value, or one inside a list or an object.
  struct Place: Sendable {
    var pointer: JSONPointer
    var expected: JSON
    /// Nil where nothing is in its place.
    var actual: JSON?
    var outcome: Outcome
    /// Whether the notation of calls or thoughts stands in what is expected.
    var holdsNotation = false
  }

  enum Outcome: Sendable, Equatable {
    case same
    case text(TextDamage)
    /// The value came as one of another type that holds the same; how.
    case retyped(String)
    /// A number lost digits.
    case rounded
    /// The value is not there, and says nothing: an empty text, list or object, null, false or zero.
    case leftOut
    /// Another value.
    case other
  }

  private(set) var places: [Place] = []

  /// - Parameters:
  ///   - members: names with the only value each can have.
  ///   - actual: the object that came.
  init(_ members: [(name: String, value: JSON)], in actual: JSON) {
    for member in members {
      compare(member.value, actual[member.name], at: JSONPointer([member.name]))
    }
  }

  /// Whether some value is another one: then the sender was free to choose, and damage cannot be told from choice.
  var isFree: Bool { places.contains { $0.outcome == .other } }

  private mutating func compare(_ expected: JSON, _ actual: JSON?, at pointer: JSONPointer) {
    func note(_ outcome: Outcome) {
      places.append(
        Place(
          pointer: pointer, expected: expected, actual: actual, outcome: outcome,
          holdsNotation: expected.string.map { ToolDialect.isNotation(in: $0) } ?? false))
    }
    guard let actual else { return note(expected.saysNothing ? .leftOut : .other) }
    switch (expected, actual) {
    case (.object(let wanted), .object(let given)):
      // Members that nobody asked for are another value.
      note(given.keys.allSatisfy { wanted[$0] != nil } ? .same : .other)
      for member in wanted.members { compare(member.value, given[member.key], at: pointer.appending(member.key)) }
    case (.array(let wanted), .array(let given)):
      note(wanted.count == given.count ? .same : .other)
      for (index, pair) in zip(wanted, given).enumerated() { compare(pair.0, pair.1, at: pointer.appending(index)) }
    case (.string(let wanted), .string(let given)):
      if wanted.sameBytes(as: given) { return note(.same) }
      note(TextDamage.between(wanted, given).map { .text($0) } ?? .other)
    case (.number(let wanted), .number(let given)):
      if wanted == given { return note(.same) }
      note(Self.isRounded(wanted.double, to: given.double) ? .rounded : .other)
    case (.bool(let wanted), .bool(let given)): note(wanted == given ? .same : .other)
    case (.null, .null): note(.same)
    default: note(Self.retyping(expected, actual).map { .retyped($0) } ?? .other)
    }
  }

  /// Whether the second is the first with fewer digits: as a float holds it, or as someone rounds it to some decimals.
  private static func isRounded(_ wanted: Double, to given: Double) -> Bool {
    if wanted == given || abs(wanted - given) < abs(wanted) * 1e-6 { return true }
    return [1.0, 10, 100, 1000].contains { scale in
      let scaled = wanted * scale
      return given * scale == scaled.rounded() || given * scale == scaled.rounded(.towardZero)
    }
  }

  /// How a value of one type became one of another that holds the same.
  private static func retyping(_ expected: JSON, _ actual: JSON) -> String? {
    let (wanted, given) = (expected.noun, actual.noun)
    if let text = actual.string {
      if let parsed = try? JSONParser.parse(text.utf8).root, parsed == expected {
        return expected.array != nil || expected.object != nil
          ? "\(wanted) came back as a string holding JSON" : "\(wanted) came back as a string"
      }
      let word = text.trimmed.lowercased()
      switch expected {
      case .bool(let value): return word == "\(value)" ? "\(wanted) came back as a string" : nil
      case .null: return ["none", "null", "undefined", "nil", ""].contains(word) ? "null came back as a string" : nil
      case .number(let number): return Double(word) == number.double ? "\(wanted) came back as a string" : nil
      case .array, .object:
        let last = text.trimmed.utf8.last
        let closes = (expected.array != nil ? UInt8(ascii: "]") : UInt8(ascii: "}")) == last
        return closes ? "\(wanted) came back as a string in another notation" : nil
      case .string: return nil
      }
    }
    switch expected {
    case .string(let text):
      if let parsed = try? JSONParser.parse(text.utf8).root, parsed == actual {
        return "a string came back as \(given)"
      }
      if case .number(let number) = actual, Double(text) == number.double { return "a string came back as \(given)" }
      return text.isEmpty && (actual.isNull || actual.saysNothing) ? "an empty string came back as \(given)" : nil
    case .array(let elements):
      if elements.isEmpty { return actual.saysNothing ? "an empty list came back as \(given)" : nil }
      return elements.count == 1 && elements[0] == actual ? "a list of one came back as what is in it" : nil
    case .object(let object):
      return object.isEmpty && actual.saysNothing ? "an empty object came back as \(given)" : nil
    case .bool(let value): return actual.int == (value ? 1 : 0) ? "\(wanted) came back as \(given)" : nil
    case .number(let number):
      return actual.bool.map { ($0 ? 1 : 0) == number.int } == true ? "\(wanted) came back as \(given)" : nil
    case .null: return nil
    }
  }
}

extension JSON {
  /// An empty text, list or object, null, false or zero.
  fileprivate var saysNothing: Bool {
    switch self {
    case .null: true
    case .bool(let value): !value
    case .number(let number): number.double == 0
    case .string(let text): text.isEmpty
    case .array(let elements): elements.isEmpty
    case .object(let object): object.isEmpty
    }
  }

  /// Its type in a sentence.
  fileprivate var noun: String {
    switch type {
    case .null: "null"
    case .boolean: "a boolean"
    case .integer, .number: "a number"
    case .string: "a string"
    case .array: "a list"
    case .object: "an object"
    }
  }
}
