import Cases
import Planning
import Verdicts
import Wire

/// Everything a run came to, ready for a report.
public struct RunOutcome: Sendable {
  public var plan: Plan
  /// In the order of the plan; within a case first its own checks, then the invariants.
  public var results: [CheckResult] = []
  public var exchanges: [ExchangeSummary] = []
  /// What is shown of exchanges that something is wrong with.
  public var excerpts = ExchangeExcerpts()
  public var totals = RunTotals()
  /// What explains many of the results at once.
  public var diagnoses: [Diagnosis] = []
  /// Why the run ended before its plan did.
  public var interruption: Interruption?

  public enum Interruption: Sendable, Equatable {
    case cancelled
    case unreachable(String)
    /// The time that was given to the run is over.
    case outOfTime(seconds: Int)
  }

  public init(plan: Plan) { self.plan = plan }

  public var isComplete: Bool { interruption == nil }
}

/// What the run cost.
public struct RunTotals: Sendable, Equatable {
  public var requests = 0
  /// Requests that the model answered.
  public var generating = 0
  public var inputTokens = 0
  public var outputTokens = 0
}

/// What a report keeps of an exchange; its bytes are in the evidence.
public struct ExchangeSummary: Sendable {
  public var id: String
  public var address: String
  public var row: String
  public var step: String
  /// As it was sent, with the token's placeholder.
  public var request: Request
  public var status: Int?
  public var end: TransferEnd
  public var timings: TransferTimings
  public var responseBytes: Int
  public var outcome: ExchangeOutcome
  /// What was asked for; nil when it was no message.
  public var kind: Kind?

  public struct Kind: Sendable, Equatable {
    public var isStream: Bool
    /// Whether the request was meant to be refused.
    public var expectsRejection: Bool
  }
}

extension RunOutcome {
  /// A run that ended before its first case: everything planned is not run.
  public static func untouched(_ plan: Plan) -> RunOutcome {
    var outcome = RunOutcome(plan: plan)
    for planned in plan.cases { outcome.results += planned.results(.notRun(.cutOff)) }
    return outcome
  }

  /// Evidence that ends before the plan does is that of a run cut off.
  public mutating func markMissingEvidence() {
    guard interruption == nil,
      results.contains(where: { $0.verdict == .notRun(.cutOff) })
    else { return }
    interruption = .cancelled
  }
}
