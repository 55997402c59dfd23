import Cases
import Contract
import Wire

/// What a plan costs at most, known before anything is sent.
package struct PlanCost: Sendable, Equatable {
  /// What the requests come to when every answer is as expected: combined requests stand for what names them, and a case
  /// that is tried several times holds at the first tries.
  package var expected = Amount()
  /// The same when none is, and every case that names a combined request sends its own after all, and is tried as often
  /// as it may be.
  package var atMost = Amount()

  package struct Amount: Sendable, Equatable {
    /// Distinct requests: identical ones are sent once.
    package var requests = 0
    /// Requests that make the model generate.
    package var generating = 0
    /// The sum of their `max_tokens`.
    package var outputTokens = 0

    mutating func add(_ step: Step, times: Int = 1) {
      requests += times
      guard let tokens = step.generatedTokens else { return }
      generating += times
      outputTokens = outputTokens.plus(times.times(tokens))
    }
  }

  /// Nothing is sent.
  init() {}

  init(_ cases: [PlannedCase], renderer: RequestRenderer) {
    let combinedRequests = CombinedRequests(cases, renderer: renderer)
    var expected = Distinct()
    var atMost = Distinct()
    for planned in cases where planned.decision == .run {
      let trials = planned.subject.trials
      for step in planned.subject.steps {
        let key = ShareKey(step, renderer: renderer, trials: trials)
        let times = trials.run.times(step.parallel)
        let least = trials.pass.times(step.parallel)
        if let (combined, combinedKey) = combinedRequests.combined(of: step) {
          atMost.add(combined, combinedKey)
          expected.add(combined, combinedKey)
        } else {
          expected.add(step, key, times: least)
        }
        atMost.add(step, key, times: times)
        // What was refused made nobody generate, so only the number of requests grows.
        atMost.amount.requests += times * step.request.errorReactions.count { $0.fallback != nil }
        atMost.amount.requests += (step.poll?.attempts ?? 1) - 1
      }
    }
    self.expected = expected.amount
    self.atMost = atMost.amount
  }

  private struct Distinct {
    var amount = Amount()
    private var seen = Set<ShareKey>()

    mutating func add(_ step: Step, _ key: ShareKey?, times: Int = 1) {
      if let key, !seen.insert(key).inserted { return }
      amount.add(step, times: times)
    }
  }
}

extension Step {
  /// The `max_tokens` of a request that reaches the model, or nil when it has to be refused, goes elsewhere,
  /// or gives a model nothing to do. A reply that the client hangs up on is not read to its end, and counts as
  /// one token.
  var generatedTokens: Int? {
    guard !expectsRejection, let endpoint = Endpoint.exact(path: request.path, method: request.method)?.endpoint,
      endpoint.generatesTokens || endpoint == .batchCreate, request.method == endpoint.method,
      case .json(let body) = request.body, !body.isNothingToReplyTo
    else { return nil }
    if let requests = body["requests"]?.array {
      return requests.map { $0["params"]?["max_tokens"]?.int ?? 0 }.countSum
    }
    return request.disconnect == nil ? body["max_tokens"]?.int ?? 0 : 1
  }
}

extension JSON {
  /// No tokens are asked for, or something stands in place of a message or a block that cannot be read as one.
  fileprivate var isNothingToReplyTo: Bool {
    if self["max_tokens"]?.int == 0 { return true }
    guard let messages = self["messages"]?.array else { return false }
    return messages.contains { message in
      message.object == nil && message.string == nil
        || message["content"]?.array?.contains { $0.object == nil && $0.string == nil } == true
    }
  }
}
