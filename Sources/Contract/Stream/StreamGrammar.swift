import Wire

extension RequirementID {
  static let sseSingleMessageStart: Self = "sse-single-message-start"
}

/// The order that the events of a streamed message must come in, as a value: give it one event after
/// the other and it tells what each one breaks.
///
/// It keeps going after a violation and assumes the least that explains it, so that one defect is
/// reported once instead of once an event.
package struct StreamGrammar: Sendable {
  /// Where the stream stands.
  package enum State: Sendable, Equatable {
    /// Before the message. Next may come: `ping`, `message_start`, `error`.
    case initial
    /// Between two content blocks. Next: `content_block_start` of the next free index,
    /// `message_delta`, `ping`, `error`.
    case open
    /// Inside a content block. Next: `content_block_delta` and `content_block_stop` of its index,
    /// `ping`, `error`.
    case block
    /// After the content. Next: `message_delta`, `message_stop`, `ping`, `error`.
    case closing
    /// After `message_stop`. Next: `ping`.
    case ended
    /// After `error`. Nothing may follow.
    case failed
  }

  /// Why no further event came.
  package enum Ending: Sendable, Equatable {
    /// The response ended as its framing announced.
    case complete
    /// The connection broke or fell silent; what the server meant to send is unknown.
    case cut
    /// The reader left on purpose.
    case closedByClient
  }

  package private(set) var state = State.initial
  /// The `error` event, once one came.
  package private(set) var errorEvent: StreamEvent?

  var collector = FindingCollector()
  let request: RequestFacts
  /// Broken bytes are known to be the reason for replacement characters.
  let hasInvalidText: Bool

  var messageStart: StreamEvent?
  var startUsage: StartUsage?
  var blocks: [ContentBlockRecord] = []
  /// The latest block of each index.
  var latest: [Int: Int] = [:]
  var openBlocks = 0
  /// Blocks that were really opened, not only referred to.
  var openedBlocks = 0
  /// The index that the next block should have.
  var nextIndex = 0
  var lastMessageDelta: StreamEvent?
  var lastOutputTokens: Int?
  /// Findings that depend on how the message ends.
  var pending: [PendingJudgement] = []
  private var reported = 0

  /// - Parameters:
  ///   - request: the request's body, for what the reply must agree with.
  ///   - hasInvalidText: whether the body had bytes that are not UTF-8.
  package init(request: JSON? = nil, hasInvalidText: Bool = false) {
    self.request = RequestFacts(request)
    self.hasInvalidText = hasInvalidText
  }

  /// Takes the next event and returns what it breaks. Unknown events are passed over until
  /// the message has ended.
  package mutating func receive(_ event: StreamEvent) -> [Finding] {
    if let kind = event.kind {
      if kind != .ping, !event.isDoneSentinel { take(event, kind) }
    } else if state == .ended || state == .failed, !event.isDoneSentinel {
      reportAfterEnd(event, event.type ?? event.name ?? "data without a type")
    }
    return newlyBroken()
  }

  /// No more events: returns what the end breaks and everything that was kept.
  package mutating func finish(_ ending: Ending = .complete) -> [Finding] {
    judgeEnd(ending)
    let broken = newlyBroken()
    return broken + collector.findings.filter { !$0.isViolated }
  }

  private mutating func newlyBroken() -> [Finding] {
    defer { reported = collector.broken.count }
    return Array(collector.broken[reported...])
  }

  private mutating func take(_ event: StreamEvent, _ kind: StreamEventKind) {
    switch state {
    case .ended:
      reportAfterEnd(event, kind.rawValue)
      if kind == .messageDelta, lastMessageDelta == nil { lastMessageDelta = event }
      return
    case .failed:
      reportAfterEnd(event, kind.rawValue)
      return
    case .initial where kind != .error:
      collector.require(
        kind == .messageStart, for: .sseFirstMessageStart, reason: "out-of-order",
        "the stream does not start with message_start", expected: "message_start", actual: kind.rawValue,
        at: event.place())
      state = .open
    default: break
    }
    // An end before any beginning is out of order, and nothing more can be said of it.
    if messageStart == nil, blocks.isEmpty, kind == .messageDelta || kind == .messageStop { return }
    switch kind {
    case .ping: break
    case .error:
      state = .failed
      errorEvent = event
      judgeError(event)
    case .messageStart: startMessage(event)
    case .contentBlockStart, .contentBlockDelta, .contentBlockStop:
      if state == .closing {
        takeLateContent(event, kind)
      } else {
        takeContent(event, kind)
        state = openBlocks > 0 ? .block : .open
      }
    case .messageDelta:
      state = .closing
      judgeMessageDelta(event)
      lastMessageDelta = event
    case .messageStop:
      state = .ended
      judgeMessageStop(event)
    }
  }

  private mutating func reportAfterEnd(_ event: StreamEvent, _ type: String) {
    let isError = state == .failed
    collector.fail(
      isError ? .sseErrorTerminal : .sseNothingAfterStop, reason: "out-of-order",
      isError ? "the stream goes on after its error event" : "an event follows message_stop",
      expected: "the end of the stream", actual: type, at: event.place())
  }

  private mutating func startMessage(_ event: StreamEvent) {
    guard messageStart == nil else {
      collector.fail(
        .sseSingleMessageStart, reason: "repeated", "the stream has a second message_start",
        expected: "one message_start", actual: "another one", at: event.place())
      return
    }
    messageStart = event
    collector.observe(.sseSingleMessageStart)
    judgeMessageStart(event)
  }

  private mutating func takeContent(_ event: StreamEvent, _ kind: StreamEventKind) {
    switch kind {
    case .contentBlockStart: openBlock(event)
    case .contentBlockDelta: extendBlock(event)
    default: closeBlock(event)
    }
  }

  /// Content after `message_delta` breaks the order and nothing else; only its stops are noted, lest
  /// the blocks look as if nobody had closed them.
  private mutating func takeLateContent(_ event: StreamEvent, _ kind: StreamEventKind) {
    collector.fail(
      .sseNoContentAfterMessageDelta, reason: "out-of-order", "content follows message_delta",
      expected: "message_delta or message_stop", actual: kind.rawValue, at: event.place())
    guard kind == .contentBlockStop else { return }
    let index = event.json?["index"]?.int
    if let block = index.flatMap({ latest[$0] }), blocks[block].isOpen {
      blocks[block].isOpen = false
      openBlocks -= 1
    }
  }
}

/// A judgement that waits for the stop reason.
struct PendingJudgement: Sendable {
  enum Matter: Sendable {
    /// A tool call's arguments end in mid-JSON.
    case truncatedArguments(String)
    /// A call of this tool came without a single fragment of arguments.
    case noArguments(String)
    /// A text ends in a character that was cut apart.
    case brokenLastCharacter
    /// A thinking block had no signature delta.
    case missingSignatureDelta
  }
  var matter: Matter
  var event: StreamEvent
}
