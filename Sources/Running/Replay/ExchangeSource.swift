import Cases
import Transport
import Wire

/// Which request of a run an exchange belongs to.
public struct ExchangeKey: Sendable, Hashable {
  /// The first case that asked for it; others with an identical request share the answer.
  public var address: String
  public var step: String
  /// Which of the requests that a step can send.
  public var request = StepRequest.own
  /// Whether it is the same request once more, after the wait that a server with too much to do asked for.
  public var isAfterOverload = false
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

/// The requests that one step can send.
public enum StepRequest: Sendable, Hashable {
  /// The one that the case writes down.
  case own
  /// The one that stands for several steps, sent before their own.
  case combined
  /// The step's own as its client changes it after so many refusals.
  case afterRefusals(Int)
}

/// Where exchanges come from: a server, or the evidence of an earlier run. The same replay and the same
/// judges work on both, so a report made offline cannot differ.
public protocol ExchangeSource: Sendable {
  /// The exchange for this request, or nil when there is none to be had any more.
  func exchange(_ key: ExchangeKey, _ request: Request, _ options: TransferOptions) async -> Exchange?

  /// The same, asked for only after a wait, in milliseconds; nil also when so long a wait is too much.
  func exchange(_ key: ExchangeKey, _ request: Request, _ options: TransferOptions, after wait: Int) async -> Exchange?
}
