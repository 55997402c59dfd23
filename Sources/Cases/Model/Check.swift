import Wire

/// One claim about one response, naming the requirement it tests.
package struct Check: Sendable {
  /// Unique within its case; the requirement's id unless the case says otherwise.
  package var id: String
  package var requirement: String
  package var place: SourcePlace
  package var expectation: Expectation
  /// Must hold for the claim to mean anything; when it does not, the check is inconclusive.
  package var precondition: Expectation?
  /// Behaviours that count as failures, described by name: the first that fits gives the reason.
  package var failureClasses: [Grade]
  /// Where its requirement is named.
  package var requirementPlace: SourcePlace
  /// The variables of its matchers.
  package var variables: [VariableUse] = []
  /// Words of which the refusal has to name one; judged for `err-message-names-field`.
  package var names: [String]
  /// As it is written, everything merged.
  var yaml: YAML? = nil

  /// The claim in the words of the case format, without its id and requirement.
  package var written: JSON {
    guard let yaml else { return .null }
    return yaml.withoutRemovals().removing("id").removing("requirement").json
  }

  /// The requirement that `names` is judged for.
  package static let namingRequirement = "err-message-names-field"

  package var requirements: [String] {
    names.isEmpty ? [requirement] : [requirement, Self.namingRequirement]
  }
}

/// What a response has to be like. Every part that is present has to hold.
package struct Expectation: Sendable {
  package var outcome: Outcome?
  /// Matchers on the views of a response, in the order they are judged.
  package var sections: [Section]
  package var events: [EventPattern]
  /// Accepted behaviours by name; exactly these and no others. Empty: no alternatives.
  package var alternatives: [Alternative]

  package init(
    outcome: Outcome? = nil, sections: [Section] = [], events: [EventPattern] = [],
    alternatives: [Alternative] = []
  ) {
    self.outcome = outcome
    self.sections = sections
    self.events = events
    self.alternatives = alternatives
  }

  package struct Section: Sendable {
    package var view: View
    package var matcher: Matcher
    package init(view: View, matcher: Matcher) {
      self.view = view
      self.matcher = matcher
    }
  }
}

/// The broad outcome of an exchange.
package enum Outcome: Sendable {
  /// 200 and no error: the form of the reply is judged by its own requirements.
  case answered
  case refused(Refusal)

  /// What `expect` may be in one word. The last is short for `{ answered: true, or_refused: {} }`.
  static let words = ["answered", "refused", "answered-or-refused"]
}

/// A refusal bound to its reason.
package struct Refusal: Sendable {
  /// Accepted statuses. Empty: any refusal that looked at the request will do (400 and above, but not
  /// 401, 403 or 429); which status and form it has is then judged by the requirements on errors.
  package var statuses: [Int]
  /// Accepted values of `error.type`; empty: any.
  package var types: [String]
  /// Words of which the message must contain every one (a client reacts to them).
  package var mentions: [String]
  /// A matcher on `error.details`.
  package var details: Matcher?
  package init(statuses: [Int] = [], types: [String] = [], mentions: [String] = [], details: Matcher? = nil) {
    self.statuses = statuses
    self.types = types
    self.mentions = mentions
    self.details = details
  }
}

/// One accepted behaviour.
package struct Alternative: Sendable {
  package enum Result: String, Sendable, CaseIterable { case pass, unsupported }
  package var name: String
  package var expectation: Expectation
  /// `unsupported` when the behaviour is an honest refusal.
  package var result: Result
}

/// A behaviour that is wrong in a way worth naming, e.g. `silently-ignored`.
package struct Grade: Sendable {
  package var expectation: Expectation
  package var reason: String
}

/// The ways a response can be looked at; each is one JSON value.
package enum View: String, Sendable, CaseIterable {
  case status, headers, body, lines, message, text, usage, stream, time, end, connection
  case blockTypes = "block_types"
  case toolUses = "tool_uses"
  case contentTypes = "content_type"
}

/// One line of an ordered subsequence of events.
package struct EventPattern: Sendable {
  package enum Quantity: String, Sendable, CaseIterable {
    /// Exactly one is looked for.
    case one
    /// One or more in a row (others may be between).
    case many
    case maybe
    /// None from here to the next pattern's event.
    case none
  }
  package var quantity: Quantity
  package var name: String
  package var matcher: Matcher?
}
