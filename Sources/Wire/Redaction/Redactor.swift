/// Finds secrets in what is about to be written, and blots them out.
///
/// A guarded secret (`SecretStrength`) is found in any letter case as it is, reversed, in hex, in base64
/// at every alignment and in both alphabets, each of these also where some or all letters are escaped
/// once or twice: percent-encoding, JSON and JavaScript escapes, HTML references with and without semicolon,
/// octal. What stands before it (`Bearer `) does not matter. Of a secret with colons, as LM Studio gives out, every
/// part of eight letters or more is a secret of its own.
///
/// Blotting out finds more than looking for leaks does: a secret whose letters stand apart (spaces, line ends, zero
/// bytes, commas, quotes; its letters, hex, base64 or decimal codes), one in parts over several JSON strings of the same key, as the
/// deltas of a stream are, and pieces of a secret (`SecretPieces`).
///
/// Not found: other encodings (base32, base85, UTF-7, ROT13), and what is compressed (`Exchange.decoded(limit:)`
/// comes first) or encrypted.
package struct Redactor: Sendable {
  /// A place where a secret stands.
  package struct Leak: Sendable, Equatable {
    /// Offsets into the bytes searched.
    package var range: Range<Int>
    /// `plain`, `reversed`, `base64` or `hex`.
    package var form: String
  }

  let secrets: [String]
  let needles: [Needle]
  private let search: NeedleSearch
  /// The same letters with anything between them.
  let apart: SpreadSearch
  /// The same letters with nothing but the ends and beginnings of JSON strings between them.
  let joined: SpreadSearch
  let pieces: SecretPieces
  /// Bytes looked at at once, and how much of that the next look repeats.
  private static let stride = 1 << 18
  private let overlap: Int

  /// Empty secrets and repetitions are dropped.
  package init(secrets: [String]) {
    var seen = Set<[UInt8]>()
    self.secrets = secrets.flatMap(Self.withParts).filter { !$0.isEmpty && seen.insert(Array($0.utf8)).inserted }
    needles = self.secrets.flatMap { Needle.forms(of: $0, strength: SecretStrength(of: $0)) }
    search = NeedleSearch(needles.map(\.bytes))
    let guarded = self.secrets.filter { SecretStrength(of: $0) == .guarded }
    apart = SpreadSearch(apart: guarded)
    joined = SpreadSearch(needles.filter { !$0.wholeWord }.map(\.bytes))
    pieces = SecretPieces(guarded)
    // An escaped letter takes up to 12 bytes, one escaped twice about 70.
    overlap = (needles.map(\.bytes.count).max() ?? 0) * 72 + 72
  }

  /// Whether there is anything to look for.
  var isSearching: Bool { !needles.isEmpty }

  /// The secret, and the parts between colons that are strong enough by themselves.
  private static func withParts(_ secret: String) -> [String] {
    let parts = secret.split(separator: ":").map(String.init)
    return [secret] + (parts.count > 1 ? parts.filter { SecretStrength(of: $0) == .guarded } : [])
  }

  /// Every leak, by its place; leaks that overlap are one.
  package func leaks(in bytes: some Sequence<UInt8>) -> [Leak] {
    var found: [Leak] = []
    collect(in: bytes) { leak in
      // A server that repeats one letter of a secret must not fill the memory with places.
      if let last = found.last, last.range.overlaps(leak.range) {
        found[found.count - 1].range = last.range.joined(leak.range)
      } else {
        found.append(leak)
      }
      return true
    }
    found.sort { $0.range.lowerBound < $1.range.lowerBound }
    var merged: [Leak] = []
    for leak in found {
      if let last = merged.last, last.range.overlaps(leak.range) {
        merged[merged.count - 1].range = last.range.joined(leak.range)
      } else {
        merged.append(leak)
      }
    }
    return merged
  }

  package func contains(_ bytes: some Sequence<UInt8>) -> Bool {
    var any = false
    collect(in: bytes) { _ in
      any = true
      return false
    }
    return any
  }

  package func contains(_ text: String) -> Bool { contains(text.utf8) }

  func collect(in bytes: some Sequence<UInt8>, _ found: (Leak) -> Bool) {
    guard !needles.isEmpty else { return }
    JSONParser.withBytes(bytes) { buffer in
      var start = 0
      while true {
        let end = min(buffer.count, start + Self.stride + overlap)
        let part = UnsafeBufferPointer(rebasing: buffer[start..<end])
        let goOn = look(in: part) { leak in
          let range = leak.range.lowerBound + start..<leak.range.upperBound + start
          return found(Leak(range: range, form: leak.form))
        }
        guard goOn else { return }
        if end == buffer.count { return }
        start += Self.stride
      }
    }
  }

  /// Looks at the bytes as they are and through up to two layers of escapes; false when told to stop.
  private func look(in part: UnsafeBufferPointer<UInt8>, _ found: (Leak) -> Bool) -> Bool {
    guard match(part, { ($0, $1) }, found) else { return false }
    for view in UnescapedView.all(of: part) where !match(view, found) { return false }
    return true
  }

  private func match(_ view: UnescapedView, _ found: (Leak) -> Bool) -> Bool {
    view.bytes.withUnsafeBufferPointer { bytes in
      match(bytes, { (Int(view.starts[$0]), Int(view.ends[$1 - 1])) }, found)
    }
  }

  private func match(
    _ bytes: UnsafeBufferPointer<UInt8>, _ origin: (Int, Int) -> (Int, Int), _ found: (Leak) -> Bool
  ) -> Bool {
    var goOn = true
    search.search(bytes) { index, end in
      let needle = needles[index]
      var range = end - needle.bytes.count..<end
      if needle.wholeWord, !isWholeWord(range, needle, bytes) { return true }
      if needle.spillsBefore, range.lowerBound > 0, isBase64(bytes[range.lowerBound - 1]) {
        range = range.lowerBound - 1..<range.upperBound
      }
      if needle.spillsAfter, range.upperBound < bytes.count, isBase64(bytes[range.upperBound]) {
        range = range.lowerBound..<range.upperBound + 1
      }
      let (start, stop) = origin(range.lowerBound, range.upperBound)
      goOn = found(Leak(range: start..<stop, form: needle.form.rawValue))
      return goOn
    }
    return goOn
  }

  private func isWholeWord(
    _ range: Range<Int>, _ needle: Needle, _ bytes: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    func isWord(_ byte: UInt8) -> Bool {
      switch byte {
      case UInt8(ascii: "+"), UInt8(ascii: "/"), UInt8(ascii: "-"): false
      default: isBase64(byte) || byte >= 0x80
      }
    }
    return bytes[range].elementsEqual(needle.bytes)
      && (range.lowerBound == 0 || !isWord(bytes[range.lowerBound - 1]))
      && (range.upperBound == bytes.count || !isWord(bytes[range.upperBound]))
  }
}

/// A letter of either base64 alphabet.
private func isBase64(_ byte: UInt8) -> Bool {
  switch byte {
  case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "+"), UInt8(ascii: "/"), UInt8(ascii: "-"),
    UInt8(ascii: "_"):
    true
  default: false
  }
}

extension Range<Int> {
  /// The smallest range that holds both.
  fileprivate func joined(_ other: Range) -> Range {
    Swift.min(lowerBound, other.lowerBound)..<Swift.max(upperBound, other.upperBound)
  }
}

/// A secret must not come out by way of a log line or a failed expectation either.
extension Redactor: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  package var description: String { "Redactor(secrets: \(secrets.count))" }
  package var debugDescription: String { description }
  package var customMirror: Mirror { Mirror(self, children: []) }
}
