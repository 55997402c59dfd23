import Cases
import Wire

/// What replay has to know of answers to go on. Replay sends and records; whatever depends on the content of an answer
/// it asks here, so that evaluation is the only place that looks into one.
package protocol ReplayAdvisor: Sendable {
  /// Whether a trial of a case holds, so that it counts towards the quorum.
  func holds(_ trial: [StepEvidence], of subject: Case) -> Bool

  /// Whether the answer to a combined request stands for the step's own.
  func stands(_ reading: ResponseReading, for step: Step, of subject: Case, _ bindings: Bindings) -> Bool

  /// The value that a later step needs; nil when the answer lacks it.
  func value(of capture: Capture, in reading: ResponseReading) -> JSON?

  /// How many milliseconds to wait before the step is sent again, because the server had too much to do; nil when it
  /// is not to be sent again. Attempts count from 1.
  func wait(after reading: ResponseReading, to step: Step, attempt: Int) -> Int?

  /// How many milliseconds to wait before all copies of a parallel request are sent again, because the server had too
  /// much to do for one of them or failed for the moment; nil when they are not to be sent again.
  func wait(afterCopies readings: [ResponseReading], of step: Step) -> Int?

  /// Whether the answer is what a step that is sent again and again waits for.
  func ends(_ poll: Poll, _ reading: ResponseReading, _ bindings: Bindings) -> Bool

  /// The refusal that a client may react to; nil when the request was accepted.
  func refusal(in reading: ResponseReading) -> RefusalText?
}

/// A refusal as a client reads it.
package struct RefusalText: Sendable, Equatable {
  package var status: Int
  /// As much of the body as any client's patterns need.
  package var body: String
}
