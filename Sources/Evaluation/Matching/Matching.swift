import Cases
import Contract
import Verdicts
import Wire

/// Compares values with matchers whose variables have their values. Pure; the first mismatch in reading order is the
/// one reported.
package struct Matching: Sendable {
  package init() {}

  /// Nil when `value` (nil: nothing there) is what `matcher` wants.
  package func mismatch(_ matcher: Matcher, _ value: JSON?, at pointer: JSONPointer = JSONPointer()) -> Violation? {
    switch matcher {
    case .absent:
      return value.map { differs(.present, at: pointer, expected: "nothing", actual: $0) }
    case .not(let inner):
      guard mismatch(inner, value, at: pointer) == nil else { return nil }
      return differs(.wrongValue, at: pointer, expected: "not \(describe(inner))", actual: value)
    case .anyOf(let options):
      if options.contains(where: { mismatch($0, value, at: pointer) == nil }) { return nil }
      let wanted = options.map(describe).joined(separator: " or ")
      return differs(value == nil ? .missing : .wrongValue, at: pointer, expected: wanted, actual: value)
    case .allOf(let all):
      return all.firstResult { mismatch($0, value, at: pointer) }
    default: break
    }
    guard let value else { return differs(.missing, at: pointer, expected: describe(matcher), actual: nil) }
    switch matcher {
    case .equal(let wanted): return equal(wanted, value, at: pointer)
    case .object(let members): return object(members, value, at: pointer, isExact: false)
    case .exact(let members): return object(members, value, at: pointer, isExact: true)
    case .array(let elements): return array(elements, value, at: pointer)
    case .unordered(let elements): return unordered(elements, value, at: pointer)
    case .type(let types):
      let fits = types.contains(value.type) || (value.type == .integer && types.contains(.number))
      return fits ? nil : differs(.wrongType, at: pointer, expected: describe(matcher), actual: value)
    case .present: return nil
    case .compare(let comparison, let bound):
      guard let number = value.double else { return wrongType("a number", value, at: pointer) }
      return compare(comparison, number, with: bound) ? nil : wrongValue(matcher, value, at: pointer)
    case .length(let inner):
      guard let length = value.array?.count ?? value.object?.count ?? value.string?.unicodeScalars.count else {
        return wrongType("something with a length", value, at: pointer)
      }
      guard mismatch(inner, JSON(length)) != nil else { return nil }
      return differs(.wrongLength, at: pointer, expected: "length \(describe(inner))", actual: JSON(length))
    case .contains(let inner):
      guard let elements = value.array else { return wrongType("a list", value, at: pointer) }
      return elements.contains { mismatch(inner, $0) == nil } ? nil : wrongValue(matcher, value, at: pointer)
    case .each(let inner):
      guard let elements = value.array else { return wrongType("a list", value, at: pointer) }
      return elements.indices.firstResult { mismatch(inner, elements[$0], at: pointer.appending($0)) }
    case .count(let of, let inner):
      guard let elements = value.array else { return wrongType("a list", value, at: pointer) }
      let count = elements.count { mismatch(of, $0) == nil }
      guard mismatch(inner, JSON(count)) != nil else { return nil }
      return differs(
        .wrongCount, at: pointer, expected: "\(describe(inner)) elements that are \(describe(of))",
        actual: JSON(count))
    case .schema(let schema):
      guard let problem = JSONSchemaValidator(schema).firstProblem(in: value) else { return nil }
      return differs(
        .schema, at: pointer.appending(problem.pointer), expected: problem.expected, actual: value[problem.pointer])
    case .text(let wanted):
      guard let text = value.string else { return wrongType("a string", value, at: pointer) }
      return mismatch(wanted, text, at: pointer)
    case .absent, .not, .anyOf, .allOf: return nil
    }
  }

  /// A matcher in words, for "expected".
  func describe(_ matcher: Matcher) -> String { matcher.words { $0.shown } }

  private func equal(_ wanted: JSON, _ value: JSON, at pointer: JSONPointer) -> Violation? {
    if wanted == value { return nil }
    let reason: Reason = wanted.type == value.type ? .wrongValue : .wrongType
    return differs(reason, at: pointer, expected: wanted.shown, actual: value)
  }

  private func object(
    _ members: [Matcher.Member], _ value: JSON, at pointer: JSONPointer, isExact: Bool
  ) -> Violation? {
    guard let object = value.object else { return wrongType("an object", value, at: pointer) }
    for member in members {
      let place = pointer.appending(member.key)
      if let mismatch = mismatch(member.matcher, object[member.key], at: place) { return mismatch }
    }
    guard isExact else { return nil }
    let allowed = Set(members.map { Array($0.key.utf8) })
    guard let extra = object.members.first(where: { !allowed.contains(Array($0.key.utf8)) }) else { return nil }
    return differs(.present, at: pointer.appending(extra.key), expected: "no such member", actual: extra.value)
  }

  private func array(_ matchers: [Matcher], _ value: JSON, at pointer: JSONPointer) -> Violation? {
    guard let elements = value.array else { return wrongType("a list", value, at: pointer) }
    guard elements.count == matchers.count else {
      return differs(.wrongLength, at: pointer, expected: "\(matchers.count) elements", actual: value)
    }
    return matchers.indices.firstResult { mismatch(matchers[$0], elements[$0], at: pointer.appending($0)) }
  }

  private func unordered(_ matchers: [Matcher], _ value: JSON, at pointer: JSONPointer) -> Violation? {
    guard let elements = value.array else { return wrongType("a list", value, at: pointer) }
    guard elements.count == matchers.count else {
      return differs(.wrongLength, at: pointer, expected: "\(matchers.count) elements", actual: value)
    }
    var left = elements
    for matcher in matchers {
      guard let index = left.firstIndex(where: { mismatch(matcher, $0) == nil }) else {
        return differs(.wrongValue, at: pointer, expected: "an element that is \(describe(matcher))", actual: value)
      }
      left.remove(at: index)
    }
    return nil
  }

  private func compare(_ comparison: Matcher.Comparison, _ value: Double, with bound: Double) -> Bool {
    switch comparison {
    case .greater: value > bound
    case .atLeast: value >= bound
    case .less: value < bound
    case .atMost: value <= bound
    }
  }

  func wrongType(_ expected: String, _ value: JSON, at pointer: JSONPointer) -> Violation {
    differs(.wrongType, at: pointer, expected: expected, actual: value)
  }

  func wrongValue(_ matcher: Matcher, _ value: JSON, at pointer: JSONPointer) -> Violation {
    differs(.wrongValue, at: pointer, expected: describe(matcher), actual: value)
  }

  /// Where a value is not what a matcher wants; who knows which view it belongs to adds that.
  func differs(_ reason: Reason, at pointer: JSONPointer, expected: String, actual: JSON?) -> Violation {
    Violation(
      reason: reason, detail: .mismatch(view: "", pointer: pointer), expected: expected,
      actual: actual.map(\.shown) ?? "nothing", at: Place(pointer: pointer.tokens.isEmpty ? nil : pointer))
  }
}
