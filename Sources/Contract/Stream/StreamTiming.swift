import Verdicts
import Wire

extension RequirementID {
  static let sseConnectionEnds: Self = "sse-connection-ends"
  static let sseIncremental: Self = "sse-incremental"
  static let sseEarlyMessageStart: Self = "sse-early-message-start"
  static let ssePingDuringPrefill: Self = "sse-ping-during-prefill"
  static let sseNoLongSilence: Self = "sse-no-long-silence"
  static let httpCodedStreamFlushed: Self = "http-coded-stream-flushed"
  static let sseNoContentLength: Self = "sse-no-content-length"
}

/// Times after which a client gives up or a user thinks that the server hangs, in microseconds.
enum StreamTimeLimits {
  /// From the last event to the end of the body.
  static let end = 2_000_000
  /// From the request to the first byte of the body.
  static let firstByte = 15_000_000
  /// A prompt that takes this long to read is a very long one.
  static let longPrefill = 60_000_000
  /// Between two arrivals of bytes.
  static let silence = 30_000_000
  /// Replies faster than this may reach the reader in one piece without having been held back, also on a machine that
  /// has much to do.
  static let fastReply = 300_000
  /// Content deltas from which on a reply is long enough to tell streaming from buffering.
  static let deltas = 30
}

extension StreamReading {
  /// Judges how the body came to its end.
  mutating func judgeConnection(_ end: TransferEnd, after grammar: StreamGrammar, timings: TransferTimings?) {
    let hasFailed = grammar.state == .failed
    switch end {
    case .closedByClient: return
    case .complete:
      guard let last = events.last?.elapsed, let timings else {
        collector.observe(.sseConnectionEnds)
        return
      }
      let delay = timings.ended.minus(last)
      collector.require(
        delay <= StreamTimeLimits.end, for: .sseConnectionEnds, reason: "late",
        "the body stays open after its last event",
        expected: "the end within \(StreamTimeLimits.end / 1_000_000) s", actual: "\(delay / 1000) ms",
        at: events.last?.place() ?? Place())
    case .failed(let failure):
      switch failure.kind {
      case .bodyTooLarge, .cancelled, .internal: return
      // As long as something comes there is no silence: it is our limit that the stream met.
      case .totalTimeout where events.last?.kind != .messageStop: return
      case .idleTimeout, .totalTimeout, .firstByteTimeout:
        collector.fail(
          hasFailed ? .sseErrorTerminal : .sseConnectionEnds, reason: "left-open",
          "the connection goes silent before the end of the body",
          expected: "the end of the body", actual: failure.kind.rawValue, at: events.last?.place() ?? Place())
      default:
        // After an error nothing more was to be expected of the connection.
        guard !hasFailed else { return }
        collector.fail(
          .sseConnectionEnds, reason: "cut-off", "the connection breaks before the end of the body",
          expected: "the end of the body", actual: "\(failure.kind.rawValue) \(failure.detail)",
          at: events.last?.place() ?? Place())
      }
    }
  }

  /// Judges when bytes and events arrived. Nothing is judged where no arrival was recorded.
  mutating func judgeTiming(_ response: Response, _ framing: StreamFraming) {
    let content = events.filter { $0.kind == .contentBlockDelta }
    if content.count >= 2 {
      let length = response.head.headers.first("content-length")
      collector.require(
        length == nil, for: .sseNoContentLength, reason: "present", "a stream has a content-length",
        expected: "no content-length", actual: length ?? "")
    }
    guard let first = response.arrivals.first?.microseconds else { return }
    // Events that stand in one frame arrive together whatever the server does.
    // The arguments of a call may be held back until each of them is whole.
    let isPiecemeal = { (event: StreamEvent) in event.json?["delta"]?["type"]?.string != "input_json_delta" }
    if !framing.hasMergedEvents { judgeBuffering(content.filter(isPiecemeal), in: response.coding) }
    let firstContent = events.first { $0.kind?.isContent == true }?.elapsed
    let last = events.last?.elapsed ?? first
    if (firstContent ?? last) > StreamTimeLimits.firstByte {
      collector.require(
        first <= StreamTimeLimits.firstByte, for: .sseEarlyMessageStart, reason: "silence",
        "nothing is sent while the prompt is read",
        expected: "a first byte within \(StreamTimeLimits.firstByte / 1_000_000) s",
        actual: "\(first / 1_000_000) s", at: Place(byte: 0, elapsed: first))
    }
    judgeSilence(response, firstContent: firstContent, last: last)
  }

  /// A server that sends in time what it compresses in time has to flush both: of a compressed stream the latter is
  /// to blame.
  private mutating func judgeBuffering(_ content: [StreamEvent], in coding: BodyCoding?) {
    guard content.count >= StreamTimeLimits.deltas, let first = content.first?.elapsed,
      let last = content.last?.elapsed
    else { return }
    // Even one write comes in over several reads when it is long.
    let isAtOnce = last.minus(first) <= 5_000 + 10 * content.count
    if isAtOnce, last < StreamTimeLimits.fastReply { return }
    collector.require(
      !isAtOnce, for: coding == nil ? .sseIncremental : .httpCodedStreamFlushed, reason: "buffered",
      coding == nil
        ? "all content arrives at once at the end"
        : "the compressed stream can be decoded only when all of it has come",
      expected: "content as it is generated",
      actual: "\(content.count) deltas within \(last.minus(first) / 1000) ms",
      at: content.first?.place() ?? Place())
  }

  private mutating func judgeSilence(_ response: Response, firstContent: Int?, last: Int) {
    var before = response.arrivals.first?.microseconds ?? 0
    var prefill = 0
    var generation = 0
    for arrival in response.arrivals.dropFirst() {
      let gap = arrival.microseconds.minus(before)
      before = arrival.microseconds
      // What comes after the last event is judged as the end of the connection.
      guard before <= last else { break }
      if before <= firstContent ?? last {
        prefill = max(prefill, gap)
      } else {
        generation = max(generation, gap)
      }
    }
    func judge(gap: Int, for id: RequirementID, _ message: String) {
      collector.require(
        gap <= StreamTimeLimits.silence, for: id, reason: "silence", message,
        expected: "some bytes at least every \(StreamTimeLimits.silence / 1_000_000) s",
        actual: "\(gap / 1_000_000) s without any")
    }
    if (firstContent ?? last) > StreamTimeLimits.longPrefill {
      judge(gap: prefill, for: .ssePingDuringPrefill, "the stream is silent while a long prompt is read")
    }
    if let firstContent, last.minus(firstContent) > StreamTimeLimits.silence {
      judge(gap: generation, for: .sseNoLongSilence, "the stream goes silent in the middle of its content")
    }
  }
}
