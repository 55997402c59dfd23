/// How the reference server behaves. Everything that varies is here; there is no global state.
package struct Configuration: Sendable {
  /// Whether credentials are checked.
  package enum Authentication: Sendable {
    /// Any credential, or none, is accepted.
    case off
    /// One of these tokens has to arrive in `x-api-key` or as a Bearer token.
    case required([String])
  }

  /// When the model thinks before it answers.
  package enum Thinking: String, Sendable, CaseIterable {
    case never, whenAsked, always
  }

  /// What a server of the Messages API may do without.
  package enum Part: String, Sendable, CaseIterable {
    case countTokens = "count_tokens"
    case models, batches, files, skills
    /// Thinking of the type `adaptive`.
    case adaptiveThinking = "adaptive_thinking"
    case effort
    /// System messages between turns.
    case systemMessages = "system_messages"
    /// A `max_tokens` that the context does not hold beside the prompt, and that would be cut off there.
    case longLimits = "long_limits"
  }

  package var authentication: Authentication = .off
  /// The models on offer, newest first. The first is the default of the documentation.
  package var models: [Model] = [.general, .textOnly]
  package var thinks: Thinking = .whenAsked
  /// Put before every path, e.g. `/anthropic`; empty for none. No trailing slash.
  package var pathPrefix = ""
  /// Parts of the API that this server does not have: it answers 404 for routes, and refuses the others in the
  /// words that clients know.
  package var absent: Set<Part> = []
  /// Milliseconds between two deltas of a stream.
  package var deltaDelay = 2
  /// Tokens carried by one delta of text, thinking or tool input.
  package var tokensPerDelta = 2
  /// Milliseconds between two `ping` events while a reply is being waited for.
  package var pingInterval = 1000
  /// With how many requests between them one for a whole message is turned down as too many; never when nil.
  package var overloadedEvery: Int?
  /// Bodies beyond this many bytes are refused with 413.
  package var maximumBodyBytes = 32_000_000
  /// Names of the defects to install; see `Defect.all`.
  package var defects: [String] = []
  /// Names of the personalities to take on; see `Personality.all`.
  package var personalities: [String] = []
  /// Whether every character is a token.
  package var tokensAreCharacters = false
  /// Whether a model that is not on offer is replaced by the first one instead of being refused.
  package var replacesUnknownModels = false
  /// Makes ids differ between servers.
  package var seed: UInt64 = 1
  /// Unix time in seconds, for the `date` and rate limit headers.
  package var clock: @Sendable () -> Int = systemClock

  package init() {}

  /// The context window, in tokens, of every model.
  package mutating func setContextWindow(_ tokens: Int) {
    for index in models.indices { models[index].contextWindow = tokens }
  }
}

/// One model the server claims to have. All of them are the same script.
package struct Model: Sendable {
  package var id: String
  package var displayName: String
  /// Unix seconds.
  package var createdAt: Int
  /// Tokens of prompt and reply together.
  package var contextWindow: Int
  /// The greatest `max_tokens`.
  package var maximumOutput: Int
  /// Whether image blocks are accepted.
  package var seesImages: Bool

  package init(
    id: String, displayName: String, createdAt: Int, contextWindow: Int = 200_000,
    maximumOutput: Int = 64_000, seesImages: Bool = true
  ) {
    self.id = id
    self.displayName = displayName
    self.createdAt = createdAt
    self.contextWindow = contextWindow
    self.maximumOutput = maximumOutput
    self.seesImages = seesImages
  }

  package static let general = Model(
    id: "reference/model-1", displayName: "Reference Model 1", createdAt: 1_767_225_600)
  /// Refuses images; its id needs percent-encoding in a path.
  package static let textOnly = Model(
    id: "reference/text-only:1b", displayName: "Reference Text Only 1B", createdAt: 1_735_689_600,
    seesImages: false)
}

/// Why a configuration cannot be served.
package struct ConfigurationError: Error, Sendable, CustomStringConvertible {
  package var description: String
}
