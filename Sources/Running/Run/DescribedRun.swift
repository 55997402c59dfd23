import Cases
import Evaluation
import Evidence
import Planning
import Transport

/// A run as its description says: the plan that follows from it, and the replay of that plan from any source. The one
/// place where a suite, a selection, facts, credentials and a shard become a plan.
package struct DescribedRun: Sendable {
  package let plan: Plan
  package let renderer: RequestRenderer
  private let model: String
  private let nonce: String

  /// - Parameter bodies: what other runs of the suite have rendered already.
  package init(_ description: RunDescription, of suite: Suite, bodies: RenderedBodies? = nil) {
    renderer = RequestRenderer(
      baseURL: description.baseURL, defaultAuth: description.defaultAuth, bodies: bodies)
    model = description.model
    nonce = description.nonce
    let whole = Plan(
      suite: suite.speaking(to: description.model), selection: description.selection, facts: description.facts,
      replayAuth: description.replayAuth,
      renderer: renderer)
    plan = description.shard.map { [renderer] in whole.part($0, renderer: renderer) } ?? whole
  }

  /// The replay of the plan, which has not begun.
  ///
  /// - Parameter parallel: cases under way at the same time; the verdicts do not depend on it.
  package func replay(
    from source: any ExchangeSource, limits: TransferLimits = TransferLimits(), parallel: Int = 1,
    progress: @escaping @Sendable (RunProgress) -> Void = { _ in }
  ) -> SuiteRun {
    SuiteRun(
      plan: plan, source: source, renderer: renderer, model: model, limits: limits, parallel: parallel,
      nonce: nonce, progress: progress)
  }
}
