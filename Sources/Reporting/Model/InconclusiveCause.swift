/// Why a check could not be judged: the first word of the reason code of an `inconclusive` check,
/// e.g. `model-never-occurred` or `control-failed`.
public enum InconclusiveCause: String, Sendable, CaseIterable {
  /// The model never did what the check is about.
  case model
  /// The control request, which had to be accepted, was not.
  case control
  /// The exchange broke off or timed out for reasons the check is not about.
  case transport
  /// Our own fault.
  case harness

  /// Nil when the code begins with none of the four words.
  public init?(reason: String?) {
    guard let word = reason?.split(separator: "-", maxSplits: 1).first else { return nil }
    self.init(rawValue: String(word))
  }
}
