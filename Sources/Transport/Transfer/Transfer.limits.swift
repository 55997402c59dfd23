import Wire

/// Limits on time. All of them are kept here; libcurl has one timeout for everything.
extension Transfer {
  /// How long a body waits for `100 Continue` before it is sent all the same (RFC 9110 section 10.1.1 asks
  /// not to wait for ever).
  private static let continueWait = 1_000_000

  private var limits: TransferLimits { options.limits }

  /// The next moment at which something is due unless bytes arrive before, in monotonic microseconds.
  var deadline: Int {
    let own =
      switch phase {
      case .connecting: began + microseconds(limits.connect)
      case .waiting: lastActivity + microseconds(limits.firstByte)
      case .receiving: lastActivity + microseconds(limits.idle)
      }
    let hard = min(own, began + microseconds(limits.total))
    return isAwaitingContinue ? min(hard, lastActivity + Self.continueWait) : hard
  }

  private var isAwaitingContinue: Bool { phase == .waiting && upload.isHolding }

  /// Acts on a deadline that has passed: sends the held body, or ends the transfer.
  func meetDeadline(at now: Int) {
    if now >= began + microseconds(limits.total) {
      fail(.totalTimeout, "the transfer was not over after \(limits.total) ms")
      return
    }
    switch phase {
    case .connecting: fail(.connectTimeout, "no connection after \(limits.connect) ms")
    case .waiting:
      if now >= lastActivity + microseconds(limits.firstByte) {
        fail(.firstByteTimeout, "no final response began within \(limits.firstByte) ms of the request")
      } else if isAwaitingContinue {
        upload.release()
      }
    case .receiving: fail(.idleTimeout, "nothing arrived for \(limits.idle) ms")
    }
  }

  func fail(_ kind: TransferFailure.Kind, _ detail: String) {
    if end == nil { end = .failed(TransferFailure(kind, detail)) }
  }

  private func microseconds(_ milliseconds: Int) -> Int {
    min(max(milliseconds, 1), 1_000_000_000) * 1000
  }
}
