import Cases

/// Something about the whole server that explains many results at once.
package struct Diagnosis: Sendable, Equatable {
  package enum Code: String, Sendable {
    /// No request for a message is answered.
    case refusesEverything = "refuses-everything"
    /// No request for a stream is answered, though others are.
    case refusesStreams = "refuses-streams"
    /// Faulty requests are answered as if nothing were wrong.
    case acceptsEverything = "accepts-everything"
    /// Faulty requests get 200 with an error inside.
    case errorsUnder200 = "errors-under-200"
    /// Faulty requests get 5xx.
    case blamesItself = "blames-itself"
    /// Several requests timed out; later ones were given less time.
    case repeatedTimeouts = "repeated-timeouts"
    /// Requests fail that are answered when they are sent again.
    case failsNowAndThen = "fails-now-and-then"
    /// Tools add no tokens to a prompt.
    case toolsUnseen = "tools-unseen"
    /// Longer prompts have no more input tokens.
    case promptsUncounted = "prompts-uncounted"
  }
  package var code: Code
  package var sentence: String
  /// Ids of the exchanges that show it, in the order of the run.
  package var exchanges: [String]

  package init(code: Code, sentence: String, exchanges: [String]) {
    self.code = code
    self.sentence = sentence
    self.exchanges = exchanges
  }

  /// Fewer exchanges than this show nothing about a whole server.
  static let fewest = 5

  /// What a run shows, judged by its requests for a message.
  static func all(_ exchanges: [ExchangeSummary]) -> [Diagnosis] {
    let messages = exchanges.filter { $0.request.method == "POST" && $0.kind != nil }
    return refusals(messages) + faults(messages.filter { $0.kind?.expectsRejection == true }, among: exchanges)
  }

  private static func refusals(_ messages: [ExchangeSummary]) -> [Diagnosis] {
    func unanswered(_ exchanges: [ExchangeSummary]) -> Bool {
      exchanges.count >= fewest && exchanges.allSatisfy { $0.outcome != .answered && $0.status != nil }
    }
    if unanswered(messages) {
      return [
        Diagnosis(
          code: .refusesEverything,
          sentence: "None of the \(messages.count) requests for a message was answered: \(statuses(messages)).",
          exchanges: messages.map(\.id))
      ]
    }
    let streams = messages.filter { $0.kind?.isStream == true && $0.kind?.expectsRejection == false }
    guard unanswered(streams) else { return [] }
    return [
      Diagnosis(
        code: .refusesStreams,
        sentence: "None of the \(streams.count) sound requests for a stream was answered: \(statuses(streams)).",
        exchanges: streams.map(\.id))
    ]
  }

  /// Nine in ten faulty requests that came to the same tell how the server treats faults.
  private static func faults(_ faulty: [ExchangeSummary], among all: [ExchangeSummary]) -> [Diagnosis] {
    guard faulty.count >= fewest else { return [] }
    let kinds: [(ExchangeOutcome, Code, String)] = [
      (
        .answered, .acceptsEverything,
        "are answered as if nothing were wrong with them: the server does not check what it is sent"
      ),
      (.errorWith200, .errorsUnder200, "get an error under status 200, which clients take for a message"),
      (.serverError, .blamesItself, "get a status of the 500s, which clients send again and again"),
    ]
    return kinds.compactMap { outcome, code, words in
      let shown = faulty.filter { $0.outcome == outcome }
      guard shown.count * 10 >= faulty.count * 9 else { return nil }
      // Requests that may be refused, or not, end in the same way when they are.
      let explained = outcome == .answered ? shown : all.filter { $0.outcome == outcome }
      return Diagnosis(
        code: code, sentence: "\(shown.count) of \(faulty.count) faulty requests \(words).",
        exchanges: explained.map(\.id))
    }
  }

  private static func statuses(_ exchanges: [ExchangeSummary]) -> String {
    let counts = Dictionary(grouping: exchanges) { $0.status ?? 0 }.mapValues(\.count)
    return counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      .map { "\($0.value) times status \($0.key)" }.joined(separator: ", ")
  }
}
