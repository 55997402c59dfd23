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
