import Wire

/// Bytes written for a POSIX shell. What comes out is one line of characters that act on nothing but the
/// shell, so it can be shown in a terminal and pasted from it.
enum ShellText {
  /// One word that stands for exactly these bytes. Bytes that cannot be shown come out of `printf`; the
  /// shell then drops line feeds at the very end, which no header or URL can have.
  static func word(_ text: String) -> String {
    if isShowable(text.utf8) { return quoted(text) }
    return "\"$(printf \(printfFormat(Array(text.utf8))))\""
  }

  /// Text in single quotes. Goes by bytes: a quote with an accent upon it is one `Character` to Swift and
  /// still the end of a word to a shell.
  static func quoted(_ text: String) -> String {
    var result: [UInt8] = [UInt8(ascii: "'")]
    for byte in text.utf8 {
      if byte == UInt8(ascii: "'") { result += "'\\''".utf8 } else { result.append(byte) }
    }
    return String(decoding: result + [UInt8(ascii: "'")], as: UTF8.self)
  }

  /// The argument that makes `printf` write exactly these bytes, zero bytes and line feeds included.
  static func printfFormat(_ bytes: [UInt8]) -> String {
    var result: [UInt8] = [UInt8(ascii: "'")]
    result.reserveCapacity(bytes.count * 2)
    for byte in bytes {
      switch byte {
      case UInt8(ascii: "%"): result += "%%".utf8
      case UInt8(ascii: "\\"): result += "\\\\".utf8
      // A leading dash would be taken for an option; an exclamation mark within double quotes for a past command.
      case 0x20...0x7E
      where byte != UInt8(ascii: "'") && byte != UInt8(ascii: "!") && !(byte == UInt8(ascii: "-") && result.count == 1):
        result.append(byte)
      default: result += octal(byte)
      }
    }
    return String(decoding: result + [UInt8(ascii: "'")], as: UTF8.self)
  }

  /// A string of an awk program that stands between single quotes.
  static func awkString(_ bytes: some Collection<UInt8>) -> String {
    var result: [UInt8] = [UInt8(ascii: "\"")]
    for byte in bytes {
      switch byte {
      case 0x20...0x7E where !"\"'\\".utf8.contains(byte): result.append(byte)
      default: result += octal(byte)
      }
    }
    return String(decoding: result + [UInt8(ascii: "\"")], as: UTF8.self)
  }

  private static func octal(_ byte: UInt8) -> [UInt8] {
    [UInt8(ascii: "\\")] + [byte >> 6, byte >> 3 & 7, byte & 7].map { UInt8(ascii: "0") + $0 }
  }

  /// Whether the bytes are text in which nothing acts, hides or breaks the line.
  static func isShowable(_ bytes: some Collection<UInt8>) -> Bool {
    guard bytes.firstInvalidUTF8 == nil else { return false }
    return !String(decoding: bytes, as: UTF8.self).unicodeScalars.contains(where: VisibleText.isUnsafe)
  }
}
