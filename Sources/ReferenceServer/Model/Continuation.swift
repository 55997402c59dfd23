/// Continues an assistant turn that the client has begun.
enum Continuation {
  /// What follows `prefill`: the rest of `whole` when that is how it begins, the closing half of
  /// a JSON or bracketed text, or plain prose from the middle of a sentence.
  static func text(after prefill: String, of whole: String) -> String {
    let begun = Array(prefill.utf8)
    let full = Array(whole.utf8)
    if full.starts(with: begun) { return full[begun.count...].asText }
    let open = openBrackets(begun)
    guard !open.isEmpty else { return ", and the sentence goes on from there until it ends." }
    let last = begun.last { !$0.isWhitespace }
    var text = ""
    switch last {
    case UInt8(ascii: ":"), UInt8(ascii: "["), UInt8(ascii: ","), UInt8(ascii: "("): text = "1"
    case UInt8(ascii: "{"): text = "\"a\":1"
    default: break
    }
    // A key is due after a comma in an object, not a bare value.
    if last == UInt8(ascii: ","), open.last == UInt8(ascii: "{") { text = "\"b\":1" }
    let closers: [UInt8: String] = [
      UInt8(ascii: "{"): "}", UInt8(ascii: "["): "]", UInt8(ascii: "("): ")", UInt8(ascii: "\""): "\"",
    ]
    return text + open.reversed().compactMap { closers[$0] }.joined()
  }

  /// Brackets (and a quote) still open at the end, outermost first.
  private static func openBrackets(_ bytes: [UInt8]) -> [UInt8] {
    var open: [UInt8] = []
    var inString = false
    var escaped = false
    for byte in bytes {
      if inString {
        if escaped {
          escaped = false
        } else if byte == UInt8(ascii: "\\") {
          escaped = true
        } else if byte == UInt8(ascii: "\"") {
          inString = false
        }
        continue
      }
      switch byte {
      case UInt8(ascii: "\""): inString = !open.isEmpty
      case UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: "("): open.append(byte)
      case UInt8(ascii: "}"), UInt8(ascii: "]"), UInt8(ascii: ")"): _ = open.popLast()
      default: break
      }
    }
    return inString ? open + [UInt8(ascii: "\"")] : open
  }
}
