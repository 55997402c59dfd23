import CLibcurl
import CurlShim

/// Pinned connections. libcurl chooses freely among the idle connections of a pool, so each pin has a pool of
/// its own (a share handle) and its transfers take turns. Everything else uses the multi handle's pool.
final class ConnectionPools {
  private struct Pin {
    var share: UnsafeMutableRawPointer?
    var isBusy = false
    var waiting: [Transfer] = []
    var lastUse = 0
  }

  /// Idle pins beyond this are closed, the longest unused first.
  private static let maximumPins = 64

  private var pins: [String: Pin] = [:]
  private var uses = 0

  /// Whether the transfer may start now; if not it waits for its turn.
  func admit(_ transfer: Transfer) -> Bool {
    guard case .pinned(let name) = transfer.options.connection else { return true }
    if pins[name] == nil {
      closeOneIfFull()
      pins[name] = Pin(share: Self.makeShare())
    }
    uses += 1
    pins[name]?.lastUse = uses
    guard pins[name]?.isBusy == false else {
      pins[name]?.waiting.append(transfer)
      return false
    }
    pins[name]?.isBusy = true
    return true
  }

  func share(for use: ConnectionUse) -> UnsafeMutableRawPointer? {
    guard case .pinned(let name) = use else { return nil }
    return pins[name]?.share
  }

  /// The transfer that may start now that this one is over.
  func next(after transfer: Transfer) -> Transfer? {
    guard case .pinned(let name) = transfer.options.connection, let pin = pins[name] else { return nil }
    guard let next = pin.waiting.first else {
      pins[name]?.isBusy = false
      return nil
    }
    pins[name]?.waiting.removeFirst()
    return next
  }

  /// Takes a waiting transfer out of its queue; false when it is in none.
  func withdraw(_ transfer: Transfer) -> Bool {
    guard case .pinned(let name) = transfer.options.connection,
      let place = pins[name]?.waiting.firstIndex(where: { $0 === transfer })
    else { return false }
    pins[name]?.waiting.remove(at: place)
    return true
  }

  /// Empties all queues.
  func takeAllWaiting() -> [Transfer] {
    var all: [Transfer] = []
    for name in pins.keys.sorted() {
      all += pins[name]?.waiting ?? []
      pins[name]?.waiting = []
    }
    return all
  }

  /// Closes the connections; no transfer may be under way.
  func close() {
    for pin in pins.values { curl_share_cleanup(pin.share) }
    pins = [:]
  }

  private func closeOneIfFull() {
    guard pins.count >= Self.maximumPins else { return }
    let idle = pins.filter { !$0.value.isBusy }
    guard let oldest = idle.min(by: { $0.value.lastUse < $1.value.lastUse }) else { return }
    curl_share_cleanup(oldest.value.share)
    pins[oldest.key] = nil
  }

  private static func makeShare() -> UnsafeMutableRawPointer? {
    let share = curl_share_init()
    _ = curlShareSetData(share, CURLSHOPT_SHARE, CURL_LOCK_DATA_CONNECT)
    return share
  }
}
