import Verdicts
import Wire

/// A member that an object of the API has, and what it can be.
struct MemberRule: Sendable {
  let key: String
  let expected: String
  let isSound: @Sendable (JSON?) -> Bool

  static func text(_ key: String) -> MemberRule {
    MemberRule(key: key, expected: "a non-empty string") { $0?.string?.isEmpty == false }
  }

  static func fixed(_ key: String, _ value: String) -> MemberRule {
    MemberRule(key: key, expected: "\"\(value)\"") { $0?.string?.sameBytes(as: value) == true }
  }

  static func time(_ key: String) -> MemberRule {
    MemberRule(key: key, expected: "an RFC 3339 time") { $0?.string?.isRFC3339 == true }
  }

  /// Null and nothing say the same.
  static func timeOrNull(_ key: String) -> MemberRule {
    MemberRule(key: key, expected: "an RFC 3339 time or null") { value in
      guard let value, !value.isNull else { return true }
      return value.string?.isRFC3339 == true
    }
  }

  static func count(_ key: String) -> MemberRule {
    MemberRule(key: key, expected: "an integer, 0 or more") { ($0?.int).map { $0 >= 0 } ?? false }
  }

  static func flagOrNull(_ key: String) -> MemberRule {
    MemberRule(key: key, expected: "a boolean or null") { value in
      guard let value, !value.isNull else { return true }
      return value.bool != nil
    }
  }
}

extension FindingCollector {
  /// Judges an object member by member, and reports the first that is not as it should be: an object in another API's
  /// form lacks most of them, and one place says that.
  ///
  /// - Parameter subject: what the object is called, e.g. `a batch`.
  @discardableResult
  mutating func judge(
    _ object: JSON, of subject: String, members: [MemberRule], for id: RequirementID, at pointer: JSONPointer,
    in response: Response
  ) -> Bool {
    observe(id)
    guard let broken = members.first(where: { !$0.isSound(object[$0.key]) }) else { return true }
    let value = object[broken.key]
    fail(
      id, reason: value == nil ? "missing-field" : "wrong-value",
      "the \(broken.key) of \(subject) is missing or malformed", expected: broken.expected,
      actual: Excerpt.of(value ?? object), at: response.place(pointer.appending(broken.key)))
    return false
  }
}

extension Response {
  /// Where a value of the body stands.
  func place(_ pointer: JSONPointer) -> Place {
    Place(byte: JSONParser.locate(pointer, in: body)?.lowerBound, pointer: pointer)
  }
}
