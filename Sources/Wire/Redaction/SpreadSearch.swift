/// Finds secrets whose letters do not stand side by side, by looking at a selection of the bytes only.
struct SpreadSearch: Sendable {
  private let lengths: [Int]
  private let search: NeedleSearch
  let longest: Int

  init(_ needles: [[UInt8]]) {
    lengths = needles.map(\.count)
    search = NeedleSearch(needles)
    longest = lengths.max() ?? 0
  }

  /// Letters and digits of a secret, of its base64 and hex, and its decimal codes, long enough to be no accident.
  init(apart secrets: [String]) {
    var needles: [[UInt8]] = []
    for secret in secrets {
      let bytes = Array(secret.utf8)
      needles += Needle.forms(of: secret, strength: .guarded).map(\.bytes)
      needles.append(bytes.flatMap { Array(String($0).utf8) })
      needles.append(bytes.flatMap { Array(("0x" + $0.hex).utf8) })
    }
    self.init(needles.map { $0.filter(\.isLetterOrDigit) }.filter { $0.count >= Self.leastApart })
  }

  static let leastApart = 12

  var isEmpty: Bool { longest == 0 }

  /// What has been seen of one selection of bytes.
  struct Thread {
    fileprivate var state = 0
    /// Where the last bytes came from, as a ring.
    fileprivate var origins: [(Int, Int)] = []
    fileprivate var count = 0
  }

  /// Takes one byte of the selection, which stands for `origin`; calls `found` with the place of every letter of a
  /// secret that it completes.
  func receive(_ byte: UInt8, _ origin: Range<Int>, _ thread: inout Thread, _ found: (Range<Int>) -> Void) {
    if thread.origins.count < longest {
      thread.origins.append((origin.lowerBound, origin.upperBound))
    } else {
      thread.origins[thread.count % longest] = (origin.lowerBound, origin.upperBound)
    }
    thread.count += 1
    thread.state = search.next(thread.state, byte)
    guard search.isMatch(thread.state), let length = search.matches(thread.state).map({ lengths[$0] }).max() else {
      return
    }
    for index in thread.count - length..<thread.count {
      let (start, end) = thread.origins[index % longest]
      found(start..<end)
    }
  }

  /// Looks at the letters and digits of the bytes only; calls `found` with the place of each that belongs to a secret.
  func lettersAndDigits(of bytes: UnsafeBufferPointer<UInt8>, _ found: (Range<Int>) -> Void) {
    var places: [Int32] = []
    var letters: [UInt8] = []
    // Piece by piece, each with the end of the one before it.
    var start = 0
    while start < bytes.count {
      let end = min(bytes.count, start + 1 << 16)
      let kept = min(letters.count, longest)
      letters.removeFirst(letters.count - kept)
      places.removeFirst(places.count - kept)
      for index in start..<end where bytes[index].isLetterOrDigit {
        letters.append(bytes[index])
        places.append(Int32(truncatingIfNeeded: index))
      }
      letters.withUnsafeBufferPointer { buffer in
        search.search(buffer) { needle, end in
          for letter in end - lengths[needle]..<end { found(Int(places[letter])..<Int(places[letter]) + 1) }
          return true
        }
      }
      start = end
    }
  }
}

extension Redactor {
  /// Calls `found` with the places of secrets that stand in the bytes in parts.
  func collectParts(in bytes: [UInt8], _ found: (Range<Int>) -> Void) {
    guard !apart.isEmpty || !joined.isEmpty else { return }
    bytes.withUnsafeBufferPointer { buffer in
      if !apart.isEmpty { apart.lettersAndDigits(of: buffer, found) }
      if !joined.isEmpty {
        var strings = JoinedStrings(search: joined)
        strings.read(buffer, found)
      }
    }
  }
}
