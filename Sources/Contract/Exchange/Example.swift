import Wire

/// One exchange, or several in a row, that show what the rules accept or reject.
package struct Example: Sendable {
  package struct Turn: Sendable {
    package var exchange: Exchange
    /// What is wrong with the request, when it is one that has to be rejected.
    package var invalidRequest: InvalidRequest?

    package init(_ exchange: Exchange, invalidRequest: InvalidRequest? = nil) {
      self.exchange = exchange
      self.invalidRequest = invalidRequest
    }
  }

  package var name: String
  package var turns: [Turn]

  package init(name: String, turns: [Turn]) {
    self.name = name
    self.turns = turns
  }

  /// What the rules find in its exchanges, in the order in which they come.
  package var findings: [Finding] {
    var ids = IDUniqueness()
    return turns.flatMap { turn in
      let reading = ExchangeReading(turn.exchange, invalidRequest: turn.invalidRequest)
      return reading.findings + ids.receive(turn.exchange, reading)
    }
  }
}
