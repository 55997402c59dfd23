#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The temporary files that are being written, so that a signal that ends the process leaves none of them.
///
/// A handler of signals may neither allocate nor lock, so that the paths stand in fixed places, and a place is in use
/// while its flag is set.
private nonisolated(unsafe) let places: UnsafeMutablePointer<CChar> = {
  let memory = UnsafeMutablePointer<CChar>.allocate(capacity: placeCount * placeSize)
  memory.initialize(repeating: 0, count: placeCount * placeSize)
  return memory
}()
private let placeCount = 16
private let placeSize = 4096
private let placesLock = Lock()

extension Files {
  /// Ends the process on SIGINT, SIGTERM and SIGHUP as usual, but without leaving temporary files.
  package static func removeTemporariesOnSignals() {
    _ = places
    for number in [SIGINT, SIGTERM, SIGHUP] {
      // A signal that is ignored (nohup) stays so.
      guard !isSignalIgnored(number) else { continue }
      signal(number) { number in
        Files.removeTemporaries()
        signal(number, SIG_DFL)
        raise(number)
      }
    }
  }

  /// Removes what is being written. For handlers of signals and emergencies.
  package static func removeTemporaries() {
    for index in 0..<placeCount where places[index * placeSize] != 0 { unlink(places + index * placeSize) }
  }

  /// Whether whoever started this process wants it to live on through that signal.
  package static func isSignalIgnored(_ number: Int32) -> Bool {
    var action = sigaction()
    return sigaction(number, nil, &action) == 0 && isIgnored(action)
  }

  private static func isIgnored(_ action: sigaction) -> Bool {
    #if canImport(Glibc)
      unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self) == 1
    #else
      unsafeBitCast(action.__sigaction_u.__sa_handler, to: Int.self) == 1
    #endif
  }

  /// Where the path is kept; nil when all places are taken or the path is too long for one.
  static func noteTemporary(_ path: String) -> Int? {
    placesLock.locked {
      let bytes = Array(path.utf8)
      guard bytes.count < placeSize, let index = (0..<placeCount).first(where: { places[$0 * placeSize] == 0 }) else {
        return nil
      }
      let place = places + index * placeSize
      // The first byte comes last: it says that the rest stands.
      for (offset, byte) in bytes.enumerated().dropFirst() { place[offset] = CChar(bitPattern: byte) }
      place[bytes.count] = 0
      if let first = bytes.first { place[0] = CChar(bitPattern: first) }
      return index
    }
  }

  static func forgetTemporary(_ index: Int?) {
    guard let index else { return }
    placesLock.locked { places[index * placeSize] = 0 }
  }
}
