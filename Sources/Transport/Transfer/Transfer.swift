import CLibcurl
import CurlShim
import Wire

/// One request under way: what has arrived so far and when the waiting ends.
///
/// Made on the caller's side, then touched by the engine's thread only; that confinement is what makes it
/// safe to hand over.
final class Transfer: @unchecked Sendable {
  /// What the transfer is waiting for, which decides the limit that applies.
  enum Phase {
    case connecting
    /// For the final response head; the request may still be on its way out.
    case waiting
    /// For more of the response.
    case receiving
  }

  let request: Request
  let options: TransferOptions
  let id: String
  private let continuation: CheckedContinuation<Exchange, Never>

  var easy: UnsafeMutableRawPointer?
  var headerList: UnsafeMutablePointer<curl_slist>?
  let errorText: UnsafeMutablePointer<CChar>
  let ledger: ConnectionLedger
  private let alarm: Alarm

  private(set) var phase = Phase.connecting
  /// Monotonic microseconds.
  var began = 0
  var lastActivity = 0
  var timings = TransferTimings()

  var head = HeadParser()
  var framing: BodyFraming?
  var chunks: ChunkDecoder?
  var body: [UInt8] = []
  var arrivals: [Arrival] = []
  var faults: [FramingFault] = []
  var socketBytes = SocketBytes()
  /// What was left in the socket when the connection was closed.
  var unread: [UInt8] = []

  var connection = 0
  var socket: Int32?
  var reusedConnection = false
  /// Set once the request has been handed to a connection: from then on libcurl may not start over.
  var isRequestUnderWay = false
  var wasRepeatRefused = false
  /// Our own reason to stop; it explains whatever code libcurl then returns.
  var ownEnd: TransferEnd?

  init(
    _ request: Request, options: TransferOptions, id: String, engine: Engine,
    continuation: CheckedContinuation<Exchange, Never>
  ) {
    self.request = request
    self.options = options
    self.id = id
    ledger = engine.ledger
    alarm = engine.alarm
    self.continuation = continuation
    errorText = .allocate(capacity: Int(CURL_ERROR_SIZE))
    errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
  }

  deinit { errorText.deallocate() }

  func begin() {
    began = monotonicMicroseconds()
    enter(.connecting, at: began)
  }

  func enter(_ next: Phase, at now: Int) {
    phase = next
    lastActivity = now
    alarm.ring(by: deadline)
  }

  /// Microseconds since the request began.
  func elapsed(_ now: Int) -> Int { now - began }

  /// Ends the exchange and hands it to the caller. Called exactly once.
  func resume(end: TransferEnd) {
    timings.ended = elapsed(monotonicMicroseconds())
    var response: Response?
    if let received = head.head {
      response = Response(
        head: received, interim: head.interim, body: body, arrivals: arrivals,
        trailers: chunks?.trailers ?? [])
    }
    continuation.resume(
      returning: Exchange(
        id: id, request: request, response: response, end: end, timings: timings,
        framingFaults: head.faults + faults + (chunks?.faults ?? []), connection: connection,
        reusedConnection: reusedConnection))
  }

  func stop(_ kind: TransferFailure.Kind, _ detail: String) {
    if ownEnd == nil { ownEnd = .failed(TransferFailure(kind, detail)) }
  }
}
