/// Finds pieces of secrets: what is left of one that somebody cut, masked in the middle or sent in parts.
///
/// Anywhere, a piece counts from eight letters on that look like no word (letters and digits, or changing case), and
/// from twelve on otherwise. Where a text was cut, six letters are enough. What many tokens begin with counts nowhere.
struct SecretPieces: Sendable {
  /// Runs of letters by their packed bytes: how many of them must follow one another.
  private var windows: [UInt64: Int] = [:]
  private var isCandidate = [Bool](repeating: false, count: 1 << 14)
  private var short: Set<UInt64> = []
  private var texts: [[UInt8]] = []

  static let length = 8
  static let shortLength = 6
  private static let publicBeginnings = [
    "sk-ant-api03-", "sk-ant-oat01-", "sk-proj-", "sk-lm-", "sk-or-v1-", "lm-studio", "lmstudio-", "Bearer sk-",
    "api-key-", "token-",
    "secret-", "test-token", "-token", "api_key",
  ]

  init(_ secrets: [String]) {
    for secret in secrets {
      for form in Needle.forms(of: secret, strength: .guarded) { add(form) }
    }
    for window in windows.keys { isCandidate[Self.hash(window)] = true }
  }

  private mutating func add(_ needle: Needle) {
    let bytes = needle.bytes
    texts.append(bytes)
    let isHexDigits = bytes.allSatisfy { $0.hexValue != nil }
    Self.slide(over: bytes, Self.length) { window, letters in
      guard !Self.isPublic(letters) else { return }
      let need = isHexDigits || !Self.looksRandom(letters) ? 5 : 1
      windows[window] = Swift.min(need, windows[window] ?? need)
    }
    guard needle.form == .plain || needle.form == .reversed || needle.form == .base64 else { return }
    Self.slide(over: bytes, Self.shortLength) { window, letters in
      if !Self.isPublic(letters) { short.insert(window) }
    }
  }

  private static func hash(_ window: UInt64) -> Int { Int((window &* 0x9E37_79B9_7F4A_7C15) >> 50) }

  private static func slide(over bytes: [UInt8], _ length: Int, _ body: (UInt64, ArraySlice<UInt8>) -> Void) {
    guard bytes.count >= length else { return }
    for start in 0...bytes.count - length {
      let letters = bytes[start..<start + length]
      body(letters.reduce(0) { $0 << 8 | UInt64($1) }, letters)
    }
  }

  private static func isPublic(_ letters: ArraySlice<UInt8>) -> Bool {
    let text = String(decoding: letters, as: UTF8.self)
    return publicBeginnings.contains { $0.utf8Contains(text) }
  }

  private static func looksRandom(_ letters: ArraySlice<UInt8>) -> Bool {
    let isDigit = { (byte: UInt8) in (0x30...0x39).contains(byte) }
    let isUpper = { (byte: UInt8) in (0x41...0x5A).contains(byte) }
    let isLower = { (byte: UInt8) in (0x61...0x7A).contains(byte) }
    if letters.contains(where: isDigit), letters.contains(where: { isUpper($0) || isLower($0) }) { return true }
    return zip(letters, letters.dropFirst()).count { isLower($0) && isUpper($1) || isUpper($0) && isLower($1) } >= 2
  }

  /// Calls `found` with the place of every piece.
  func collect(in bytes: UnsafeBufferPointer<UInt8>, _ found: (Range<Int>) -> Void) {
    guard !windows.isEmpty else { return }
    var window: UInt64 = 0
    var run = 0
    for index in 0..<bytes.count {
      window = window << 8 | UInt64(bytes[index])
      guard index >= Self.length - 1, isCandidate[Self.hash(window)], let need = windows[window] else {
        run = 0
        continue
      }
      run += 1
      if run >= need { found(index - Self.length - run + 2..<index + 1) }
    }
  }

  /// The same for pieces of six letters.
  func collectShort(in bytes: [UInt8], _ found: (Range<Int>) -> Void) {
    var window: UInt64 = 0
    for index in bytes.indices {
      window = (window << 8 | UInt64(bytes[index])) & 0xFFFF_FFFF_FFFF
      if index >= Self.shortLength - 1, short.contains(window) { found(index - Self.shortLength + 1..<index + 1) }
    }
  }

  /// How many bytes at the beginning end a secret, and how many at the end begin one.
  func atBorders(of bytes: [UInt8]) -> (first: Int, last: Int) {
    var (first, last) = (0, 0)
    for text in texts {
      let longest = Swift.min(text.count - 1, bytes.count)
      guard longest >= Self.shortLength else { continue }
      for length in Self.shortLength...longest {
        if length > first, bytes.prefix(length).elementsEqual(text.suffix(length)), !Self.isPublic(text.suffix(length))
        {
          first = length
        }
        if length > last, bytes.suffix(length).elementsEqual(text.prefix(length)), !Self.isPublic(text.prefix(length)) {
          last = length
        }
      }
    }
    return (first, last)
  }
}

extension Redactor {
  /// Calls `found` with the places of pieces, as they are and with escapes undone.
  func collectPieces(in bytes: [UInt8], _ found: (Range<Int>) -> Void) {
    bytes.withUnsafeBufferPointer { buffer in
      pieces.collect(in: buffer, found)
      var start = 0
      while start < buffer.count {
        let end = Swift.min(buffer.count, start + 1 << 16)
        for view in UnescapedView.all(of: UnsafeBufferPointer(rebasing: buffer[start..<end])) {
          view.bytes.withUnsafeBufferPointer { unescaped in
            pieces.collect(in: unescaped) { range in
              found(start + Int(view.starts[range.lowerBound])..<start + Int(view.ends[range.upperBound - 1]))
            }
          }
        }
        // A piece across the seam is seen from either side, with room for its escapes.
        start = end == buffer.count ? end : end - 2048
      }
    }
  }
}
