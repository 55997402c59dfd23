/// A claim that ties several exchanges of a case together.
package struct Relation: Sendable {
  package enum Operator: String, Sendable, CaseIterable {
    case equal
    case differ
    /// Each value is greater than the next.
    case greater
    case atLeast = "at_least"
    /// The first two values differ by at most `percent` of the larger.
    case within
  }
  package var id: String
  package var requirement: String
  package var relation: Operator
  package var paths: [RelationPath]
  /// Only for `within`; 0 to 100.
  package var percent: Double
  /// Only for `greater`: a value up to this needs no greater one before it; for times, which are noise when short.
  package var ignoreUpTo: Double
  /// The reason code of its failure; `relation` unless the case knows better, e.g. `silently-ignored`.
  package var reason: String
  package var place: SourcePlace
  /// Where its requirement is named.
  package var requirementPlace: SourcePlace
}

/// `step.view.rest`: a value of one step's response.
package struct RelationPath: Sendable, Equatable {
  package var step: String
  package var path: ViewPath
  package var place: SourcePlace
  package var description: String { "\(step).\(path)" }
}
