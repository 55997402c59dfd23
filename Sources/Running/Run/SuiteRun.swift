import Cases
import Contract
import Evaluation
import Evidence
import Planning
import Transport
import Wire

/// Takes a plan through replay and judges, case by case. Works the same on a live server and on
/// recorded evidence.
package struct SuiteRun: Sendable {
  let plan: Plan
  let source: any ExchangeSource
  let renderer: RequestRenderer
  let model: String
  let limits: TransferLimits
  let parallel: Int
  let nonce: String
  let progress: @Sendable (RunProgress) -> Void

  /// - Parameters:
  ///   - parallel: cases under way at the same time; the verdicts do not depend on it.
  ///   - nonce: a word of this run alone, for prompts that a server's cache may not know from an earlier one.
  package init(
    plan: Plan, source: any ExchangeSource, renderer: RequestRenderer, model: String,
    limits: TransferLimits = TransferLimits(), parallel: Int = 1, nonce: String = "first",
    progress: @escaping @Sendable (RunProgress) -> Void = { _ in }
  ) {
    self.plan = plan
    self.source = source
    self.renderer = renderer
    self.model = model
    self.limits = limits
    self.parallel = parallel
    self.nonce = nonce
    self.progress = progress
  }

  /// Runs until the plan is done, the task is cancelled, or the server is gone. What was judged until
  /// then is always in the outcome.
  package func run() async -> RunOutcome {
    let combinedRequests = CombinedRequests(plan.cases, renderer: renderer)
    let replay = CaseReplay(
      source: source, renderer: renderer,
      bindings: Bindings([
        "model": .string(model), "model_path": .string(model.pathSegment), "nonce": .string(nonce),
      ]), limits: limits,
      cache: SharedExchanges(uses: shareUses(combinedRequests)), combinedRequests: combinedRequests,
      advisor: EvaluatingAdvisor())
    return await withTaskGroup(of: ReplayQueue.Replayed.self) { group in
      var queue = ReplayQueue(plan: plan, replay: replay, parallel: parallel)
      var outcome = RunOutcome(plan: plan)
      var recorder = RunRecorder()
      var standing = RunProgress(plan, PlanWeights(plan, renderer: renderer))
      for (index, planned) in plan.cases.enumerated() {
        if outcome.interruption == nil, Task.isCancelled { outcome.interruption = .cancelled }
        // A borrowed control decides about other cases; whoever owns it reports it.
        guard outcome.interruption == nil else {
          guard !planned.isBorrowed else { continue }
          outcome.results += planned.results(.notRun(.cutOff))
          continue
        }
        if TrapGuard.hasEnded(inCase: planned.subject.address) {
          guard !planned.isBorrowed else { continue }
          outcome.results += planned.results(
            .inconclusive(.internal("evaluating it ended the program; please report this with the evidence")))
          continue
        }
        switch planned.decision {
        case .notApplicable(let why):
          guard !planned.isBorrowed else { continue }
          outcome.results += planned.results(.notApplicable(why))
          continue
        case .notRun(let why):
          guard !planned.isBorrowed else { continue }
          outcome.results += planned.results(.notRun(why))
          continue
        case .run: break
        }
        standing.reach(index, address: planned.subject.address, results: outcome.results)
        progress(standing)
        let evidence = await queue.evidence(of: index, in: &group)
        let results = TrapGuard.judging(planned.subject.address) {
          recorder.judge(planned, evidence, into: &outcome)
        }
        if !planned.isBorrowed { outcome.results += results }
        outcome.interruption = interruption(evidence)
        // What is under way would be sent for nothing.
        if outcome.interruption != nil { group.cancelAll() }
      }
      recorder.conclude(&outcome)
      return outcome
    }
  }

  /// The server is gone, or there is no more evidence.
  private func interruption(_ evidence: CaseEvidence) -> RunOutcome.Interruption? {
    if Task.isCancelled { return .cancelled }
    for step in evidence.trials.joined() {
      for reading in step.setAside + step.readings {
        guard case .failed(let failure) = reading.exchange.end else { continue }
        if failure.kind == .cancelled { return .cancelled }
        if failure.isUnreachable { return .unreachable(failure.detail) }
      }
    }
    return nil
  }

  private func shareUses(_ combinedRequests: CombinedRequests) -> [ShareKey: SharedExchanges.Use] {
    var uses: [ShareKey: SharedExchanges.Use] = [:]
    for planned in plan.applicable {
      let subject = planned.subject
      for step in subject.steps {
        let owner = ExchangeKey(address: subject.address, step: step.id)
        if let key = combinedRequests.combined(of: step)?.key {
          uses[key, default: SharedExchanges.Use(owner: owner.ofCombined, count: 0)].count += 1
        }
        if let key = ShareKey(step, renderer: renderer, trials: subject.trials) {
          uses[key, default: SharedExchanges.Use(owner: owner, count: 0)].count += 1
        }
      }
    }
    return uses
  }
}
