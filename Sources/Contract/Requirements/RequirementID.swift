/// The id of a requirement, e.g. `sse-no-bom`.
///
/// The ids that this module evaluates are declared beside the rules that report them. Sentence, level, sources and
/// examples are in the registry under `specs/requirements`, and a test compares the two.
package struct RequirementID: RawRepresentable, Hashable, Comparable, Sendable, ExpressibleByStringLiteral,
  CustomStringConvertible
{
  package let rawValue: String

  package init(rawValue: String) { self.rawValue = rawValue }
  package init(stringLiteral value: String) { rawValue = value }
  package var description: String { rawValue }

  package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}
