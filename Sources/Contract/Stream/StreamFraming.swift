import Verdicts
import Wire

extension RequirementID {
  static let sseEventLines: Self = "sse-event-lines"
  static let sseEventEqualsType: Self = "sse-event-equals-type"
  static let sseDataJSONObject: Self = "sse-data-json-object"
  static let sseBlankLineSeparated: Self = "sse-blank-line-separated"
  static let sseNoDoneSentinel: Self = "sse-no-done-sentinel"
  static let sseNoBOM: Self = "sse-no-bom"
  static let ssePingType: Self = "sse-ping-type"
  static let ssePingShape: Self = "sse-ping-shape"
  static let sseNoUnknownEvents: Self = "sse-no-unknown-events"
}

/// Reads the bytes of a body as an event stream and judges the framing: everything that can be said
/// about one frame without knowing the frames around it.
struct StreamFraming: Sendable {
  private(set) var events: [StreamEvent] = []
  private(set) var collector = FindingCollector()
  /// Some bytes were not UTF-8, so replacement characters in the text are explained already.
  private(set) var hasInvalidText = false
  /// The event that ends the message, or an error, has come.
  private var hasEnded = false
  /// No blank line ends the last event, so that clients never see it.
  private(set) var hasUnterminatedEnd = false
  /// Several events stand in one frame.
  private(set) var hasMergedEvents = false
  /// Clients stop with an exception at bytes that are no text and at frames that hold several events,
  /// and miss `message_start` behind a byte order mark.
  var isReadableByClients: Bool { !hasInvalidText && !hasMergedEvents && !collector.isViolated(.sseNoBOM) }
  /// There are more events than are judged.
  private(set) var isShortened = false
  /// No reply of a model comes near; more of them would fill memory and tell nothing new.
  static let mostEvents = 50_000

  /// Where a line that is JSON but no field of an event stream stands, and how it begins.
  private(set) var strayJSON: (offset: Int, text: String)?

  /// - Parameter isCut: whether the end of the body is not the end the server meant.
  init(_ response: Response, isCut: Bool) {
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    var body = response.body[...]
    collector.observe(.sseNoBOM, .sseNoDoneSentinel)
    if body.starts(with: mark) {
      collector.fail(
        .sseNoBOM, reason: "byte-order-mark", "the stream starts with a byte order mark, which hides its first event",
        expected: "event: message_start", actual: "EF BB BF before the first line",
        at: Place(byte: 0, elapsed: response.arrival(ofByte: 0)))
      body = body.dropFirst(mark.count)
    }
    // Without the mark the rest can be judged for what it is.
    let shift = response.body.count - body.count
    // The body is in memory already, so no line of it is too long.
    var parser = EventStreamParser(maximumLineLength: body.count)
    func take(_ items: [EventStreamItem], _ framing: inout StreamFraming) {
      for item in items {
        switch item {
        case .comment: break
        case .fault(let fault): framing.note(fault, shift: shift, in: response)
        case .event(let event):
          guard framing.events.count < Self.mostEvents else {
            framing.isShortened = true
            return
          }
          if event.isTerminated || !isCut { framing.take(event, shift: shift, in: response) }
        }
      }
    }
    // Piece by piece, so that what is not judged is not taken apart either.
    while !body.isEmpty, !isShortened {
      take(parser.receive(body.prefix(1 << 16)), &self)
      body = body.dropFirst(1 << 16)
    }
    if !isShortened { take(parser.finish(), &self) }
    if !events.isEmpty { collector.observe(.sseBlankLineSeparated) }
    if response.body.contains(where: { $0 >= 0x80 }) { collector.observe(.sseUTF8Valid) }
  }

  private mutating func note(_ fault: EventStreamFault, shift: Int, in response: Response) {
    let offset = fault.offset + shift
    switch fault.kind {
    case .invalidUTF8:
      hasInvalidText = true
      collector.fail(
        .sseUTF8Valid, reason: "invalid-utf8", "the stream has bytes that are not UTF-8",
        expected: "well-formed UTF-8", actual: Excerpt.bytes(response.body, at: offset),
        at: Place(byte: offset, elapsed: response.arrival(ofByte: offset)))
    case .unknownField:
      if strayJSON == nil, fault.detail.utf8.first == UInt8(ascii: "{") {
        let end = response.body[offset...].firstIndex { $0 == 0x0A || $0 == 0x0D } ?? response.body.endIndex
        strayJSON = (offset, String(decoding: response.body[offset..<min(end, offset + 4096)], as: UTF8.self))
      }
    case .byteOrderMark, .unterminatedEvent, .oversizedLine: break
    }
  }

