import Evaluation
import Planning
import Wire

/// How long a run may take. When it is over, what has been judged until then is reported.
package struct RunBudget: Sendable {
  package var seconds: Double
  package init(seconds: Double) { self.seconds = seconds }

  /// What a slow server on a small machine needs: 20 s a request, and three tokens a second; at least ten minutes.
  package static func seconds(for plan: Plan) -> Double {
    let amount = plan.cost.atMost
    // bounded: floating-point numbers
    return max(600, 20 * Double(amount.requests) + Double(amount.outputTokens) / 3)
  }

  /// Runs, and ends the run as a signal would when its time is over.
  package func outcome(of run: SuiteRun) async -> RunOutcome {
    let isOver = Locked(false)
    let work = Task { await run.run() }
    let timer = Task {
      do { try await Task.sleep(for: .milliseconds(Int(nearest: min(seconds, 1e9) * 1000))) } catch { return }
      isOver.withLock { $0 = true }
      work.cancel()
    }
    var outcome = await withTaskCancellationHandler {
      await work.value
    } onCancel: {
      work.cancel()
    }
    timer.cancel()
    if isOver.withLock({ $0 }), outcome.interruption == .cancelled {
      outcome.interruption = .outOfTime(seconds: Int(nearest: seconds))
    }
    return outcome
  }
}
