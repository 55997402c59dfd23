import Wire

/// One exchange, or several in a row, that show what the rules accept or reject.
public struct Example: Sendable {
  public struct Turn: Sendable {
    public var exchange: Exchange
    /// What is wrong with the request, when it is one that has to be rejected.
    public var invalidRequest: InvalidRequest?

    public init(_ exchange: Exchange, invalidRequest: InvalidRequest? = nil) {
      self.exchange = exchange
      self.invalidRequest = invalidRequest
    }
  }

  public var name: String
  public var turns: [Turn]

  public init(name: String, turns: [Turn]) {
    self.name = name
    self.turns = turns
  }

  /// What the rules find in its exchanges, in the order in which they come.
  public var findings: [Finding] {
    var ids = IDUniqueness()
    return turns.flatMap { turn in
      let reading = ExchangeReading(turn.exchange, invalidRequest: turn.invalidRequest)
      return reading.findings + ids.receive(turn.exchange, reading)
    }
  }
}
