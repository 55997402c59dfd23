/// Connections that carry nothing at the moment and are kept for the next request to the same place.
final class ConnectionPool {
  struct Key: Hashable {
    var origin: Origin
    /// Pinned connections serve their own name only.
    var pin: String?
  }

  /// Beyond this the longest unused ones are closed.
  private static let capacity = 256

  /// In the order in which they were put back.
  private var idle: [(key: Key, connection: Connection)] = []

  /// The connection that was used last; the caller looks whether it still stands.
  func take(_ key: Key) -> Connection? {
    guard let place = idle.lastIndex(where: { $0.key == key }) else { return nil }
    return idle.remove(at: place).connection
  }

  func put(_ connection: Connection, _ key: Key) {
    idle.append((key, connection))
    if idle.count > Self.capacity { idle.removeFirst() }
  }

  func close() { idle = [] }
}

/// Lets transfers with the same pin take turns, so that they share one connection.
struct PinQueue {
  private var waiting: [String: [Transfer]] = [:]

  /// Whether it is the transfer's turn at once; if not it waits.
  mutating func admit(_ transfer: Transfer) -> Bool {
    guard case .pinned(let name) = transfer.options.connection else { return true }
    guard waiting[name] != nil else {
      waiting[name] = []
      return true
    }
    waiting[name]?.append(transfer)
    return false
  }

  /// The transfer whose turn it is now that this one is over.
  mutating func next(after transfer: Transfer) -> Transfer? {
    guard case .pinned(let name) = transfer.options.connection, let queue = waiting[name] else { return nil }
    waiting[name] = queue.isEmpty ? nil : Array(queue.dropFirst())
    return queue.first
  }

  /// Takes a waiting transfer out; false when it does not wait.
  mutating func withdraw(_ transfer: Transfer) -> Bool {
    guard case .pinned(let name) = transfer.options.connection,
      let place = waiting[name]?.firstIndex(where: { $0 === transfer })
    else { return false }
    waiting[name]?.remove(at: place)
    return true
  }

  /// Empties the queues.
  mutating func takeAll() -> [Transfer] {
    let all = waiting.sorted { $0.key < $1.key }.flatMap(\.value)
    for name in waiting.keys { waiting[name] = [] }
    return all
  }
}
