import Wire

/// One requirement seen kept or broken at one place of an exchange.
///
/// Kept findings matter as much as broken ones: a requirement without any finding was not observed,
/// and must not look as if it had passed.
public struct Finding: Sendable, Equatable {
  public enum Outcome: Sendable, Equatable {
    case satisfied
    /// `reason` is a static code without dynamic values, fit as a failure's signature.
    case violated(reason: String, message: String, expected: String, actual: String)
  }

  /// The requirement's id.
  public var requirement: String
  public var outcome: Outcome
  public var place: Place
  /// Earlier exchanges but for which it would hold.
  public var relatedExchanges: [String] = []

  public init(requirement: String, outcome: Outcome, place: Place = Place()) {
    self.requirement = requirement
    self.outcome = outcome
    self.place = place
  }

  public static func satisfied(_ requirement: String) -> Finding {
    Finding(requirement: requirement, outcome: .satisfied)
  }

  /// A broken requirement: what is wrong in one sentence, what had to be there and what was.
  public static func violated(
    _ requirement: String, reason: String, _ message: String, expected: String, actual: String,
    at place: Place = Place()
  ) -> Finding {
    Finding(
      requirement: requirement,
      outcome: .violated(reason: reason, message: message, expected: expected, actual: actual), place: place)
  }

  public var isViolated: Bool { outcome != .satisfied }
}

/// Where in a response something was found.
public struct Place: Sendable, Equatable {
  /// Index of the event within the stream, counting from 0.
  public var event: Int?
  /// Byte offset within the body.
  public var byte: Int?
  /// Place inside the JSON of the body or of that event's data.
  public var pointer: JSONPointer?
  /// Microseconds since the request began.
  public var elapsed: Int?

  public init(event: Int? = nil, byte: Int? = nil, pointer: JSONPointer? = nil, elapsed: Int? = nil) {
    self.event = event
    self.byte = byte
    self.pointer = pointer
    self.elapsed = elapsed
  }
}
