import Wire

/// What a value has to be. Maps match as subsets, lists exactly in length and order; a map with one
/// key that begins with `$` is an operator.
package indirect enum Matcher: Sendable {
  /// The value itself; strings may hold `${variables}`.
  case equal(JSON)
  case object([Member])
  case array([Matcher])
  /// Like `object`, and no other members.
  case exact([Member])
  case unordered([Matcher])
  case type([JSONType])
  case present
  case absent
  case not(Matcher)
  case anyOf([Matcher])
  case allOf([Matcher])
  case compare(Comparison, Double)
  case length(Matcher)
  /// Some element matches.
  case contains(Matcher)
  case each(Matcher)
  /// How many elements match `of`.
  case count(of: Matcher, is: Matcher)
  /// The value is a string of which this holds.
  case text(TextMatcher)
  /// The value satisfies a JSON Schema.
  case schema(JSON)

  package enum Comparison: String, Sendable, CaseIterable {
    case greater = ">"
    case atLeast = ">="
    case less = "<"
    case atMost = "<="
  }

  package struct Member: Sendable {
    package var key: String
    package var matcher: Matcher
    package init(key: String, matcher: Matcher) {
      self.key = key
      self.matcher = matcher
    }
  }
}

/// What a string has to be.
package indirect enum TextMatcher: Sendable {
  /// A regular expression matches somewhere.
  case pattern(String)
  case includes(String)
  case startsWith(String)
  case endsWith(String)
  /// It is JSON text that matches.
  case json(Matcher)
  /// It is a header value with this media type, parameters aside.
  case media(String)
}

extension Matcher {
  /// The matcher in words, for "expected".
  /// - Parameter show: a value as text, its variables filled in.
  package func words(_ show: (JSON) -> String) -> String {
    func list(_ matchers: [Matcher], _ separator: String = ", ") -> String {
      matchers.map { $0.words(show) }.joined(separator: separator)
    }
    func map(_ members: [Member]) -> String {
      "{" + members.map { "\($0.key): \($0.matcher.words(show))" }.joined(separator: ", ") + "}"
    }
    switch self {
    case .equal(let value): return show(value)
    case .object(let members): return members.isEmpty ? "an object" : map(members)
    case .exact(let members): return "exactly \(map(members))"
    case .array(let elements): return "[\(list(elements))]"
    case .unordered(let elements): return "in any order [\(list(elements))]"
    case .type(let types): return types.map(\.rawValue).joined(separator: " or ")
    case .present: return "something"
    case .absent: return "nothing"
    case .not(let inner): return "not \(inner.words(show))"
    case .anyOf(let options): return list(options, " or ")
    case .allOf(let all): return list(all, " and ")
    case .compare(let comparison, let bound): return "\(comparison.rawValue) \(Self.number(bound))"
    case .length(let inner): return "length \(inner.words(show))"
    case .contains(let inner): return "a list with \(inner.words(show))"
    case .each(let inner): return "a list of \(inner.words(show))"
    case .count(let of, let inner): return "\(inner.words(show)) elements that are \(of.words(show))"
    case .text(let matcher): return matcher.words(show)
    case .schema: return "a value that satisfies the schema"
    }
  }

  private static func number(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : String(value)
  }
}

extension Matcher {
  /// The matcher with the values of its variables.
  /// - Throws: when one of them has none.
  package func bound(with bindings: Bindings) throws(UnboundVariable) -> Matcher {
    func all(_ matchers: [Matcher]) throws(UnboundVariable) -> [Matcher] {
      var bound: [Matcher] = []
      for matcher in matchers { bound.append(try matcher.bound(with: bindings)) }
      return bound
    }
    func members(_ members: [Member]) throws(UnboundVariable) -> [Member] {
      var bound: [Member] = []
      for member in members { bound.append(Member(key: member.key, matcher: try member.matcher.bound(with: bindings))) }
      return bound
    }
    return switch self {
    case .equal(let template): .equal(try JSONTemplate.fill(template, bindings))
    case .object(let inner): .object(try members(inner))
    case .exact(let inner): .exact(try members(inner))
    case .array(let inner): .array(try all(inner))
    case .unordered(let inner): .unordered(try all(inner))
    case .not(let inner): .not(try inner.bound(with: bindings))
    case .anyOf(let inner): .anyOf(try all(inner))
    case .allOf(let inner): .allOf(try all(inner))
    case .length(let inner): .length(try inner.bound(with: bindings))
    case .contains(let inner): .contains(try inner.bound(with: bindings))
    case .each(let inner): .each(try inner.bound(with: bindings))
    case .count(let of, let inner): .count(of: try of.bound(with: bindings), is: try inner.bound(with: bindings))
    case .text(let inner): .text(try inner.bound(with: bindings))
    case .type, .present, .absent, .compare, .schema: self
    }
  }
}

extension TextMatcher {
  fileprivate func bound(with bindings: Bindings) throws(UnboundVariable) -> TextMatcher {
    switch self {
    case .includes(let part): .includes(try Self.filled(part, bindings))
    case .startsWith(let part): .startsWith(try Self.filled(part, bindings))
    case .endsWith(let part): .endsWith(try Self.filled(part, bindings))
    case .json(let inner): .json(try inner.bound(with: bindings))
    case .pattern, .media: self
    }
  }

  private static func filled(_ text: String, _ bindings: Bindings) throws(UnboundVariable) -> String {
    text.contains("${") ? try TemplateText(text).fillText(bindings) : text
  }

  fileprivate func words(_ show: (JSON) -> String) -> String {
    switch self {
    case .pattern(let pattern): "text matching \(pattern)"
    case .includes(let part): "text with \(show(.string(part)))"
    case .startsWith(let part): "text that starts with \(show(.string(part)))"
    case .endsWith(let part): "text that ends with \(show(.string(part)))"
    case .json(let inner): "JSON text that is \(inner.words(show))"
    case .media(let type): type
    }
  }
}
