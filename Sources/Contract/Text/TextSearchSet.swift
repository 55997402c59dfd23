/// Finds which of many byte sequences occur in a text, in one pass over it.
struct TextSearchSet: Sendable {
  let needles: [String]
  private let bytes: [[UInt8]]
  /// The needles that begin with each byte.
  private var beginning: [[Int]] = Array(repeating: [], count: 256)
  /// One bit for each two bytes with which a needle begins: nearly all places of a text are done with after one look.
  private var pairs: [UInt64] = Array(repeating: 0, count: 1024)

  /// Needles have two bytes at least.
  init(_ needles: [String]) {
    self.needles = needles
    bytes = needles.map { Array($0.utf8) }
    for (index, needle) in bytes.enumerated() {
      precondition(needle.count >= 2, "a needle of one byte")
      beginning[Int(needle[0])].append(index)
      let pair = Int(needle[0]) << 8 | Int(needle[1])
      pairs[pair >> 6] |= 1 << UInt64(pair & 63)
    }
  }

  /// The places in `needles` of those that occur in `text`, byte for byte, ascending.
  func occurring(in text: String) -> [Int] {
    var found: [Int] = []
    search(text) { index in
      if !found.contains(index) { found.append(index) }
      return false
    }
    return found.sorted()
  }

  /// Whether any of them occurs in `text`.
  func anyOccurs(in text: String) -> Bool {
    var isFound = false
    search(text) { _ in
      isFound = true
      return true
    }
    return isFound
  }

  /// - Parameter isEnough: receives every occurrence; ends the search when it returns true.
  private func search(_ text: String, _ isEnough: (Int) -> Bool) {
    var text = text
    text.withUTF8 { text in
      pairs.withUnsafeBufferPointer { pairs in
        guard text.count >= 2 else { return }
        var pair = Int(text[0])
        for at in 1..<text.count {
          pair = (pair & 0xFF) << 8 | Int(text[at])
          guard pairs[pair >> 6] >> UInt64(pair & 63) & 1 == 1 else { continue }
          for index in beginning[pair >> 8] where Self.stands(bytes[index], in: text, at: at - 1) {
            if isEnough(index) { return }
          }
        }
      }
    }
  }

  private static func stands(_ needle: [UInt8], in text: UnsafeBufferPointer<UInt8>, at start: Int) -> Bool {
    guard text.count - start >= needle.count else { return false }
    for index in 1..<needle.count where text[start + index] != needle[index] { return false }
    return true
  }
}
