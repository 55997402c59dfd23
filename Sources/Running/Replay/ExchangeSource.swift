import Cases
import Transport
import Wire

/// Which request of a run an exchange belongs to.
public struct ExchangeKey: Sendable, Hashable {
  /// The first case that asked for it; others with an identical request share the answer.
  public var address: String
  public var step: String
  /// From 1.
  public var trial: Int
  /// From 1; above 1 only for parallel copies.
  public var copy: Int

  public init(address: String, step: String, trial: Int = 1, copy: Int = 1) {
    self.address = address
    self.step = step
    self.trial = trial
    self.copy = copy
  }
}

/// Where exchanges come from: a server, or the evidence of an earlier run. The same replay and the same
/// judges work on both, so a report made offline cannot differ.
public protocol ExchangeSource: Sendable {
  /// The exchange for this request, or nil when there is none to be had any more.
  func exchange(_ key: ExchangeKey, _ request: Request, _ options: TransferOptions) async -> Exchange?

  /// The same, asked for only after a wait, in milliseconds; nil also when so long a wait is too much.
  func exchange(_ key: ExchangeKey, _ request: Request, _ options: TransferOptions, after wait: Int) async -> Exchange?
}
