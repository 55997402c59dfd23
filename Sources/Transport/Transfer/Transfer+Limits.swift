import Wire

/// Limits on time. All of them are kept here; libcurl has one timeout for everything.
extension Transfer {
  /// How long a body waits for `100 Continue` before it is sent all the same (RFC 9110 section 10.1.1 asks
  /// not to wait for ever).
  private static let continueWait = 1_000_000

  private var limits: TransferLimits { options.limits }

  private var totalDeadline: Int { began + microseconds(limits.total) }

  private var phaseDeadline: Int {
    switch phase {
    case .connecting: began + microseconds(limits.connect)
    case .waiting: lastActivity + microseconds(limits.firstByte)
    case .receiving: lastActivity + microseconds(limits.idle)
    }
  }

  /// When a body that has said its last word has been silent for long enough.
  private var quietDeadline: Int? {
    guard let quietEnd = options.quietEnd, phase == .receiving, reader.bodyEnds(with: quietEnd.mark) else { return nil }
    return lastActivity + microseconds(quietEnd.milliseconds)
  }

  private var continueDeadline: Int? {
    phase == .waiting && upload.isHolding ? lastActivity + Self.continueWait : nil
  }

  /// The next moment at which something is due unless bytes arrive before, in monotonic microseconds.
  var deadline: Int { min(totalDeadline, phaseDeadline, continueDeadline ?? .max, quietDeadline ?? .max) }

  /// Acts on a deadline that has passed: ends the transfer, or sends the body that was held back. Of several
  /// the earliest counts, however late it is looked at.
  func meetDeadline(at now: Int) {
    guard deadline <= now else { return }
    if deadline == continueDeadline {
      upload.release()
    } else if deadline == quietDeadline {
      if end == nil { end = .closedByClient }
    } else if deadline < phaseDeadline {
      fail(.totalTimeout, "the transfer was not over after \(limits.total) ms")
    } else {
      switch phase {
      case .connecting: fail(.connectTimeout, "no connection after \(limits.connect) ms")
      case .waiting:
        fail(.firstByteTimeout, "no final response began within \(limits.firstByte) ms of the request")
      case .receiving: fail(.idleTimeout, "nothing arrived for \(limits.idle) ms")
      }
    }
  }

  func fail(_ kind: TransferFailure.Kind, _ detail: String) {
    if end == nil { end = .failed(TransferFailure(kind, detail)) }
  }

  private func microseconds(_ milliseconds: Int) -> Int {
    min(max(milliseconds, 1), 1_000_000_000) * 1000
  }
}
