/// Why a planned check was never sent, or has no answer.
package enum NotRun: Sendable, Equatable {
  /// The run, or its evidence, ended before it.
  case cutOff
  /// The server demands a token, and none was given.
  case noToken
  /// The response of an earlier step lacks the value that this one needs.
  case blocked(step: String, path: String)
  /// Another step that a comparison needs was not sent.
  case stepNotSent(String)
  /// Nothing was sent, for no reason that is known.
  case nothingSent
  /// The user or the budget ended the run during the exchange.
  case cancelled
  /// Nobody answers at the address.
  case unreachable(String)

  package var code: String {
    switch self {
    case .cutOff: "cut-off"
    case .noToken: "no-token"
    case .blocked, .stepNotSent, .nothingSent: Self.blockedCode
    case .cancelled: "cancelled"
    case .unreachable: "unreachable"
    }
  }

  package static let blockedCode = "blocked"
}

/// Why a check says nothing about this target.
package enum NotApplicable: Sendable, Equatable {
  /// A fact about the target is another one than the case needs.
  case condition(fact: String, needed: [String], found: String)
  /// The case needs a token, and none was given.
  case tokenNeeded
  /// The server demands credentials, and the cases on auth evaluate what it does without.
  case credentialsDemanded
  /// What it needs is absent, as the control (its case's address) found.
  case absent(control: String)
  /// The server refuses an earlier step, as it may.
  case refusedBefore(step: String)
  /// A list of the server's has nothing of the kind that the case asks for.
  case notListed(path: String)

  package var code: String {
    switch self {
    case .condition, .tokenNeeded, .credentialsDemanded: "condition"
    case .absent: "control-unsupported"
    case .notListed: "not-listed"
    case .refusedBefore: "refused-before"
    }
  }
}
