/// An exchange that a requirement's entry names or describes, to show what the requirement means.
package struct RequirementExample: Sendable {
  package var name: String
  package var verdict: Verdict
  /// The exchange; nil when the entry only names an example that is described elsewhere.
  var definition: YAML?
  package var place: SourcePlace

  package enum Verdict: Sendable, Equatable {
    case satisfied
    case violated(reason: String)
  }
}
