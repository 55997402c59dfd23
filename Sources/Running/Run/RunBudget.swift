import Evaluation
import Planning
import Wire

/// How long a run may take. When it is over, what has been judged until then is reported.
package struct RunBudget: Sendable {
  /// Seconds that a run has in any case.
  let least: Double
  /// Seconds after which it ends in any case.
  let most: Double
  /// How many answers it waits for at most.
  let requests: Int

  /// So many seconds, whatever the server does.
  package init(seconds: Double) { self.init(least: seconds, most: seconds, requests: 0) }

  /// By plan and measured speed: four times as long as all answers take at the speed of those that came. At least ten minutes
  /// and a second a request, which is all that a server gets that does not answer; at most what a slow server on a small
  /// machine needs, 20 s a request and three tokens a second.
  package init(for plan: Plan) {
    let amount = plan.cost.atMost
    let least = max(600, Double(amount.requests))
    // bounded: floating-point numbers
    let most = 20 * Double(amount.requests) + Double(amount.outputTokens) / 3
    self.init(least: least, most: max(least, most), requests: amount.requests)
  }

  init(least: Double, most: Double, requests: Int) {
    self.least = least
    self.most = most
    self.requests = requests
  }

  /// Seconds in all. As long as a quarter of the time goes to answers, this is beyond what has passed, so that only waiting in
  /// vain ends a run before `most`.
  func seconds(at pace: AnswerPace) -> Double {
    // bounded: floating-point numbers
    min(most, max(least, 4 * Double(requests) * pace.mean))
  }

  /// Runs, and ends the run as a signal would when its time is over.
  ///
  /// - Parameter pace: how fast the server has been when it is asked for.
  package func outcome(of run: SuiteRun, pace: @escaping @Sendable () async -> AnswerPace = { AnswerPace() }) async
    -> RunOutcome
  {
    let spent = Locked<Double?>(nil)
    let work = Task { await run.run() }
    let timer = Task {
      let clock = ContinuousClock()
      let start = clock.now
      while true {
        let seconds = seconds(at: await pace())
        let left = min(seconds - (clock.now - start) / .seconds(1), 1e9)
        guard left > 0 else {
          spent.withLock { $0 = seconds }
          return work.cancel()
        }
        do { try await Task.sleep(for: .milliseconds(Int(nearest: left * 1000) + 1)) } catch { return }
      }
    }
    var outcome = await withTaskCancellationHandler {
      await work.value
    } onCancel: {
      work.cancel()
    }
    timer.cancel()
    if let seconds = spent.withLock({ $0 }), outcome.interruption == .cancelled {
      outcome.interruption = .outOfTime(seconds: Int(nearest: seconds))
    }
    return outcome
  }
}
