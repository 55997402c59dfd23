import Wire

/// One claim about one response, naming the requirement it tests.
public struct Check: Sendable {
  /// Unique within its case; the requirement's id unless the case says otherwise.
  public var id: String
  public var requirement: String
  public var place: SourcePlace
  public var expectation: Expectation
  /// Must hold for the claim to mean anything; when it does not, the check is inconclusive.
  public var precondition: Expectation?
  /// Behaviours that count as failures, described by name: the first that fits gives the reason.
  public var failureClasses: [Grade]
  /// Where its requirement is named.
  public var requirementPlace: SourcePlace
  /// The variables of its matchers.
  public var variables: [VariableUse] = []
  /// Words of which the refusal has to name one; judged for `err-message-names-field`.
  public var names: [String]

  /// The requirement that `names` is judged for.
  public static let namingRequirement = "err-message-names-field"

  public var requirements: [String] {
    names.isEmpty ? [requirement] : [requirement, Self.namingRequirement]
  }
}

/// What a response has to be like. Every part that is present has to hold.
public struct Expectation: Sendable {
  public var outcome: Outcome?
  /// Matchers on the views of a response, in the order they are judged.
  public var sections: [Section]
  public var events: [EventPattern]
  /// Accepted behaviours by name; exactly these and no others. Empty: no alternatives.
  public var alternatives: [Alternative]

  public init(
    outcome: Outcome? = nil, sections: [Section] = [], events: [EventPattern] = [],
    alternatives: [Alternative] = []
  ) {
    self.outcome = outcome
    self.sections = sections
    self.events = events
    self.alternatives = alternatives
  }

  public struct Section: Sendable {
    public var view: View
    public var matcher: Matcher
    public init(view: View, matcher: Matcher) {
      self.view = view
      self.matcher = matcher
    }
  }
}

/// The broad outcome of an exchange.
public enum Outcome: Sendable {
  /// 200 and no error: the form of the reply is judged by its own requirements.
  case answered
  case refused(Refusal)

  /// What `expect` may be in one word. The last is short for `{ answered: true, or_refused: {} }`.
  static let words = ["answered", "refused", "answered-or-refused"]
}

/// A refusal bound to its reason.
public struct Refusal: Sendable {
  /// Accepted statuses. Empty: any refusal that looked at the request will do (400 and above, but not
  /// 401, 403 or 429); which status and form it has is then judged by the requirements on errors.
  public var statuses: [Int]
  /// Accepted values of `error.type`; empty: any.
  public var types: [String]
  /// Words of which the message must contain every one (a client reacts to them).
  public var mentions: [String]
  /// A matcher on `error.details`.
  public var details: Matcher?
  public init(statuses: [Int] = [], types: [String] = [], mentions: [String] = [], details: Matcher? = nil) {
    self.statuses = statuses
    self.types = types
    self.mentions = mentions
    self.details = details
  }
}

/// One accepted behaviour.
public struct Alternative: Sendable {
  public enum Result: String, Sendable, CaseIterable { case pass, unsupported }
  public var name: String
  public var expectation: Expectation
  /// `unsupported` when the behaviour is an honest refusal.
  public var result: Result
}

/// A behaviour that is wrong in a way worth naming, e.g. `silently-ignored`.
public struct Grade: Sendable {
  public var expectation: Expectation
  public var reason: String
}

/// The ways a response can be looked at; each is one JSON value.
public enum View: String, Sendable, CaseIterable {
  case status, headers, body, message, text, usage, stream, time, end, connection
  case blockTypes = "block_types"
  case toolUses = "tool_uses"
  case contentTypes = "content_type"
}

/// One line of an ordered subsequence of events.
public struct EventPattern: Sendable {
  public enum Quantity: String, Sendable, CaseIterable {
    /// Exactly one is looked for.
    case one
    /// One or more in a row (others may be between).
    case many
    case maybe
    /// None from here to the next pattern's event.
    case none
  }
  public var quantity: Quantity
  public var name: String
  public var matcher: Matcher?
}
