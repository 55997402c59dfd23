import Cases
import Verdicts

/// What replaying a case brought in: per trial, per step, the responses.
package struct CaseEvidence: Sendable {
  package var subject: Case
  package var trials: [[StepEvidence]]
  package init(subject: Case, trials: [[StepEvidence]]) {
    self.subject = subject
    self.trials = trials
  }
}

package struct StepEvidence: Sendable {
  package var step: Step
  /// One per parallel copy; empty when nothing was sent.
  package var readings: [ResponseReading]
  /// A combined request's answer that was not as expected, and what a server said that had too much to do: they decide
  /// nothing here, and are judged like every exchange by what holds of all.
  package var setAside: [ResponseReading] = []
  /// What the client that speaks did about refusals before the readings, in its profile's words.
  package var fallbacks: [String] = []
  /// Whether the server refuses in words that the client has acted on already.
  package var isRefusedAfterFallback = false
  /// The variables as they stood when the step was sent.
  package var bindings: Bindings
  /// What every claim of the step comes to where there is no reading.
  package var unanswered: Verdict?

  package init(step: Step, readings: [ResponseReading], bindings: Bindings, unanswered: Verdict? = nil) {
    self.step = step
    self.readings = readings
    self.bindings = bindings
    self.unanswered = unanswered
  }
}

/// What is known of a case's control when the case is judged.
package enum ControlState: Sendable, Equatable {
  case none
  case held
  /// The control's address: what it needs is absent, and was refused properly.
  case unsupported(String)
  /// The control's address: it failed, or could not be judged.
  case notHeld(String)
  /// The control's address: it asks for what only the model can do, and the model did not.
  case unwilling(String)
}
