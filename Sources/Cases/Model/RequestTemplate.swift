import Wire

/// A request as the case writes it: variables and generators are filled in when it is sent.
public struct RequestTemplate: Sendable {
  public var method: String
  /// Path below the base URL, e.g. `/v1/messages`.
  public var path: String
  /// Raw query without the question mark, or nil.
  public var query: String?
  /// In writing order; a list value becomes repeated fields.
  public var headers: [HeaderField]
  public var auth: AuthRow
  public var body: RequestBody {
    get { sharedBody.body }
    set { sharedBody = SharedBody(newValue) }
  }
  /// The body with what is derived from it; copies of the template share it.
  private var sharedBody: SharedBody
  public var framing: BodyFraming
  public var connection: ConnectionRule
  public var disconnect: DisconnectRule?
  public var limits: StepLimits
  /// The client that speaks, when it would react to the words of a refusal.
  public var client: String?
  /// Those words, from its profile.
  public var errorReactions: [ClientProfile.ErrorReaction] = []

  public var place: SourcePlace
  /// Its variables where they are written.
  public var variableUses: [VariableUse] = []

  public init(
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
  var bodyText: String { sharedBody.derived.text }
  /// The variables in the body, in order.
  var bodyVariables: [String] { sharedBody.derived.variables }
}

public enum RequestBody: Sendable, Equatable {
  case none
  /// JSON with `${variables}` and the generators `$repeat` and `$splice`.
  case json(JSON)
  /// Sent as it stands, piece by piece, for text that is not JSON or not written as JSON usually is.
  /// Each piece is a string with `${variables}` or a `$repeat`.
  case text([JSON])
  case bytes([UInt8])
}

/// How a body's length is announced.
public enum BodyFraming: String, Sendable, CaseIterable {
  case contentLength = "content-length"
  case chunked
  case expectContinue = "expect-continue"
}

public enum ConnectionRule: String, Sendable, CaseIterable {
  /// Whatever connection is free.
  case reuse
  /// A new one.
  case fresh
  /// The same one for all steps of the case that say so.
  case same
}

/// When the client closes the connection on purpose.
public enum DisconnectRule: Sendable, Equatable {
  case afterBytes(Int)
  /// After the first event of that name has arrived.
  case afterEvent(String)
}

/// Time limits in milliseconds that replace the run's own; nil keeps them.
public struct StepLimits: Sendable, Equatable {
  public var firstByte: Int?
  public var idle: Int?
  public var total: Int?
  public init(firstByte: Int? = nil, idle: Int? = nil, total: Int? = nil) {
    self.firstByte = firstByte
    self.idle = idle
    self.total = total
  }
}

/// The auth axis: which credentials a request carries, and where.
public enum AuthRow: String, Sendable, CaseIterable {
  /// Whatever the run uses (a replay axis can change it).
  case `default`
  case none
  case apiKey = "x-api-key"
  case bearer
  /// `bearer` in lower case.
  case bearerLowercase = "bearer-lowercase"
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

  /// Whether the row is meaningless without a valid token.
  public var needsToken: Bool {
    switch self {
    case .apiKey, .bearer, .bearerLowercase, .both, .conflictingKey, .conflictingBearer, .basicScheme: true
    default: false
    }
  }
}
