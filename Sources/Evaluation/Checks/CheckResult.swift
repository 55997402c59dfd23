import Verdicts

/// What one check came to.
public struct CheckResult: Sendable, Equatable {
  public var id: CheckID
  public var requirement: String
  public var verdict: Verdict
  /// Id of the exchange it was judged on, or nil when nothing was sent.
  public var exchange: String?

  public init(id: CheckID, requirement: String, verdict: Verdict, exchange: String? = nil) {
    self.id = id
    self.requirement = requirement
    self.verdict = verdict
    self.exchange = exchange
  }
}
