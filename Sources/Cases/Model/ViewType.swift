import Wire

/// What JSON a view of a response can be, as far as that is fixed: a matcher that no such value can satisfy is a
/// mistake, and lint says so.
indirect enum ViewType {
  case any
  case boolean, integer, string
  case list(of: ViewType)
  /// Members by name; `others` nil: there are no others.
  case object([String: ViewType], others: ViewType?)

  /// The JSON types that it can have.
  var types: Set<JSONType> {
    switch self {
    case .any: Set(JSONType.allCases)
    case .boolean: [.boolean]
    case .integer: [.integer]
    case .string: [.string]
    case .list: [.array]
    case .object: [.object]
    }
  }

  /// With its article, for messages.
  var name: String {
    switch self {
    case .any: "any value"
    case .boolean: "a boolean"
    case .integer: "an integer"
    case .string: "a string"
    case .list: "a list"
    case .object: "an object"
    }
  }

  var element: ViewType {
    if case .list(let element) = self { element } else { .any }
  }

  /// Nil when there is no such member.
  func member(_ key: String) -> ViewType? {
    guard case .object(let members, let others) = self else { return .any }
    return members[key] ?? others
  }

  var memberNames: [String] {
    if case .object(let members, _) = self { members.keys.sorted() } else { [] }
  }
}

extension View {
  var type: ViewType {
    switch self {
    case .status: .integer
    case .headers: .object([:], others: .string)
    case .body: .any
    case .lines: .list(of: .any)
    case .message: .object([:], others: .any)
    case .text, .end, .contentTypes: .string
    case .usage: .object(["input_total": .integer], others: .any)
    case .blockTypes: .list(of: .any)
    case .toolUses: .list(of: .object([:], others: .any))
    case .stream:
      .object(["events": .list(of: .string), "stopped": .boolean, "error": .any], others: nil)
    case .time:
      .object(
        ["first_byte": .integer, "total": .integer, "longest_gap": .integer, "after_stop": .integer], others: nil)
    case .connection: .object(["reused": .boolean, "announced": .boolean], others: nil)
    }
  }
}

/// A value that a matcher is about: what it is called and what it can be.
struct MatcherSubject {
  var name: String
  var type: ViewType = .any

  var element: MatcherSubject { MatcherSubject(name: "an element of \(name)", type: type.element) }
  var length: MatcherSubject { MatcherSubject(name: "the length of \(name)", type: .integer) }
  var count: MatcherSubject { MatcherSubject(name: "a number of elements", type: .integer) }

  func member(_ key: String) -> MatcherSubject? {
    type.member(key).map { MatcherSubject(name: "\(name).\(key)", type: $0) }
  }
}

extension MatcherSubject {
  init(_ view: View) { self.init(name: view.rawValue, type: view.type) }
}
