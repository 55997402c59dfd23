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