  private mutating func take(_ event: ServerSentEvent, shift: Int, in response: Response) {
    let range = event.range.lowerBound + shift..<event.range.upperBound + shift
    let name = event.name?.isEmpty == true ? nil : event.name
    // A frame with neither name nor data (an `id:` or `retry:` alone) is nothing to a client.
    if name == nil, event.data?.isEmpty ?? true { return }
    // bounded: a place in the body
    let elapsed = response.arrival(ofByte: range.upperBound - 1)
    if !event.isTerminated {
      hasUnterminatedEnd = true
      collector.fail(
        .sseBlankLineSeparated, reason: "unterminated",
        "the last event has no blank line after it, so clients discard it",
        expected: "an empty line after the data", actual: "the end of the body",
        at: Place(event: events.count, byte: range.lowerBound, elapsed: elapsed))
    }
    let read = StreamEvent(
      index: events.count, name: name, data: event.data, range: range,
      // bounded: places in the body
      dataOffset: event.dataOffset + shift, dataLines: event.dataLines, elapsed: elapsed)
    if event.dataLines > 1, read.json == nil, let merged = unmerged(read) {
      collector.fail(
        .sseBlankLineSeparated, reason: "missing-blank-line",
        "\(merged.count) events are in one frame, because no blank line separates them",
        expected: "an empty line after each event", actual: event.data ?? "", at: read.place())
      hasMergedEvents = true
      events += merged
      return
    }
    judge(read)
    if read.kind == .messageStop || read.kind == .error { hasEnded = true }
    events.append(read)
  }

  /// The events that a missing blank line joined into one, if that is what happened.
  private func unmerged(_ event: StreamEvent) -> [StreamEvent]? {
    var merged: [StreamEvent] = []
    for line in (event.data ?? "").utf8.split(separator: 0x0A) {
      var one = StreamEvent(
        index: events.count + merged.count, name: nil, data: String(decoding: line, as: UTF8.self),
        range: event.range, dataOffset: event.dataOffset, dataLines: 2, elapsed: event.elapsed)
      guard one.json?.object != nil else { return nil }
      // All but the last name are lost; the types stand for them.
      one.name = one.type
      merged.append(one)
    }
    return merged.count > 1 ? merged : nil
  }
}

extension StreamFraming {
  /// Judges what a frame says about itself: its name, its data and whether they agree.
  private mutating func judge(_ event: StreamEvent) {
    if event.isDoneSentinel {
      collector.fail(
        .sseNoDoneSentinel, reason: "done-sentinel", "the stream has the end marker of OpenAI streams",
        expected: "no data: [DONE]", actual: event.data ?? "", at: event.place())
      return
    }
    switch event.kind {
    case .ping where event.name == "ping" && (event.data == nil || event.json?.object != nil):
      judgePing(event)
    // How an error is announced has requirements of its own, judged by the grammar.
    case .error: break
    default: judgeFrame(event)
    }
  }

  private mutating func judgePing(_ ping: StreamEvent) {
    let isTyped = ping.type == "ping"
    collector.require(
      isTyped, for: .ssePingType, reason: ping.type == nil ? "missing-field" : "wrong-value",
      "the data of a ping does not give its type", expected: "{\"type\":\"ping\"}", actual: ping.data ?? "no data",
      at: ping.place())
    guard isTyped else { return }
    collector.require(
      ping.json?.object?.count == 1, for: .ssePingShape, reason: "wrong-value", "a ping has more than its type",
      expected: "{\"type\":\"ping\"}", actual: ping.data ?? "", at: ping.place())
  }

  private mutating func judgeFrame(_ event: StreamEvent) {
    guard event.json?.object != nil else {
      let problem = dataProblem(of: event)
      collector.fail(
        .sseDataJSONObject,
        reason: event.data == nil ? "missing-field" : event.json == nil ? "not-json" : "wrong-type",
        problem, expected: "one JSON object", actual: event.data ?? "no data", at: event.place())
      return
    }
    collector.observe(.sseDataJSONObject, .sseEventLines)
    guard let name = event.name else {
      collector.fail(
        .sseEventLines, reason: "missing-field", "a frame has data but no event name, so clients skip it",
        expected: "event: \(event.kind?.rawValue ?? "…")", actual: event.data ?? "", at: event.place())
      return
    }
    let isNameKnown = StreamEventKind(rawValue: name) != nil
    let isTypeKnown = event.type.flatMap { StreamEventKind(rawValue: $0) } != nil
    collector.observe(.sseNoUnknownEvents)
    if !isNameKnown, !isTypeKnown {
      // Behind the end of the message, that it is there at all is what the grammar reports.
      if hasEnded { return }
      collector.fail(
        .sseNoUnknownEvents, reason: "unknown-event", "the stream has an event that is not documented",
        expected: "a documented event name", actual: name, at: event.place())
      return
    }
    collector.require(
      event.type.map { $0.sameBytes(as: name) } ?? false, for: .sseEventEqualsType,
      reason: event.json?["type"] == nil ? "missing-field" : "wrong-value",
      "the type inside the data does not repeat the event's name", expected: name,
      actual: Excerpt.of(event.json?["type"]), at: event.json?["type"] == nil ? event.place() : event.place("type")
    )
  }

  private func dataProblem(of event: StreamEvent) -> String {
    guard let data = event.data else { return "an event has no data" }
    do {
      _ = try JSONParser.parse(data)
      return "the data of an event is not a JSON object"
    } catch {
      return "the data of an event is not JSON: \(error)"
    }
  }
}
