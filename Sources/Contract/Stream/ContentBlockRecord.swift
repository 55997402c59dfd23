import Wire

/// What is known about one content block of a stream.
struct ContentBlockRecord: Sendable {
  enum Kind: Sendable, Equatable {
    case text
    case thinking
    case redactedThinking
    case toolUse
    case serverToolUse
    case other(String)
    /// Its start is missing or unreadable.
    case unknown
  }

  var index: Int
  var kind: Kind
  /// The event that opened it, or first spoke of it when none did.
  var event: StreamEvent
  var isOpen = true
  /// Nothing opened it.
  var isPhantom = false
  /// Another block took its index while it was open.
  var isReplaced = false
  /// An event with its index, or one that must have meant it, closed it.
  var isClosed = false
  /// Its start had another index than it should have had, so that its deltas may know better.
  var hasDoubtfulIndex = false
  /// A stop with an index that no block has came while it was open.
  var isClosedByGuess = false
  /// The event that opened the next block while this one was open.
  var overlap: StreamEvent?
  /// Some delta could not be read, so its content is not known.
  var hasLostContent = false
  var deltas = 0
  /// The pieces of text or of a tool's arguments.
  var pieces = PieceWatch()
  var signatureDeltas = 0
  var lastDeltaWasSignature = false
  var replacementCharacter: StreamEvent?

  /// Opened with an index it should not have had, and with nothing in it: most likely one event too many.
  var isStray: Bool { hasDoubtfulIndex && deltas == 0 }

  var contentBlock: JSON? { event.json?["content_block"] }
}

extension ContentBlockRecord.Kind {
  init(type: String) {
    self =
      switch type {
      case "text": .text
      case "thinking": .thinking
      case "redacted_thinking": .redactedThinking
      case "tool_use": .toolUse
      case "server_tool_use", "mcp_tool_use": .serverToolUse
      default: .other(type)
      }
  }

  var isOther: Bool { if case .other = self { true } else { false } }

  /// The deltas that may extend it; nil when that is not known.
  var deltaTypes: [String]? {
    switch self {
    case .text: ["text_delta", "citations_delta"]
    case .thinking: ["thinking_delta", "signature_delta"]
    case .toolUse, .serverToolUse: ["input_json_delta"]
    case .redactedThinking: []
    case .other, .unknown: nil
    }
  }
}

/// Joins pieces that should each continue the one before, and notices when they start over.
struct PieceWatch: Sendable {
  /// All pieces, one after the other.
  private(set) var joined = ""
  /// How many pieces had something in them.
  private(set) var count = 0
  /// The last piece that had something in it.
  private(set) var last = ""
  /// Some piece began with everything sent before it.
  private(set) var hasRepeat = false
  /// Each piece began with the one before it and was longer.
  private(set) var isGrowing = true
  /// The last piece was all earlier ones together.
  private(set) var endsInRepeat = false

  mutating func add(_ piece: String) {
    guard !piece.isEmpty else { return }
    if count > 0 {
      let isExtension =
        piece.utf8.count > last.utf8.count && piece.utf8.starts(with: last.utf8)
      isGrowing = isGrowing && isExtension
      hasRepeat = hasRepeat || piece.utf8.starts(with: joined.utf8)
      endsInRepeat = piece.sameBytes(as: joined)
    }
    joined += piece
    last = piece
    count += 1
  }

  /// Whether the pieces are running totals. A few short words may begin alike by chance, so that
  /// three pieces and some length are asked for.
  var isCumulativeText: Bool {
    isGrowing && count >= 3 && last.utf8.count >= 8
      || endsInRepeat && count >= 4 && last.utf8.count >= 24
  }
}
