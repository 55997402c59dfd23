import Wire

/// Limits on time. libcurl has one timeout for everything; the four kinds here are kept apart by the engine.
extension Transfer {
  private var limits: TransferLimits { options.limits }

  /// The next moment at which a limit is reached unless something arrives, in monotonic microseconds.
  var deadline: Int {
    let own =
      switch phase {
      case .connecting: began + microseconds(limits.connect)
      case .waiting: lastActivity + microseconds(limits.firstByte)
      case .receiving: lastActivity + microseconds(limits.idle)
      }
    return min(own, began + microseconds(limits.total))
  }

  /// The failure to report when `deadline` has passed.
  func failure(at now: Int) -> TransferFailure {
    if now >= began + microseconds(limits.total) {
      return TransferFailure(.totalTimeout, "the transfer was not over after \(limits.total) ms")
    }
    switch phase {
    case .connecting:
      return TransferFailure(.connectTimeout, "no connection after \(limits.connect) ms")
    case .waiting:
      return TransferFailure(
        .firstByteTimeout, "no final response head began within \(limits.firstByte) ms of the request")
    case .receiving:
      return TransferFailure(.idleTimeout, "nothing arrived for \(limits.idle) ms")
    }
  }

  private func microseconds(_ milliseconds: Int) -> Int {
    min(max(milliseconds, 1), 1_000_000_000) * 1000
  }
}
