/// Cuts text into tokens, the same way every time.
///
/// A token is an optional leading space followed by up to six letters, up to three digits, or one
/// other character (one Unicode scalar); eight spaces in a row and more, up to 4,096, are one token. Appending text never lowers the count, and joining the
/// tokens gives the text back.
enum Tokenizer {
  /// Whether every character is a token of its own, while one request is answered.
  @TaskLocal static var isByCharacter = false

  static func count(_ text: String) -> Int {
    var total = 0
    each(Array(text.utf8)) { _ in total += 1 }
    return total
  }

  static func tokens(_ text: String) -> [String] {
    let bytes = Array(text.utf8)
    var tokens: [String] = []
    each(bytes) { tokens.append(bytes[$0].asText) }
    return tokens
  }

  /// Calls `body` with the byte range of every token in order.
  private static func each(_ bytes: [UInt8], _ body: (Range<Int>) -> Void) {
    let isByCharacter = isByCharacter
    bytes.withUnsafeBufferPointer { buffer in
      var index = 0
      while index < buffer.count {
        let start = index
        let blanks = isByCharacter ? 0 : run(buffer, from: index, atMost: 4096) { $0 == 0x20 } - index
        if blanks >= 8 {
          index += blanks
          body(start..<index)
          continue
        }
        if !isByCharacter, buffer[index] == 0x20, index + 1 < buffer.count, !buffer[index + 1].isWhitespace {
          index += 1
        }
        let lead = buffer[index]
        if !isByCharacter, lead.isASCIILetter {
          index = run(buffer, from: index, atMost: 6, while: \.isASCIILetter)
        } else if !isByCharacter, lead.isASCIIDigit {
          index = run(buffer, from: index, atMost: 3, while: \.isASCIIDigit)
        } else {
          index += 1
          while index < buffer.count, buffer[index] & 0xC0 == 0x80 { index += 1 }
        }
        body(start..<index)
      }
    }
  }

  private static func run(
    _ buffer: UnsafeBufferPointer<UInt8>, from start: Int, atMost limit: Int, while fits: (UInt8) -> Bool
  ) -> Int {
    var index = start
    while index < buffer.count, index - start < limit, fits(buffer[index]) { index += 1 }
    return index
  }
}

extension ArraySlice where Element == UInt8 {
  var asText: String { String(decoding: self, as: UTF8.self) }
}
