import Contract

/// A requirement with the place where it is written.
package struct RegisteredRequirement: Sendable {
  package var requirement: Requirement
  package var place: SourcePlace
  /// Why no check judges it; nil when one has to.
  package var untested: String?
  /// Where each of the requirement's sources is named, in the same order.
  package var sourcePlaces: [SourcePlace] = []
  /// Whether a rule looks at every exchange that the requirement fits; otherwise cases name it.
  package var isInvariant = false
  /// What an invariant's rule accepts, then what it rejects.
  package var examples: [RequirementExample] = []
  /// Whether it came with cases of somebody's own, so that no task of the suite has to rest on it.
  package var isAdded = false
  /// The edition of the suite from which on it counts; nil: in all of them.
  package var since: String? = nil
  /// Where that is written.
  var sincePlace: SourcePlace? = nil
}
