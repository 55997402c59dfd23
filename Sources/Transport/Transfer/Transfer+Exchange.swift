import CurlShim
import Wire

/// Sending and receiving over the connection, as far as it goes without waiting.
extension Transfer {
  /// Reads taken in one turn before the other transfers get theirs.
  private static let readsPerTurn = 16

  /// What to wait for on the socket.
  var awaited: Int16 { upload.hasPending ? curlWaitToRead() | curlWaitToWrite() : curlWaitToRead() }

  func sendPending() {
    guard phase != .connecting else { return }
    while end == nil, upload.hasPending, let connection {
      switch upload.withPending(connection.send) {
      case .bytes(let count):
        upload.advance(by: count)
        // The wait for the first byte begins with the last byte sent.
        if phase == .waiting { noteActivity(at: MonotonicClock.microseconds) }
      case .nothing: return
      case .failed(let failure):
        // The server may have answered before it closed: the reading side has the last word.
        sendFailure = failure
        upload.abandon()
      }
    }
  }

  /// True when more may be waiting to be read at once.
  func receiveAvailable(into buffer: UnsafeMutableRawBufferPointer) -> Bool {
    guard let connection else { return false }
    for _ in 0..<Self.readsPerTurn {
      guard end == nil else { return false }
      let received = connection.receive(into: buffer)
      switch received {
      case .bytes(let count): receive(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
      case .nothing: return false
      case .end:
        reader.receiveEnd()
        end = closingEnd(reader.end)
      case .failed(let failure): end = .failed(failure)
      }
    }
    return end == nil
  }

  private func receive(_ bytes: UnsafeRawBufferPointer) {
    let now = MonotonicClock.microseconds
    let before = reader.body.count
    reader.receive(bytes, at: now - began)
    if reader.head.hasFinalStatus {
      // A body that is still held back is not wanted any more.
      enter(.receiving, at: now)
    } else if reader.head.interim.contains(where: { $0.status == 100 }) {
      upload.release()
    }
    tellObserver(from: before)
    end = reader.end
    if end == nil || end == .complete, let length = hangUpLength(from: before) {
      // What came along in the same read would differ from run to run.
      reader.truncateBody(to: length)
      end = .closedByClient
    }
  }

  private func tellObserver(from before: Int) {
    guard let observer = options.observer, reader.headEnd != nil, let head = reader.head.head else { return }
    if !hasToldHead {
      hasToldHead = true
      observer.head(head)
    }
    if reader.body.count > before { observer.body(reader.body[before...]) }
  }

  /// How much of the body counts when the client hangs up now; nil when it does not. A refusal is read whole:
  /// it is the answer.
  private func hangUpLength(from before: Int) -> Int? {
    guard reader.headEnd != nil, let status = reader.head.head?.status, (200..<300).contains(status) else {
      return nil
    }
    switch options.disconnect {
    case .afterBodyBytes(let count): return reader.body.count >= count ? max(count, 0) : nil
    case .when(let length):
      guard reader.body.count > before, let length = length(reader.body[before...]) else { return nil }
      return min(max(length, 0), reader.body.count)
    case nil: return nil
    }
  }

  /// A connection that broke while the request was being sent and then ended without an answer was not simply
  /// closed.
  private func closingEnd(_ end: TransferEnd?) -> TransferEnd? {
    guard let sendFailure, case .failed(let failure) = end, failure.kind == .emptyReply else { return end }
    return .failed(sendFailure)
  }

  /// Looks for bytes after a complete response. They belong to nothing that was asked for.
  func drainExcess(into buffer: UnsafeMutableRawBufferPointer) -> Bool {
    guard let connection, reader.end == .complete else { return false }
    switch connection.receive(into: buffer) {
    case .bytes(let count):
      reader.receive(UnsafeRawBufferPointer(rebasing: buffer[..<count]), at: 0)
      return false
    case .nothing: return true
    case .end, .failed: return false
    }
  }
}
