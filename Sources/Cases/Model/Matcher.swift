import Wire

/// What a value has to be. Maps match as subsets, lists exactly in length and order; a map with one
/// key that begins with `$` is an operator.
public indirect enum Matcher: Sendable {
  /// The value itself; strings may hold `${variables}`.
  case equal(JSON)
  case object([Member])
  case array([Matcher])
  /// Like `object`, and no other members.
  case exact([Member])
  case unordered([Matcher])
  case type([JSONType])
  case pattern(String)
  case present
  case absent
  case not(Matcher)
  case anyOf([Matcher])
  case allOf([Matcher])
  case compare(Comparison, Double)
  case length(Matcher)
  /// Some element matches.
  case contains(Matcher)
  case containsText(String)
  case startsWith(String)
  case endsWith(String)
  case each(Matcher)
  /// How many elements match `of`.
  case count(of: Matcher, is: Matcher)
  /// The string is JSON text that matches.
  case json(Matcher)
  /// The value satisfies a JSON Schema.
  case schema(JSON)
  /// The header value's media type, parameters aside.
  case media(String)

  public enum Comparison: String, Sendable, CaseIterable {
    case greater = "$gt"
    case atLeast = "$gte"
    case less = "$lt"
    case atMost = "$lte"
  }

  public struct Member: Sendable {
    public var key: String
    public var matcher: Matcher
    public init(key: String, matcher: Matcher) {
      self.key = key
      self.matcher = matcher
    }
  }
}
