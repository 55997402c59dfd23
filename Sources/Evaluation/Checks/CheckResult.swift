import Contract

/// What one check came to.
public struct CheckResult: Sendable, Equatable {
  /// `case[row]#check`, stable across runs.
  public var address: String
  public var requirement: String
  public var verdict: Verdict
  /// Static code, the failure's signature; nil when it passed.
  public var reason: String?
  public var message: String
  public var expected: String
  public var actual: String
  public var place: Place
  /// Id of the exchange it was judged on, or nil when nothing was sent.
  public var exchange: String?
  /// The other exchanges without which it would not have come to this, in the order they are compared.
  public var relatedExchanges: [String] = []

  public init(
    address: String, requirement: String, verdict: Verdict, reason: String? = nil, message: String = "",
    expected: String = "", actual: String = "", place: Place = Place(), exchange: String? = nil
  ) {
    self.address = address
    self.requirement = requirement
    self.verdict = verdict
    self.reason = reason
    self.message = message
    self.expected = expected
    self.actual = actual
    self.place = place
    self.exchange = exchange
  }
}
