import Wire

/// A request as the case writes it: variables and generators are filled in when it is sent.
package struct RequestTemplate: Sendable {
  package var method: String
  /// Path below the base URL, e.g. `/v1/messages`.
  package var path: String
  /// Raw query without the question mark, or nil.
  package var query: String?
  /// In writing order; a list value becomes repeated fields.
  package var headers: [HeaderField]
  package var auth: AuthRow
  package var body: RequestBody {
    get { sharedBody.body }
    set { sharedBody = SharedBody(newValue) }
  }
  /// The body with what is derived from it; copies of the template share it.
  private(set) var sharedBody: SharedBody
  package var framing: BodyFraming
  package var connection: ConnectionRule
  package var disconnect: DisconnectRule?
  package var limits: StepLimits
  /// The client that speaks, when it would react to the words of a refusal.
  package var client: String?
  /// Those words, from its profile.
  package var errorReactions: [ClientProfile.ErrorReaction] = []

  package var place: SourcePlace
  /// Its variables where they are written.
  package var variableUses: [VariableUse] = []

  package init(
    method: String, path: String, query: String?, headers: [HeaderField], auth: AuthRow, body: RequestBody,
    framing: BodyFraming, connection: ConnectionRule, disconnect: DisconnectRule?, limits: StepLimits,
    client: String? = nil, place: SourcePlace, variableUses: [VariableUse] = []
  ) {
    self.method = method
    self.path = path
    self.query = query
    self.headers = headers
    self.auth = auth
    sharedBody = SharedBody(body)
    self.framing = framing
    self.connection = connection
    self.disconnect = disconnect
    self.limits = limits
    self.client = client
    self.place = place
    self.variableUses = variableUses
  }

  /// The body as text, generators unexpanded: equal texts render to equal bodies.
  var derivedBody: SharedBody.Derived { sharedBody.derived }
  /// The variables in the body, in order.
  var bodyVariables: [String] { sharedBody.derived.variables }
}

package enum RequestBody: Sendable, Equatable {
  case none
  /// JSON with `${variables}` and the generators `$repeat` and `$splice`.
  case json(JSON)
  /// Sent as it stands, piece by piece, for text that is not JSON or not written as JSON usually is.
  /// Each piece is a string with `${variables}` or a `$repeat`.
  case text([JSON])
  case bytes([UInt8])
}

/// How a body's length is announced.
package enum BodyFraming: String, Sendable, CaseIterable {
  case contentLength = "content-length"
  case chunked
  case expectContinue = "expect-continue"
}

package enum ConnectionRule: String, Sendable, CaseIterable {
  /// Whatever connection is free.
  case reuse
  /// A new one.
  case fresh
  /// The same one for all steps of the case that say so.
  case same
}

/// When the client closes the connection on purpose.
package enum DisconnectRule: Sendable, Equatable {
  case afterBytes(Int)
  /// After the first event of that name has arrived.
  case afterEvent(String)
}

/// Time limits in milliseconds that replace the run's own; nil keeps them.
package struct StepLimits: Sendable, Equatable {
  package var firstByte: Int?
  package var idle: Int?
  package var total: Int?
  package init(firstByte: Int? = nil, idle: Int? = nil, total: Int? = nil) {
    self.firstByte = firstByte
    self.idle = idle
    self.total = total
  }
}

/// The auth axis: which credentials a request carries, and where.
package enum AuthRow: String, Sendable, CaseIterable {
  /// Whatever the run uses (a replay axis can change it).
  case `default`
  case none
  case apiKey = "x-api-key"
  case bearer
  /// `bearer` in lower case.
  case bearerLowercase = "bearer-lowercase"
  /// Two blanks between the scheme and the token.
  case bearerBlanks = "bearer-blanks"
  /// The valid token in both headers.
  case both
  /// A valid bearer beside a wrong x-api-key.
  case conflictingKey = "conflicting-x-api-key"
  /// A valid x-api-key beside a wrong bearer.
  case conflictingBearer = "conflicting-bearer"
  case wrongKey = "wrong-x-api-key"
  case wrongBearer = "wrong-bearer"
  case emptyKey = "empty-x-api-key"
  case emptyBearer = "empty-bearer"
  /// The token under another scheme (`Basic`).
  case basicScheme = "basic-scheme"
  /// A made-up value, for servers that do not look.
  case dummyKey = "dummy-x-api-key"
  case dummyBearer = "dummy-bearer"
  // Wrong keys that are nearly the right one.
  case wrongLast = "wrong-last-character"
  case wrongFirst = "wrong-first-character"
  case otherCase = "other-case"
  case longerKey = "key-and-more"
  case partOfKey = "part-of-key"

  /// Whether the row is meaningless without a valid token.
  package var needsToken: Bool {
    switch self {
    case .apiKey, .bearer, .bearerLowercase, .bearerBlanks, .both, .conflictingKey, .conflictingBearer, .basicScheme,
      .wrongLast, .wrongFirst, .otherCase, .longerKey, .partOfKey:
      true
    default: false
    }
  }
}
