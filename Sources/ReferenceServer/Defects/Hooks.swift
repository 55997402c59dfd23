import Wire

/// The places where a defect can take hold of the server. A conformant server has none of them.
///
/// Several defects may use the same place; they run in the order in which they were configured.
struct Hooks: Sendable {
  typealias Edit<Value> = @Sendable (inout Value, DefectContext) -> Void

  /// Changes what arrives, before anything looks at it.
  var request: [Edit<ServerRequest>] = []
  /// Answers or refuses before anything else does, when it returns something.
  var intercept: [@Sendable (DefectContext) -> Interception?] = []
  /// Overrides whether the credentials suffice.
  var authentication: [Edit<Bool>] = []
  /// Validation rules that are left out, by name and for which requests. `*` stands for all rules,
  /// `json` and `object` for the two that precede them.
  var accepted: [(rule: String, when: @Sendable (ValidationInput) -> Bool)] = []
  /// Rules that should not be. They come before the others.
  var extraRules: [ValidationRule] = []
  /// Changes the parsed body after validation: what the server understands of the request.
  var body: [Edit<JSON>] = []
  /// Changes what the model is told.
  var options: [Edit<GenerationOptions>] = []
  /// Changes the script before limits apply.
  var script: [Edit<[Segment]>] = []
  /// Changes what was generated, for JSON and streams alike.
  var generated: [Edit<Generated>] = []
  /// Changes the number of input tokens reported in usage.
  var inputTokens: [Edit<Int>] = []
  /// Changes the Message of a reply that is not streamed.
  var message: [Edit<JSON>] = []
  /// Changes the events of a stream.
  var events: [Edit<[StreamEvent]>] = []
  /// Changes the bytes of a stream; there is one step for each event.
  var frames: [Edit<[StreamStep]>] = []
  /// Changes the body of `count_tokens`.
  var count: [Edit<JSON>] = []
  /// Changes the body of the model list.
  var modelList: [Edit<JSON>] = []
  /// Changes the body of a single model.
  var modelInfo: [Edit<JSON>] = []
  /// Changes the JSON that the endpoints of batches, files and skills answer with.
  var surface: [Edit<JSON>] = []
  /// Changes the results of a batch, a value for each line.
  var results: [Edit<[JSON]>] = []
  /// Changes a file before it is kept.
  var upload: [Edit<StoredFile>] = []
  /// Changes a refusal before it is laid out.
  var fault: [Edit<APIError>] = []
  /// Changes the body of a refusal.
  var errorBody: [Edit<JSON>] = []
  /// Milliseconds before a client that asks for it is told to send its body.
  var continueDelay = 0
  /// Changes the finished reply: status, headers, framing, connection.
  var reply: [Edit<ServerReply>] = []

  func skips(_ rule: String, for input: ValidationInput) -> Bool {
    accepted.contains { ($0.rule == rule || $0.rule == "*") && $0.when(input) }
  }
}

/// What stands in for a normal answer.
enum Interception: Sendable {
  case reply(ServerReply)
  case fault(APIError)
}

/// What hooks may know of the exchange they are in.
struct DefectContext: Sendable {
  var request: ServerRequest
  var route: Route
  /// The parsed body; null before parsing and for requests without one.
  var body: JSON = .null
  var ids: Identifiers
  var configuration: Configuration
  var state: ServerState

  var requestID: String { ids.make("req_") }
  /// Whether the reply is streamed.
  var isStream: Bool { body["stream"]?.bool == true }
  /// Whether this is a request for a message.
  var isMessage: Bool { route == .messages }
}

/// What a server remembers from one request to the next.
final class ServerState: Sendable {
  struct Memory: Sendable {
    var requests = 0
    /// Requests whose reply is not out yet.
    var inFlight = 0
    /// Clients that left before their reply was out.
    var disconnects = 0
    /// What defects remember.
    var notes: [String: JSON] = [:]
    var batches: [Batch] = []
    var files: [StoredFile] = [.chart]
    var skills: [StoredSkill] = [.spreadsheets]
  }

  private let memory = Locked(Memory())

  /// Changes or reads the memory, alone.
  func with<Result>(_ body: (inout Memory) -> Result) -> Result { memory.withLock { body(&$0) } }
}
