import CLibcurl
import CurlShim
import Wire

/// What the engine's thread does with transfers.
extension Engine {
  func obey(_ command: Command) {
    switch command {
    case .start(let transfer):
      if pins.admit(transfer) { start(transfer) }
    case .cancel(let transfer):
      if active[ObjectIdentifier(transfer)] != nil {
        transfer.fail(.cancelled, "the task was cancelled")
        settle(transfer)
      } else if pins.withdraw(transfer) {
        transfer.fail(.cancelled, "the task was cancelled")
        transfer.resume()
      }
    }
  }

  private func start(_ transfer: Transfer) {
    let now = MonotonicClock.microseconds
    active[ObjectIdentifier(transfer)] = transfer
    transfer.begin(at: now)
    if let kept = keptConnection(for: transfer) {
      transfer.connection = kept
      transfer.connects(at: now)
      // It was found silent a moment ago: there is nothing to read yet.
      transfer.sendPending()
      return settle(transfer)
    }
    guard let made = Connection(to: transfer.writer.origin, on: multi, trusting: trust)
    else {
      transfer.fail(.other, "libcurl has no memory for a connection")
      return settle(transfer)
    }
    transfer.connection = made
    connecting[ObjectIdentifier(made)] = transfer
    alarm.ring(by: transfer.deadline)
  }

  /// A connection of the pool that still stands. One that the server has closed, or on which it has said
  /// something unasked, is closed.
  private func keptConnection(for transfer: Transfer) -> Connection? {
    guard transfer.options.connection != .fresh else { return nil }
    while let kept = pool.take(transfer.poolKey) {
      if case .nothing = kept.receive(into: buffer) { return kept }
    }
    return nil
  }

  func advanceConnecting() {
    var running: Int32 = 0
    curl_multi_perform(multi, &running)
    var left: Int32 = 0
    while let message = curl_multi_info_read(multi, &left) {
      guard message.pointee.msg == CURLMSG_DONE, let connection = Connection.of(message.pointee.easy_handle),
        let transfer = connecting.removeValue(forKey: ObjectIdentifier(connection))
      else { continue }
      let failure = connection.stands(curlMessageResult(message), number: lastNumber + 1)
      if let failure {
        transfer.end = .failed(failure)
        settle(transfer)
      } else {
        lastNumber += 1
        transfer.connects(at: MonotonicClock.microseconds)
        // The first use also tells libcurl that the connection is not an idle one.
        advance(transfer)
      }
    }
  }

  /// Sends and receives what can be without waiting.
  func advance(_ transfer: Transfer) {
    guard active[ObjectIdentifier(transfer)] != nil else { return }
    transfer.sendPending()
    transfer.hasMoreToRead = transfer.receiveAvailable(into: buffer)
    settle(transfer)
  }

  func meetDeadlines() {
    let now = MonotonicClock.microseconds
    guard alarm.isDue(now) else { return }
    alarm.reset()
    for transfer in Array(active.values) {
      if transfer.deadline <= now {
        // A busy machine is no silent server: what has arrived by now counts.
        if transfer.phase != .connecting { transfer.hasMoreToRead = transfer.receiveAvailable(into: buffer) }
        transfer.meetDeadline(at: now)
        transfer.sendPending()
      }
      settle(transfer)
    }
  }

  /// Hands over a transfer that is over; one that is not stays under watch.
  private func settle(_ transfer: Transfer) {
    guard transfer.end != nil else { return alarm.ring(by: transfer.deadline) }
    active[ObjectIdentifier(transfer)] = nil
    if let connection = transfer.connection {
      connecting[ObjectIdentifier(connection)] = nil
      // Draining comes first: what it finds is a fault of this exchange.
      let isQuiet = transfer.drainExcess(into: buffer)
      if isQuiet, transfer.leavesConnectionUsable { pool.put(connection, transfer.poolKey) }
      transfer.connection = nil
    }
    transfer.resume()
    if let next = pins.next(after: transfer) { start(next) }
  }
}
