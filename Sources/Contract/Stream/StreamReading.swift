import Verdicts
import Wire

extension RequirementID {
  static let sseStatus200: Self = "sse-status-200"
  static let sseContentType: Self = "sse-content-type"
  static let sseAnsweredAsStream: Self = "sse-answered-as-stream"
  static let sseRequestID: Self = "sse-request-id"
  static let sseSDKAccumulatorReplay: Self = "sse-sdk-accumulator-replay"
}

/// Everything one streamed response can tell: its events, the message they make up and what they
/// keep or break.
package struct StreamReading: Sendable {
  package private(set) var events: [StreamEvent] = []
  /// The message as the official client rebuilds it; nil when it could not be.
  package private(set) var message: JSON?
  /// The data of the `error` event, if one came.
  package private(set) var errorEvent: JSON?
  /// Whether the stream has more events than are judged.
  package private(set) var isShortened = false
  /// Whether `message_stop` came.
  package private(set) var stopped = false
  var collector = FindingCollector()
  /// Events that are judged; no reply of a model has as many.
  package static let mostEvents = StreamFraming.mostEvents

  /// Framing, grammar, deltas, usage, ending, timing and the rebuilt message: broken ones first, in the
  /// order of the events.
  package private(set) var findings: [Finding] = []

  /// Reads and judges the body once.
  ///
  /// - Parameters:
  ///   - response: a response with status 2xx to a request that asked for a stream. A compressed body
  ///     is not looked into.
  ///   - end: how the transfer ended.
  ///   - request: the request's body, for what the reply must agree with.
  ///   - timings: when the transfer was over, so that its end can be judged.
  package init(_ response: Response, end: TransferEnd, request: JSON?, timings: TransferTimings? = nil) {
    read(response, end: end, request: request, timings: timings)
    findings = collector.findings.enumerated().sorted { left, right in
      let order = (left.element.orderInStream, left.offset)
      return order < (right.element.orderInStream, right.offset)
    }.map(\.element)
  }

  private mutating func read(
    _ response: Response, end: TransferEnd, request: JSON?, timings: TransferTimings?
  ) {
    if isErrorInSuccess(response) { return }
    judgeHead(response)
    var ending = StreamGrammar.Ending(end)
    guard !response.isCompressed else { return }
    let framing = StreamFraming(response, isCut: ending != .complete)
    isShortened = framing.isShortened
    if isShortened { ending = .closedByClient }
    events = framing.events
    guard isStream(response, ending) else { return }
    collector.absorb(framing.collector)

    var grammar = StreamGrammar(request: request, hasInvalidText: framing.hasInvalidText)
    for event in events { _ = grammar.receive(event) }
    if let stray = framing.strayJSON, grammar.state != .ended, stray.text.containsBytes(of: "\"error\"") {
      reportStrayError(stray, response)
    } else if grammar.state != .initial || !framing.collector.isAnyViolated(Self.unreadable) {
      _ = grammar.finish(ending)
    }
    // Where no event has its right name, neither has an error.
    let misnamed: Set<RequirementID> = [.sseEventLines, .sseEventEqualsType]
    collector.absorb(grammar.collector, except: framing.collector.isAnyViolated(misnamed) ? [.sseErrorEventName] : [])
    stopped = grammar.state == .ended
    errorEvent = grammar.errorEvent?.json
    if !framing.isShortened { judgeConnection(end, after: grammar, timings: timings) }
    judgeTiming(response, framing)
    rebuild(framing, ending)
    judgeMessage(request)
  }

  private mutating func judgeHead(_ response: Response) {
    let type = response.head.headers.first("content-type")
    let isEventStream = response.mediaType == "text/event-stream"
    let isJSON = !isEventStream && response.body.first { $0 > 0x20 } == UInt8(ascii: "{")
    collector.require(
      !isJSON, for: .sseAnsweredAsStream, reason: "json", "a request for a stream is answered by one JSON body",
      expected: "events", actual: String(decoding: response.body.prefix(200), as: UTF8.self), at: Place(byte: 0))
    collector.require(
      isEventStream || isJSON, for: .sseContentType,
      reason: type == nil ? "missing-field" : "wrong-value",
      "a stream has the wrong content-type", expected: "text/event-stream",
      actual: type ?? "no content-type")
    collector.require(
      response.status == 200, for: .sseStatus200, reason: "wrong-value", "a stream does not have status 200",
      expected: "200", actual: String(response.status))
    let id = response.head.headers.first("request-id")
    collector.require(
      id?.isEmpty == false, for: .sseRequestID, reason: id == nil ? "missing-field" : "empty",
      "the response of a stream has no request-id", expected: "request-id: req_…",
      actual: id == nil ? "no request-id" : "an empty one")
  }

  /// Whether the body is a plain JSON error, which is all there is to say then.
  private mutating func isErrorInSuccess(_ response: Response) -> Bool {
    guard response.mediaType == "application/json", let root = try? JSONParser.parse(response.body).root,
      root.isError
    else { return false }
    collector.fail(
      .errNo200WithError, reason: "error-in-success", "an error is delivered under status \(response.status)",
      expected: "status 4xx or 5xx", actual: Excerpt.of(root), at: Place(byte: 0))
    return true
  }

  /// Whether the body is an event stream at all. If it is not, that alone is reported.
  private mutating func isStream(_ response: Response, _ ending: StreamGrammar.Ending) -> Bool {
    guard events.isEmpty, !response.body.isEmpty else { return true }
    if ending == .complete, !collector.isAnyViolated([.sseContentType, .sseAnsweredAsStream]) {
      collector.fail(
        .sseEventLines, reason: "not-an-event-stream", "the body is not an event stream",
        expected: "event: message_start",
        actual: String(decoding: response.body.prefix(400), as: UTF8.self), at: Place(byte: 0))
    }
    return false
  }

  /// A failure written into the stream as bare JSON is seen by no client.
  private mutating func reportStrayError(_ stray: (offset: Int, text: String), _ response: Response) {
    collector.fail(
      .sseErrorEventName, reason: "not-an-event",
      "the stream has an error as bare JSON, so clients skip it",
      expected: "event: error", actual: stray.text,
      at: Place(byte: stray.offset, elapsed: response.arrival(ofByte: stray.offset)))
  }

  /// Feeds the official client's algorithm what the official client would see.
  private mutating func rebuild(_ framing: StreamFraming, _ ending: StreamGrammar.Ending) {
    guard framing.isReadableByClients else { return }
    var accumulator = MessageAccumulator()
    var failure: AccumulationError?
    var last: StreamEvent?
    for event in framing.hasUnterminatedEnd ? events.dropLast() : events[...] {
      guard event.name != nil, event.name != "ping", event.data?.isEmpty == false else { continue }
      // The client raises what the event reports.
      if event.name == "error" { return }
      last = event
      do {
        try accumulator.receive(event.json ?? .null)
      } catch {
        failure = error
        break
      }
    }
    if failure == nil, ending != .cut {
      do { message = try accumulator.finish() } catch { failure = error }
    }
    guard ending == .complete, stopped, !collector.isAnyViolated(Self.narrower.union([.sseNoDoneSentinel])) else {
      return
    }
    collector.observe(.sseSDKAccumulatorReplay)
    if let failure {
      collector.fail(
        .sseSDKAccumulatorReplay, reason: "exception", "the official client cannot rebuild the message: \(failure)",
        expected: "a message", actual: "an exception", at: last?.place() ?? Place())
    } else if let block = message?["content"]?.array?.first(where: { $0["type"]?.string == nil }) {
      collector.fail(
        .sseSDKAccumulatorReplay, reason: "untyped-block", "the official client gets a block without a type",
        expected: "a type in every content block", actual: Excerpt.of(block))
    }
  }

  /// What the message says is only judged when the stream did not garble it.
  private mutating func judgeMessage(_ request: JSON?) {
    guard stopped, let message, !collector.isAnyViolated(Self.narrower), !collector.isViolated(.sseSDKAccumulatorReplay)
    else { return }
    let rules = MessageRules(message, origin: .stream, request: RequestFacts(request))
    var consequences: Set<RequirementID> = []
    if collector.isViolated(.sseUsageCumulative) { consequences.insert(.respUsageOutputPositive) }
    if collector.isViolated(.sseUsageInputNotZeroed) { consequences.insert(.respUsageInputPositive) }
    collector.absorb(rules.collector, except: consequences)
  }

  /// The requirement that says why the message could not be rebuilt, if one does.
  package var garbledBy: String? {
    findings.first { found in found.isViolated && Self.narrower.contains { $0.rawValue == found.requirement } }?
      .requirement
  }

  /// Reasons for which not a single event may have been understood.
  static let unreadable: Set<RequirementID> = [
    .sseEventLines, .sseDataJSONObject, .sseBlankLineSeparated, .sseNoUnknownEvents, .sseNoDoneSentinel,
  ]

  /// Requirements that say more precisely why a message cannot be rebuilt, or not as it was meant.
  static let narrower: Set<RequirementID> = [
    .sseContentType, .sseAnsweredAsStream, .sseEventLines, .sseEventEqualsType, .sseDataJSONObject,
    .sseBlankLineSeparated,
    .sseNoBOM, .sseUTF8Valid, .sseNothingAfterStop, .sseFirstMessageStart,
    .sseSingleMessageStart, .sseStartMessageShape, .sseStartContentEmpty, .sseStartUsagePresent,
    .sseBlockStartBeforeDelta, .sseIndexFromZero, .sseIndexContiguous, .sseIndexInt, .sseEveryBlockClosed,
    .sseNoDeltaAfterStop, .sseTextStartEmpty, .sseDeltaTypeMatchesBlock, .sseTextDeltaString,
    .sseTextDeltaIncremental, .sseMessageDeltaOnceOrMore, .sseMessageDeltaUsage, .sseMessageDeltaDeltaObject,
    .sseNoContentAfterMessageDelta, .sseToolStartShape, .sseToolPartialJSONString, .sseToolJSONConcatValid,
    .sseToolJSONNotCumulative, .sseToolNoArg, .sseToolArgumentsSent, .sseToolTruncatedReason, .sseToolUnicodeFragments,
    .sseThinkStartShape, .sseThinkDeltaKey, .sseThinkSignatureSingle, .sseThinkSignatureKey,
    .sseRedactedInStart,
    .sseErrorEventName, .sseErrorTerminal, .sseErrorEnvelope, .sseAbortNotCleanEnd,
  ]
}

extension Finding {
  /// Broken at the head of the response, at its events one after the other, as a whole, and kept.
  fileprivate var orderInStream: Int {
    guard isViolated else { return Int.max }
    return place.event ?? (place.pointer == nil && place.byte == nil ? -1 : Int.max - 1)
  }
}

extension Response {
  /// Whether its body could not be taken out of its content coding.
  var isCompressed: Bool { coding?.problem != nil }
}

extension StreamGrammar.Ending {
  init(_ end: TransferEnd) {
    switch end {
    case .complete: self = .complete
    case .closedByClient: self = .closedByClient
    case .failed(let failure):
      switch failure.kind {
      // Limits and interruptions of our own say nothing about the server.
      case .bodyTooLarge, .cancelled, .internal: self = .closedByClient
      default: self = .cut
      }
    }
  }
}
