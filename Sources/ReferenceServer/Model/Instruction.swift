/// What the prompt asks of the scripted model, in the small language it understands.
///
/// Only the last user turn is read, and only its last 64 KiB; phrases are matched without regard
/// to case.
struct Instruction: Sendable {
  /// Text to repeat: everything after `Repeat exactly:` and its kin.
  var echo: String?
  /// `Copy every text that stands between « and »`.
  var copies = false
  /// `In one piece`: the arguments of each call come in one delta.
  var isInOnePiece = false
  /// `Say hi.`: the few words of a prompt that asks for nothing else.
  var greeting: String?
  /// `Count from 1 to 50`.
  var count: ClosedRange<Int>?
  /// `Wait 1500 ms`: silence before the first token, in milliseconds, at most a minute.
  var wait = 0
  /// `Redact your thinking`: thoughts come back as `redacted_thinking`.
  var redacts = false
  /// `Fail with overloaded_error`: the error type to refuse with.
  var failure: String?
  /// `Fail mid-stream with api_error`: the error type to break off with.
  var midStreamFailure: String?

  init(_ text: String) {
    let bytes = Array(text.utf8.suffix(65536))
    echo = Self.echo(bytes)
    isInOnePiece = Self.after("in one piece", in: bytes) != nil
    copies = Self.after("copy every text that stands between", in: bytes) != nil
    greeting = Self.greeting(bytes)
    if let start = Self.after("count from ", in: bytes), let (first, next) = Self.number(bytes, at: start),
      let (last, _) = Self.number(bytes, at: next + 4), first <= last, last - first < 10000,
      bytes[next...].starts(with: " to ".utf8)
    {
      count = first...last
    }
    if let start = Self.after("wait ", in: bytes), let (number, next) = Self.number(bytes, at: start),
      bytes[next...].starts(with: " ms".utf8)
    {
      wait = min(number, 60000)
    }
    redacts = Self.after("redact your thinking", in: bytes) != nil
    failure = Self.after("fail with ", in: bytes).flatMap { Self.errorType(bytes, at: $0) }
    midStreamFailure = Self.after("fail mid-stream with ", in: bytes).flatMap {
      Self.errorType(bytes, at: $0)
    }
  }

  static let errorTypes: [(type: String, status: Int)] = [
    ("invalid_request_error", 400), ("authentication_error", 401), ("billing_error", 402),
    ("permission_error", 403), ("not_found_error", 404), ("request_too_large", 413),
    ("rate_limit_error", 429), ("api_error", 500), ("timeout_error", 504), ("overloaded_error", 529),
  ]

  /// The fault a `Fail with` instruction asks for.
  static func fault(_ type: String) -> APIError {
    let status = errorTypes.first { $0.type == type }?.status ?? 500
    return APIError(status, type: type, "the prompt asked for this \(type)")
  }

  /// The word a system prompt orders to answer with: a sentence with a verb of answering, `only`
  /// and `word X`, e.g. `Answer only with the word BANANA.` The last `word` of the sentence counts.
  static func onlyWord(_ system: String) -> String? {
    for sentence in system.utf8.suffix(65536).split(whereSeparator: { [0x2E, 0x21, 0x3F, 0x0A].contains($0) }) {
      let bytes = Array(sentence)
      guard word("only", in: bytes) != nil,
        ["answer", "reply", "respond", "say"].contains(where: { word($0, in: bytes) != nil })
      else { continue }
      var ordered: String?
      var from = 0
      while let end = word("word", in: bytes, from: from) {
        from = end
        let rest = bytes[end...].drop { $0.isWhitespace || [0x22, 0x27, 0x3A, 0x60].contains($0) }
        let found = rest.prefix { $0.isNameByte || $0 >= 0x80 }
        if !found.isEmpty { ordered = found.asText }
      }
      if let ordered { return ordered }
    }
    return nil
  }

  /// The rest after `Repeat exactly:`, or after a verb of saying with `exactly`, `verbatim` or
  /// `following` between it and a colon in the same sentence.
  private static func echo(_ bytes: [UInt8]) -> String? {
    for verb in ["repeat", "echo", "say", "reply", "respond", "answer", "output", "print", "write"] {
      var from = 0
      while let end = word(verb, in: bytes, from: from) {
        from = end
        let span = bytes[end..<min(end + 80, bytes.count)]
        guard let colon = span.firstIndex(of: UInt8(ascii: ":")) else { continue }
        let between = Array(bytes[end..<colon])
        let ends: [UInt8] = [0x2E, 0x21, 0x3F, 0x0A]
        guard !between.contains(where: ends.contains),
          ["exactly", "verbatim", "following"].contains(where: { word($0, in: between) != nil })
        else { continue }
        var rest = bytes[(colon + 1)...]
        if rest.first == 0x20 || rest.first == 0x0A { rest = rest.dropFirst() }
        return rest.asText
      }
    }
    return nil
  }

  /// What follows `Say` when that is all the prompt says, in 40 bytes at most.
  private static func greeting(_ bytes: [UInt8]) -> String? {
    guard bytes.count <= 40, bytes.starts(with: "Say ".utf8) else { return nil }
    let rest = bytes.dropFirst(4)
    let words = rest.prefix { ![0x2E, 0x21, 0x3F, 0x3A, 0x0A].contains($0) }
    guard !words.isEmpty, rest.dropFirst(words.count).allSatisfy({ !$0.isNameByte }) else { return nil }
    return words.asText
  }

  /// The offset behind the first whole word `needle`, or nil.
  static func word(_ needle: String, in bytes: [UInt8], from start: Int = 0) -> Int? {
    let pattern = Array(needle.utf8)
    var from = start
    while let at = bytes.find(pattern, from: from, ignoringCase: true) {
      let end = at + pattern.count
      let free = (at == 0 || !bytes[at - 1].isNameByte) && (end == bytes.count || !bytes[end].isNameByte)
      if free { return end }
      from = at + 1
    }
    return nil
  }

  private static func after(_ phrase: String, in bytes: [UInt8]) -> Int? {
    bytes.find(Array(phrase.utf8), ignoringCase: true).map { $0 + phrase.utf8.count }
  }

  private static func number(_ bytes: [UInt8], at start: Int) -> (Int, next: Int)? {
    guard start < bytes.count else { return nil }
    let digits = bytes[start...].prefix(9).prefix(while: \.isASCIIDigit)
    return Int(digits.asText).map { ($0, start + digits.count) }
  }

  private static func errorType(_ bytes: [UInt8], at start: Int) -> String? {
    errorTypes.first { bytes[start...].starts(with: $0.type.utf8) }?.type
  }
}
