import Transport
import Wire

/// What arrives of one response of a server in this process, until it is over, a limit is passed, or the case hangs up.
actor InProcessTransfer {
  private let request: Request
  private let options: TransferOptions
  private let id: String
  private let clock = ContinuousClock()
  private let start: ContinuousClock.Instant
  private var response: Response?
  private var timings = TransferTimings(connected: 0)
  private var ending: TransferEnd?
  private var waiting: CheckedContinuation<Exchange, Never>?

  init(_ request: Request, options: TransferOptions, id: String) {
    self.request = request
    self.options = options
    self.id = id
    start = clock.now
  }

  /// The record, as soon as the transfer is over. Called once.
  func exchange() async -> Exchange {
    if let ending { return record(ending) }
    return await withCheckedContinuation { waiting = $0 }
  }

  /// Takes the head; false when nobody wants the body.
  func begin(_ answer: ServerResponse) -> Bool {
    guard ending == nil else { return false }
    // There is no status line without a connection, and so nothing to say about its form.
    let head = ResponseHead(
      statusLine: "", status: answer.status, headers: answer.headers.map { HeaderField($0.name, $0.value) })
    timings.firstByte = now
    timings.headEnd = now
    response = Response(head: head)
    options.observer?.head(head)
    if hangsUp, case .afterBodyBytes(0) = options.disconnect { end(.closedByClient) }
    return ending == nil
  }

  /// Takes a part of the body; false when nobody wants more.
  func receive(_ part: [UInt8]) -> Bool {
    guard ending == nil, var response else { return false }
    guard !part.isEmpty else { return true }
    guard response.body.count + part.count <= options.limits.maximumBodyBytes else {
      end(.failed(TransferFailure(.bodyTooLarge, "more than \(options.limits.maximumBodyBytes) bytes")))
      return false
    }
    let length = response.body.count
    response.body += part
    let kept = hangsUp ? lengthToKeep(response.body, from: length) : nil
    if let kept { response.body.removeSubrange(kept...) }
    response.arrivals.append(Arrival(offset: response.body.count, microseconds: now))
    self.response = response
    options.observer?.body(response.body[length...])
    if kept != nil { end(.closedByClient) }
    return ending == nil
  }

  /// Ends the transfer; what comes later changes nothing.
  func end(_ end: TransferEnd) {
    guard ending == nil else { return }
    ending = end
    timings.ended = now
    waiting?.resume(returning: record(end))
    waiting = nil
  }

  /// Ends the transfer when a limit on time is passed. Returns when it is over or the task is cancelled.
  func watchLimits() async {
    while ending == nil, !Task.isCancelled {
      let (deadline, failure) = nextLimit
      let left = deadline - now
      guard left > 0 else { return end(.failed(failure)) }
      do { try await Task.sleep(for: .microseconds(left)) } catch { return }
    }
  }

  /// The next limit in time, in microseconds since the start, and what it means when it is passed.
  private var nextLimit: (deadline: Int, failure: TransferFailure) {
    let limits = options.limits
    let total = (limits.total * 1000, TransferFailure(.totalTimeout, "not over after \(limits.total) ms"))
    guard let response else {
      let first = (
        limits.firstByte * 1000, TransferFailure(.firstByteTimeout, "no response after \(limits.firstByte) ms")
      )
      return first.0 < total.0 ? first : total
    }
    let last = response.arrivals.last?.microseconds ?? timings.headEnd ?? 0
    let idle = (last + limits.idle * 1000, TransferFailure(.idleTimeout, "silent for \(limits.idle) ms"))
    return idle.0 < total.0 ? idle : total
  }

  /// Only a response that is a success is hung up on.
  private var hangsUp: Bool { (200..<300).contains(response?.status ?? 0) }

  /// How much of the body was waited for, when that has arrived.
  private func lengthToKeep(_ body: [UInt8], from length: Int) -> Int? {
    switch options.disconnect {
    case .afterBodyBytes(let count): body.count >= count ? count : nil
    case .when(let isEnough): isEnough(body[length...])
    case nil: nil
    }
  }

  private func record(_ end: TransferEnd) -> Exchange {
    Exchange(id: id, request: request, response: response, end: end, timings: timings)
  }

  private var now: Int { Int((clock.now - start) / .microseconds(1)) }
}
