import Wire

/// What checks of one common cause agree in.
enum CauseSignature {
  /// Bytes of a text that are looked at.
  private static let limit = 160

  static func of(_ check: Report.Check) -> String {
    let reason = check.reason ?? check.verdict.rawValue
    if check.verdict == .fail, let said = said(check.actual) ?? error(check) { return "said \(said)" }
    var parts = [reason, general(finding(check.message ?? ""))]
    if let pointer = check.at?.pointer { parts.append(general(pointer)) }
    // Two values that are wrong in the same place are two findings when they are words.
    if reason == "wrong-value", let actual = check.actual, actual.utf8.count <= 32 { parts.append(general(actual)) }
    return parts.joined(separator: "\n")
  }

  /// What a refusal said, from `400: max_tokens: field required`; nil when it is no refusal or said nothing.
  private static func said(_ actual: String?) -> String? {
    guard let actual, let colon = actual.utf8.firstIndex(of: UInt8(ascii: ":")) else { return nil }
    let status = actual[..<colon]
    guard status.utf8.count == 3, let number = Int(status), (400...599).contains(number) else { return nil }
    let words = general(String(actual[colon...].dropFirst().drop { $0 == " " }))
    return words.isEmpty ? nil : words
  }

  /// What an error said that is in the way as a whole, whatever its status; nil when a check is about a part of it.
  private static func error(_ check: Report.Check) -> String? {
    guard check.at?.pointer == nil, let actual = check.actual,
      actual.hasPrefix("{\"error\":") || actual.hasPrefix("\""),
      let json = try? JSONParser.parse(actual),
      let words = json.string ?? json["error"]?.string ?? json["error"]?["message"]?.string
    else { return nil }
    // A sentence; a word is a value, such as a stop reason.
    return words.utf8.count >= 20 && words.utf8.contains(0x20) && check.reason != "wrong-value" ? general(words) : nil
  }

  /// The finding without what several tries or several accepted behaviours add to it.
  private static func finding(_ message: String) -> String {
    var words = message[...]
    if words.hasPrefix("none of the accepted behaviours: ") { words = words.dropFirst(33) }
    if words.hasSuffix(" needed)"), let open = words.lastIndex(of: "(") { words = words[..<open] }
    while words.hasSuffix(" ") { words.removeLast() }
    return String(words)
  }

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
