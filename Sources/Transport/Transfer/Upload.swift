/// What is left to send of a request.
struct Upload {
  private var pending: [UInt8]
  private var sent = 0
  /// The body while it waits for `100 Continue`.
  private var held: [UInt8]?

  init(_ writer: RequestWriter) {
    pending = writer.head
    if writer.waitsForContinue { held = writer.body } else { pending += writer.body }
  }

  private var isAbandoned = false

  /// Everything has been handed to the connection.
  var isDone: Bool { held == nil && !hasPending && !isAbandoned }
  /// Something could be sent now.
  var hasPending: Bool { sent < pending.count }
  /// The head is out and the body waits to be asked for.
  var isHolding: Bool { held != nil && !hasPending }

  func withPending<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    pending.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[sent...])) }
  }

  mutating func advance(by count: Int) {
    sent += count
    if !hasPending {
      pending = []
      sent = 0
    }
  }

  /// The body may go out.
  mutating func release() {
    guard let body = held else { return }
    pending.append(contentsOf: body)
    held = nil
  }

  /// The rest cannot be sent any more.
  mutating func abandon() {
    isAbandoned = true
    pending = []
    sent = 0
  }
}
