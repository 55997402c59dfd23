/// An exchange that a requirement's entry names or describes, to show what the requirement means.
public struct RequirementExample: Sendable {
  public var name: String
  public var verdict: Verdict
  /// The exchange; nil when the entry only names an example that is described elsewhere.
  var definition: YAML?
  public var place: SourcePlace

  public enum Verdict: Sendable, Equatable {
    case satisfied
    case violated(reason: String)
  }
}
