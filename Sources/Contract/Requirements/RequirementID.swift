/// The id of a requirement, e.g. `sse-no-bom`.
///
/// The ids that this module evaluates are declared beside the rules that report them. Sentence, level, sources and
/// examples are in the registry under `specs/requirements`, and a test compares the two.
public struct RequirementID: RawRepresentable, Hashable, Comparable, Sendable, ExpressibleByStringLiteral,
  CustomStringConvertible
{
  public let rawValue: String

  public init(rawValue: String) { self.rawValue = rawValue }
  public init(stringLiteral value: String) { rawValue = value }
  public var description: String { rawValue }

  public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}
