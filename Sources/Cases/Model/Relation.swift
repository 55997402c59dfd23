/// A claim that ties several exchanges of a case together.
public struct Relation: Sendable {
  public enum Operator: String, Sendable, CaseIterable {
    case equal
    case differ
    /// Each value is greater than the next.
    case greater
    case atLeast = "at_least"
    /// The first two values differ by at most `percent` of the larger.
    case within
  }
  public var id: String
  public var requirement: String
  public var relation: Operator
  public var paths: [RelationPath]
  /// Only for `within`; 0 to 100.
  public var percent: Double
  /// Only for `greater`: a value up to this needs no greater one before it; for times, which are noise when short.
  public var ignoreUpTo: Double
  /// The reason code of its failure; `relation` unless the case knows better, e.g. `silently-ignored`.
  public var reason: String
  public var place: SourcePlace
  /// Where its requirement is named.
  public var requirementPlace: SourcePlace
}

/// `step.view.rest`: a value of one step's response.
public struct RelationPath: Sendable, Equatable {
  public var step: String
  public var path: ViewPath
  public var place: SourcePlace
  public var description: String { "\(step).\(path)" }
}
