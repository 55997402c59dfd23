import Contract

/// A requirement with the place where it is written.
public struct RegisteredRequirement: Sendable {
  public var requirement: Requirement
  public var place: SourcePlace
  /// Why no check judges it; nil when one has to.
  public var untested: String?
  /// Where each of the requirement's sources is named, in the same order.
  public var sourcePlaces: [SourcePlace] = []
  /// Whether a rule looks at every exchange that the requirement fits; otherwise cases name it.
  public var isInvariant = false
  /// What an invariant's rule accepts, then what it rejects.
  public var examples: [RequirementExample] = []
  /// Whether it came with cases of somebody's own, so that no task of the suite has to rest on it.
  public var isAdded = false
}
