import Wire

/// How fast a server has answered so far. Answers that never came, or never ended, say nothing of its speed.
package struct AnswerPace: Sendable, Equatable {
  private var answers = 0
  private var microseconds = 0

  package init() {}

  mutating func learn(_ exchange: Exchange) {
    if case .failed = exchange.end { return }
    answers = answers.plus(1)
    microseconds = microseconds.plus(exchange.timings.ended)
  }

  /// Seconds that an answer takes in the mean; zero while there is none.
  // bounded: floating-point numbers
  var mean: Double { answers == 0 ? 0 : Double(microseconds) / Double(answers) / 1e6 }
}
