import Cases
import Planning
import Verdicts
import Wire

/// Everything a run came to, ready for a report.
package struct RunOutcome: Sendable {
  package var plan: Plan
  /// In the order of the plan; within a case first its own checks, then the invariants.
  package var results: [CheckResult] = []
  package var exchanges: [ExchangeSummary] = []
  /// What is shown of exchanges that something is wrong with.
  package var excerpts = ExchangeExcerpts()
  package var totals = RunTotals()
  /// What explains many of the results at once.
  package var diagnoses: [Diagnosis] = []
  /// Why the run ended before its plan did.
  package var interruption: Interruption?

  package enum Interruption: Sendable, Equatable {
    case cancelled
    case unreachable(String)
    /// The time that was given to the run is over.
    case outOfTime(seconds: Int)
  }

  package init(plan: Plan) { self.plan = plan }

  package var isComplete: Bool { interruption == nil }
}

/// What the run cost.
package struct RunTotals: Sendable, Equatable {
  package var requests = 0
  /// Requests that the model answered.
  package var generating = 0
  package var inputTokens = 0
  package var outputTokens = 0
}

/// What a report keeps of an exchange; its bytes are in the evidence.
package struct ExchangeSummary: Sendable {
  package var id: String
  package var address: String
  package var row: String
  package var step: String
  /// As it was sent, with the token's placeholder.
  package var request: Request
  package var status: Int?
  package var end: TransferEnd
  package var timings: TransferTimings
  package var responseBytes: Int
  package var outcome: ExchangeOutcome
  /// What was asked for; nil when it was no message.
  package var kind: Kind?
  /// What the usage of an answer says; nil where there is none.
  package var outputTokens: Int?
  /// The beginning of what the server said was wrong.
  package var errorMessage: String?

  package struct Kind: Sendable, Equatable {
    package var isStream: Bool
    /// Whether the request was meant to be refused.
    package var expectsRejection: Bool
  }
}

extension RunOutcome {
  /// A run that ended before its first case: everything planned is not run.
  package static func untouched(_ plan: Plan) -> RunOutcome {
    var outcome = RunOutcome(plan: plan)
    for planned in plan.cases { outcome.results += planned.results(.notRun(.cutOff)) }
    return outcome
  }

  /// Evidence that ends before the plan does is that of a run cut off.
  package mutating func markMissingEvidence() {
    guard interruption == nil,
      results.contains(where: { $0.verdict == .notRun(.cutOff) })
    else { return }
    interruption = .cancelled
  }
}
