import Cases
import Wire

/// What a plan costs at most, known before anything is sent.
public struct PlanCost: Sendable, Equatable {
  /// Distinct requests: identical ones are sent once.
  public var requests = 0
  /// Requests that make the model generate.
  public var generating = 0
  /// The sum of their `max_tokens`.
  public var maximumOutputTokens = 0

  /// Nothing is sent.
  init() {}

  init(_ cases: [PlannedCase], renderer: RequestRenderer) {
    var seen = Set<ShareKey>()
    for planned in cases where planned.decision == .run {
      for step in planned.subject.steps {
        let times = planned.subject.trials.run * step.parallel
        if let key = ShareKey(step, renderer: renderer, trials: planned.subject.trials), !seen.insert(key).inserted {
          continue
        }
        requests += times
        guard let tokens = step.generatedTokens else { continue }
        generating += times
        maximumOutputTokens += times * tokens
      }
    }
  }
}

extension Step {
  /// The `max_tokens` of a request that reaches the model, or nil when it has to be refused or goes
  /// elsewhere. A reply that the client hangs up on is not read to its end, and counts as one token.
  var generatedTokens: Int? {
    guard !isFaulty, request.method == "POST", request.path == RequestPaths.messages, case .json(let body) = request.body
    else { return nil }
    return request.hangUp == nil ? body["max_tokens"]?.int ?? 0 : 1
  }
}

enum RequestPaths {
  static let messages = "/v1/messages"
}

/// Identifies requests that may share one answer.
struct ShareKey: Hashable, Sendable {
  let text: String

  /// Nil when the step needs an exchange of its own: it depends on earlier ones, goes out in several
  /// copies, hangs up, wants a certain connection, or says so.
  init?(_ step: Step, renderer: RequestRenderer, trials: Trials) {
    guard !step.isFresh, !step.isBackground, step.parallel == 1, trials.run == 1, step.request.hangUp == nil,
      step.request.connection == .reuse,
      step.request.variables.allSatisfy({ Bindings.provided.contains($0) && $0 != "n" })
    else { return nil }
    let limits = step.request.limits
    text =
      "\(limits.firstByte ?? 0) \(limits.idle ?? 0) \(limits.total ?? 0) " + renderer.identity(of: step.request)
  }
}
