import Wire

/// A requirement seen violated: what was wanted, what was there, and where.
package struct Violation: Sendable, Equatable {
  package var reason: Reason
  /// What is wrong, as a value; `Wording` makes a sentence of it.
  package var detail: Detail
  package var expected: String
  package var actual: String
  /// The error that the server answered with, when that as a whole is what is wrong.
  package var answer: ErrorAnswer?
  package var place: Place
  /// The other exchanges without which it would not have come to this, in the order they are compared.
  package var relatedExchanges: [String]
  /// Whether the expectation named several acceptable behaviours, of which this is the closest.
  package var hasAlternatives = false
  /// Whether it rests on the sums of input tokens that the server gave.
  package var restsOnInputCount = false
  /// Set when several trials together decide.
  package var quorum: Quorum?

  package init(
    reason: Reason, detail: Detail, expected: String, actual: String, answer: ErrorAnswer? = nil,
    at place: Place = Place(), relatedExchanges: [String] = []
  ) {
    self.reason = reason
    self.detail = detail
    self.expected = expected
    self.actual = actual
    self.answer = answer
    self.place = place
    self.relatedExchanges = relatedExchanges
  }

  package enum Detail: Sendable, Equatable {
    /// The sentence that stands with a rule of the contract.
    case rule(String)
    /// A view of the response, e.g. `usage`, differs at the place.
    case mismatch(view: String, pointer: JSONPointer)
    case timedOut(TransferFailure.Kind)
    case brokenOff
    case errorWith200
    /// A request that has to be accepted was answered with this status.
    case rejected(status: Int)
    case accepted
    case rejectedForAnotherReason, rejectedWithAnotherStatus, rejectedWithAnotherType
    case notMentioned(String)
    case otherDetails
    case fieldNotNamed
    case noStream
    case eventMissing(name: String)
    case eventUnwanted
    case relation(RelationViolation)
    /// The client did what the refusal asked for, step by step, and was refused again in the same words.
    case fallbackRejected(actions: [String])
  }

  /// Whether an answer came, and what is wrong is what stands in it.
  package var isOfContent: Bool {
    switch detail {
    case .mismatch, .eventMissing, .eventUnwanted, .relation: true
    case .rule, .timedOut, .brokenOff, .errorWith200, .rejected, .accepted, .rejectedForAnotherReason,
      .rejectedWithAnotherStatus, .rejectedWithAnotherType, .notMentioned, .otherDetails, .fieldNotNamed, .noStream,
      .fallbackRejected:
      false
    }
  }

  /// How values that belong together do not fit.
  package enum RelationViolation: Sendable, Equatable {
    case unequal, equal, notNumbers, notGreater, smaller, tooFarApart
  }
}

/// An error as the server gave it: status and message.
package struct ErrorAnswer: Sendable, Equatable {
  package var status: Int
  package var message: String
  package init(status: Int, message: String) {
    self.status = status
    self.message = message
  }

  /// What an error body says in a sentence; nil when it says none. A single word is a value, such as a stop reason.
  package init?(status: Int, body: JSON?) {
    let error = body?["error"]
    guard let words = body?.string ?? error?.string ?? error?["message"]?.string, words.utf8.count >= 20,
      words.utf8.contains(0x20)
    else { return nil }
    self.init(status: status, message: words)
  }
}

/// How many of several trials held, and how many have to.
package struct Quorum: Sendable, Equatable {
  package var held: Int
  package var tried: Int
  package var needed: Int
  package init(held: Int, tried: Int, needed: Int) {
    self.held = held
    self.tried = tried
    self.needed = needed
  }
}
