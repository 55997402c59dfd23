import Verdicts
import Wire

/// What failures of one likely common cause have in common, as 12 hexadecimal digits that are stable from run to run.
enum CauseSignature {
  /// Bytes of a text that are looked at.
  private static let limit = 160

  /// Refusals in which the server said the same belong together, whatever was asked of it; anything else when reason,
  /// finding and place agree.
  static func of(_ violation: Violation) -> String {
    if let answer = violation.answer {
      let words = general(String(answer.message.drop { $0 == " " }))
      if !words.isEmpty { return digest("said \(words)") }
    }
    var parts = [violation.reason.code, general(Wording.sentence(violation.detail))]
    if let pointer = violation.place.pointer { parts.append(general(pointer.description)) }
    // Two values that are wrong in the same place are two findings when they are words.
    if violation.reason == .wrongValue, violation.actual.utf8.count <= 32 { parts.append(general(violation.actual)) }
    return digest(parts.joined(separator: "\n"))
  }

  /// For a check of a report that does not have it.
  static func of(_ check: Report.Check) -> String {
    if let signature = check.signature { return signature }
    let place = check.at?.pointer.map { [general($0)] } ?? []
    return digest(
      ([check.reason ?? check.verdict.rawValue, general(check.message ?? "")] + place).joined(separator: "\n"))
  }

  /// A digest of whatever checks have in common.
  static func digest(_ text: String) -> String { String(SHA256.hexDigest(text.utf8).prefix(12)) }

  /// The text with `#` for every number, `ID` for every word that looks made up by a machine.
  static func general(_ text: String) -> String {
    var result = ""
    var word: [UInt8] = []
    func flush() {
      result += Self.word(word)
      word = []
    }
    for byte in text.utf8.prefix(limit) {
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "_"), UInt8(ascii: "-"): word.append(byte)
      default:
        flush()
        result.unicodeScalars.append(byte < 0x80 ? UnicodeScalar(byte) : "?")
      }
    }
    flush()
    return result
  }

  private static func word(_ bytes: [UInt8]) -> String {
    let digits = bytes.count { (0x30...0x39).contains($0) }
    if digits == 0 { return String(decoding: bytes, as: UTF8.self) }
    if digits == bytes.count { return "#" }
    // An id has digits among its letters and some length; `gpt4` and `utf-8` have not.
    if bytes.count >= 12, digits >= 3 { return "ID" }
    var result = ""
    var isNumber = false
    for byte in bytes {
      let isDigit = (0x30...0x39).contains(byte)
      if !isDigit { result.unicodeScalars.append(UnicodeScalar(byte)) } else if !isNumber { result += "#" }
      isNumber = isDigit
    }
    return result
  }
}
