import Verdicts

/// What one check came to.
package struct CheckResult: Sendable, Equatable {
  package var id: CheckID
  package var requirement: String
  package var verdict: Verdict
  /// Id of the exchange it was judged on, or nil when nothing was sent.
  package var exchange: String?

  package init(id: CheckID, requirement: String, verdict: Verdict, exchange: String? = nil) {
    self.id = id
    self.requirement = requirement
    self.verdict = verdict
    self.exchange = exchange
  }
}
