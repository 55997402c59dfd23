import Wire

/// One request under way: what is still to be sent, what has arrived, and when the waiting ends.
///
/// Made on the caller's side, then touched by the engine's thread only; that confinement is what makes it
/// safe to hand over.
final class Transfer: @unchecked Sendable {
  /// What the transfer is waiting for, which decides the limit that applies.
  enum Phase {
    case connecting
    /// For the status line of the final response; the request may still be on its way out.
    case waiting
    /// For more of the response.
    case receiving
  }

  let request: Request
  let options: TransferOptions
  let writer: RequestWriter
  private let id: String
  private let continuation: CheckedContinuation<Exchange, Never>

  /// Who carries it, once it has begun.
  var connection: Connection?
  private(set) var phase = Phase.connecting
  /// Monotonic microseconds; 0 before the turn of the transfer has come.
  private(set) var began = 0
  private(set) var lastActivity = 0
  var upload: Upload
  var reader: ResponseReader
  /// Why the request could not be sent to its end.
  var sendFailure: TransferFailure?
  /// The last turn ended before everything that had arrived was read.
  var hasMoreToRead = false
  /// The observer knows the head.
  var hasToldHead = false
  /// Set when the transfer is over.
  var end: TransferEnd?

  private var connected: Int?
  private var number = 0
  private var isReuse = false

  init(
    _ request: Request, _ writer: RequestWriter, options: TransferOptions, id: String,
    continuation: CheckedContinuation<Exchange, Never>
  ) {
    self.request = request
    self.options = options
    self.writer = writer
    self.id = id
    self.continuation = continuation
    upload = Upload(writer)
    reader = ResponseReader(method: request.method, limits: options.limits)
  }

  var poolKey: ConnectionPool.Key {
    if case .pinned(let name) = options.connection {
      return ConnectionPool.Key(origin: writer.origin, pin: name)
    }
    return ConnectionPool.Key(origin: writer.origin)
  }

  func begin(at now: Int) {
    began = now
    enter(.connecting, at: now)
  }

  func enter(_ next: Phase, at now: Int) {
    phase = next
    lastActivity = now
  }

  func noteActivity(at now: Int) { lastActivity = now }

  /// The connection stands and the request may go out.
  func connects(at now: Int) {
    guard let connection else { return }
    number = connection.number
    isReuse = connection.wasUsed
    connection.wasUsed = true
    connected = isReuse ? 0 : now - began
    enter(.waiting, at: now)
  }

  /// Whether the connection may carry another exchange.
  var leavesConnectionUsable: Bool {
    guard options.connection != .fresh, upload.isDone, reader.allowsReuse, end == .complete else {
      return false
    }
    return request.headers.all("connection").allSatisfy { !$0.lowercased().contains("close") }
  }

  /// Hands the exchange to the caller. Called exactly once.
  func resume() {
    let timings = TransferTimings(
      connected: connected, firstByte: reader.firstByte, headEnd: reader.headEnd,
      ended: began == 0 ? 0 : MonotonicClock.microseconds - began)
    continuation.resume(
      returning: Exchange(
        id: id, request: request, response: reader.response,
        end: end ?? .failed(TransferFailure(.other, "the transfer ended without a reason")), timings: timings,
        framingFaults: reader.framingFaults, connection: number, reusedConnection: isReuse))
  }
}
