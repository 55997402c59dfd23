import Cases
import Wire

/// What each case of a plan costs in comparison with the others, for estimates and even shares.
///
/// A request counts for a fixed part, for as many tokens as it may make the model write, and for its prompt, of which a model
/// reads 16 tokens while it writes one. A request that shares its answer with an earlier one costs nothing.
package struct PlanWeights: Sendable {
  /// One for each case of the plan, in its order; 0 for cases that send nothing.
  package let cases: [Int]

  package var total: Int { cases.reduce(0, +) }

  /// What a request costs that generates nothing, in tokens.
  static let request = 16
  /// Models stop long before a large limit.
  static let mostTokens = 256
  /// Tokens that are read while one is written: 400 a second, and 25.
  static let readPerWritten = 16

  package init(_ plan: Plan, renderer: RequestRenderer) {
    let combinedRequests = CombinedRequests(plan.cases, renderer: renderer)
    var seen = Set<ShareKey>()
    cases = plan.cases.map { planned in
      guard planned.decision == .run else { return 0 }
      var weight = 0
      for own in planned.subject.steps {
        // A combined request is expected to be answered.
        let combined = combinedRequests.combined(of: own)
        let step = combined?.step ?? own
        let key = combined?.key ?? ShareKey(own, renderer: renderer, trials: planned.subject.trials)
        if let key, !seen.insert(key).inserted { continue }
        let times = planned.subject.trials.run.times(step.parallel)
        let prompt = PlanPrompts.size(of: step, renderer: renderer) ?? 0
        let reading = prompt > PlanPrompts.longest ? 0 : prompt / 4 / Self.readPerWritten
        weight = weight.plus(
          times.times(Self.request.plus(min(step.generatedTokens ?? 0, Self.mostTokens)).plus(reading)))
      }
      return weight
    }
  }
}
