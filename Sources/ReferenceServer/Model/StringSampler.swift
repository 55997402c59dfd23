import Wire

/// Makes a string for a string schema. Free strings carry accents, CJK and an emoji, so that every
/// tool call exercises the path of non-ASCII text.
enum StringSampler {
  static let free = "caf\u{E9} \u{65E5}\u{672C}\u{8A9E} \u{1F600} \"q\""

  static func sample(_ schema: JSON) -> String {
    if let pattern = schema["pattern"]?.string, let text = PatternSampler.sample(pattern) { return text }
    switch schema["format"]?.string ?? "" {
    case "date-time": return "2026-01-02T03:04:05Z"
    case "date": return "2026-01-02"
    case "time": return "03:04:05Z"
    case "duration": return "P1D"
    case "email": return "someone@example.com"
    case "hostname": return "example.com"
    case "ipv4": return "192.0.2.1"
    case "ipv6": return "2001:db8::1"
    case "uri": return "https://example.com/"
    case "uuid": return "123e4567-e89b-42d3-a456-426614174000"
    default: break
    }
    var scalars = Array(free.unicodeScalars)
    if let most = schema["maxLength"]?.int, scalars.count > most {
      scalars = Array(scalars.prefix(max(most, 0)))
    }
    // A huge minimum is cut off: nobody asks for it but a test of limits.
    if let least = schema["minLength"]?.int {
      while scalars.count < min(least, 4096) { scalars.append("x") }
    }
    return String(String.UnicodeScalarView(scalars))
  }
}

/// Makes a text that matches a simple regular expression: literals, classes, groups with
/// alternatives, and the quantifiers. Nil for anything else.
struct PatternSampler {
  private let pattern: [UInt8]
  private var at = 0

  static func sample(_ pattern: String) -> String? {
    guard pattern.utf8.allSatisfy({ $0 < 0x80 }) else { return nil }
    var sampler = PatternSampler(pattern: Array(pattern.utf8))
    guard let text = sampler.alternatives(), sampler.at == sampler.pattern.count else { return nil }
    return text.text
  }

  private init(pattern: [UInt8]) { self.pattern = pattern }

  private var next: UInt8? { at < pattern.count ? pattern[at] : nil }

  /// The first alternative; the others are read over.
  private mutating func alternatives() -> [UInt8]? {
    guard let first = sequence() else { return nil }
    while next == UInt8(ascii: "|") {
      at += 1
      guard sequence() != nil else { return nil }
    }
    return first
  }

  private mutating func sequence() -> [UInt8]? {
    var output: [UInt8] = []
    while let byte = next, byte != UInt8(ascii: "|"), byte != UInt8(ascii: ")") {
      if byte == UInt8(ascii: "^") || byte == UInt8(ascii: "$") {
        at += 1
        continue
      }
      guard let atom = atom(), let times = quantifier() else { return nil }
      for _ in 0..<times { output += atom }
    }
    return output
  }

  private mutating func atom() -> [UInt8]? {
    guard let byte = next else { return nil }
    at += 1
    switch byte {
    case UInt8(ascii: "("):
      if pattern[at...].starts(with: "?:".utf8) { at += 2 } else if next == UInt8(ascii: "?") { return nil }
      guard let inside = alternatives(), next == UInt8(ascii: ")") else { return nil }
      at += 1
      return inside
    case UInt8(ascii: "["): return characterClass()
    case UInt8(ascii: "."): return [UInt8(ascii: "a")]
    case UInt8(ascii: "\\"):
      guard let escaped = next else { return nil }
      at += 1
      switch escaped {
      case UInt8(ascii: "d"): return [UInt8(ascii: "7")]
      case UInt8(ascii: "w"): return [UInt8(ascii: "a")]
      case UInt8(ascii: "s"): return [0x20]
      default: return escaped.isASCIILetter || escaped.isASCIIDigit ? nil : [escaped]
      }
    case UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "?"), UInt8(ascii: "{"): return nil
    default: return [byte]
    }
  }

  /// One member of the class: its first character. Negated classes are not attempted.
  private mutating func characterClass() -> [UInt8]? {
    guard let first = next, first != UInt8(ascii: "^"), first != UInt8(ascii: "]") else { return nil }
    guard let end = pattern[at...].firstIndex(of: UInt8(ascii: "]")) else { return nil }
    var chosen: [UInt8]? = [first]
    if first == UInt8(ascii: "\\") { chosen = atom() }
    at = end + 1
    return chosen
  }

  private mutating func quantifier() -> Int? {
    guard let byte = next else { return 1 }
    switch byte {
    case UInt8(ascii: "+"), UInt8(ascii: "?"), UInt8(ascii: "*"):
      at += 1
      return 1
    case UInt8(ascii: "{"):
      guard let end = pattern[at...].firstIndex(of: UInt8(ascii: "}")) else { return nil }
      let bounds = pattern[(at + 1)..<end].split(
        separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
      at = end + 1
      guard let least = bounds.first.flatMap({ Int($0.asText) }), least <= 256 else { return nil }
      let most = bounds.count > 1 ? Int(bounds[1].asText) ?? Int.max : least
      return max(least, min(1, most))
    default: return 1
    }
  }
}
