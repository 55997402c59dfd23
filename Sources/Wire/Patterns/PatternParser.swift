/// A regular expression as a tree.
indirect enum PatternNode {
  case scalars(ScalarSet)
  case assertion(PatternAssertion)
  case sequence([PatternNode])
  case choice([PatternNode])
  case repetition(PatternNode, least: Int, most: Int?)
}

/// What holds between two scalars.
enum PatternAssertion: Sendable {
  case start, end, wordBoundary, noWordBoundary
}

/// Reads ECMAScript's syntax as far as one pass over the text can decide it: no references to groups and nothing
/// that looks ahead or behind, whose running time depends on the text in worse ways than its length.
struct PatternParser {
  private let text: [Unicode.Scalar]
  private var position = 0
  private var depth = 0
  private var ignoresCase: Bool
  private var dotTakesLineEnds = false

  static let longestPattern = 4096
  static let maximumDepth = 100
  static let mostRepetitions = 1000

  static func parse(_ text: String, ignoringCase: Bool) throws(PatternError) -> PatternNode {
    var parser = PatternParser(text: Array(text.unicodeScalars), ignoresCase: ignoringCase)
    guard parser.text.count <= longestPattern else {
      throw PatternError(message: "longer than \(longestPattern) characters", offset: longestPattern)
    }
    try parser.flags()
    let node = try parser.choice()
    if parser.position < parser.text.count { throw parser.error("')' without its '('") }
    return node
  }

  private init(text: [Unicode.Scalar], ignoresCase: Bool) {
    self.text = text
    self.ignoresCase = ignoresCase
  }

  /// `(?i)` and `(?s)` at the beginning.
  private mutating func flags() throws(PatternError) {
    guard starts(with: "(?"), let end = text.firstIndex(of: ")"), end > 2,
      text[2..<end].allSatisfy({ $0 == "i" || $0 == "s" })
    else { return }
    for flag in text[2..<end] { if flag == "i" { ignoresCase = true } else { dotTakesLineEnds = true } }
    position = end + 1
  }

  private mutating func choice() throws(PatternError) -> PatternNode {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.maximumDepth else { throw error("groups nested deeper than \(Self.maximumDepth)") }
    var branches = [try sequence()]
    while take("|") { branches.append(try sequence()) }
    return branches.count == 1 ? branches[0] : .choice(branches)
  }

  private mutating func sequence() throws(PatternError) -> PatternNode {
    var nodes: [PatternNode] = []
    while let next = peek, next != "|", next != ")" { nodes.append(try repeated()) }
    return .sequence(nodes)
  }

  private mutating func repeated() throws(PatternError) -> PatternNode {
    let node = try atom()
    guard let bounds = try quantifier() else { return node }
    // A lazy quantifier finds the same texts.
    _ = take("?")
    if peek == "+" { throw error("possessive quantifiers are not supported; drop the second '+'") }
    if let next = peek, "*?".unicodeScalars.contains(next) { throw error("a quantifier with nothing to repeat") }
    return .repetition(node, least: bounds.least, most: bounds.most)
  }

  private mutating func quantifier() throws(PatternError) -> (least: Int, most: Int?)? {
    if take("*") { return (0, nil) }
    if take("+") { return (1, nil) }
    if take("?") { return (0, 1) }
    let start = position
    guard take("{") else { return nil }
    guard let least = number() else {
      position = start
      return nil
    }
    var most: Int? = least
    if take(",") { most = number() }
    guard take("}") else {
      position = start
      return nil
    }
    if least > Self.mostRepetitions || (most ?? 0) > Self.mostRepetitions {
      throw error("more than \(Self.mostRepetitions) repetitions")
    }
    if let most, most < least { throw error("the bounds of the repetition are the wrong way round") }
    return (least, most)
  }

  private mutating func number() -> Int? {
    var value: Int?
    while let next = peek, (0x30...0x39).contains(next.value) {
      value = min(100_000, (value ?? 0) * 10 + Int(next.value - 0x30))
      position += 1
    }
    return value
  }

  private mutating func atom() throws(PatternError) -> PatternNode {
    let start = position
    guard let next = peek else { throw error("the pattern ends where something is needed") }
    position += 1
    switch next {
    case "(": return try group()
    case "[": return .scalars(folded(try set()))
    case ".": return .scalars(dotTakesLineEnds ? .all : ScalarSet.lineEnds.inverted)
    case "^": return .assertion(.start)
    case "$": return .assertion(.end)
    case "\\": return try escape()
    case "*", "+", "?":
      position = start
      throw error("a quantifier with nothing to repeat")
    case "{":
      position = start
      if try quantifier() != nil {
        position = start
        throw error("a quantifier with nothing to repeat")
      }
      position = start + 1
      return .scalars(ScalarSet(next))
    default: return .scalars(folded(ScalarSet(next)))
    }
  }

  private mutating func group() throws(PatternError) -> PatternNode {
    if take("?") {
      if starts(with: "=") || starts(with: "!") || starts(with: "<=") || starts(with: "<!") {
        throw error("lookahead and lookbehind are not supported: match the text around it, or use $not")
      }
      if starts(with: ">") { throw error("atomic groups are not supported; use (?:…)") }
      if !take(":") {
        _ = take("P")
        guard take("<"), let end = text[position...].firstIndex(of: ">") else {
          throw error("an unknown kind of group; (?:…), (?<name>…), and (?i) or (?s) at the beginning are supported")
        }
        position = end + 1
      }
    }
    let node = try choice()
    guard take(")") else { throw error("a '(' without its ')'") }
    return node
  }

  private mutating func escape() throws(PatternError) -> PatternNode {
    switch peek {
    case "b": position += 1; return .assertion(.wordBoundary)
    case "B": position += 1; return .assertion(.noWordBoundary)
    case "A": position += 1; return .assertion(.start)
    case "z": position += 1; return .assertion(.end)
    case .some("1"..."9"), "k": throw error("references to groups are not supported: what they find cannot be bounded")
    default:
      if let set = namedSet() { return .scalars(set) }
      return .scalars(folded(ScalarSet(try escapedScalar())))
    }
  }

  private func folded(_ set: ScalarSet) -> ScalarSet { ignoresCase ? set.ignoringCase : set }

  private mutating func namedSet() -> ScalarSet? {
    let set: ScalarSet? =
      switch peek {
      case "d": .digits
      case "D": ScalarSet.digits.inverted
      case "w": .word
      case "W": ScalarSet.word.inverted
      case "s": .space
      case "S": ScalarSet.space.inverted
      default: nil
      }
    if set != nil { position += 1 }
    return set
  }

  /// The scalar that an escape stands for; `position` is after the backslash.
  private mutating func escapedScalar() throws(PatternError) -> Unicode.Scalar {
    guard let letter = peek else { throw error("a backslash at the end") }
    position += 1
    switch letter {
    case "n": return "\n"
    case "r": return "\r"
    case "t": return "\t"
    case "f": return "\u{0C}"
    case "v": return "\u{0B}"
    case "0": return "\0"
    case "x": return try hexadecimal(2)
    case "u":
      guard take("{") else { return try hexadecimal(4) }
      guard let end = text[position...].firstIndex(of: "}"), (1...6).contains(end - position) else {
        throw error("\\u{…} needs 1 to 6 hexadecimal digits")
      }
      let scalar = try hexadecimal(end - position)
      position += 1
      return scalar
    case "a"..."z", "A"..."Z", "1"..."9":
      position -= 1
      throw error("the escape \\\(letter) is not supported")
    default: return letter
    }
  }

  private mutating func hexadecimal(_ digits: Int) throws(PatternError) -> Unicode.Scalar {
    var value: UInt32 = 0
    for _ in 0..<digits {
      guard let next = peek, let byte = UInt8(exactly: next.value), let digit = byte.hexValue else {
        throw error("a hexadecimal digit is needed")
      }
      value = value << 4 | UInt32(digit)
      position += 1
    }
    guard let scalar = Unicode.Scalar(value) else { throw error("no Unicode scalar value") }
    return scalar
  }

  /// What stands between brackets; `position` is after the opening one.
  private mutating func set() throws(PatternError) -> ScalarSet {
    let isInverted = take("^")
    var ranges: [ClosedRange<UInt32>] = []
    while !take("]") {
      guard peek != nil else { throw error("a '[' without its ']'") }
      if starts(with: "[:") { throw error("[:…:] is not supported; write the characters, like a-z") }
      if starts(with: "\\") {
        position += 1
        if let set = namedSet() {
          ranges += set.ranges
          continue
        }
        position -= 1
      }
      let first = try member()
      guard starts(with: "-"), position + 1 < text.count, text[position + 1] != "]" else {
        ranges.append(first.value...first.value)
        continue
      }
      position += 1
      let last = try member()
      guard last.value >= first.value else { throw error("the range ends before it begins") }
      ranges.append(first.value...last.value)
    }
    let set = ScalarSet(ranges)
    return isInverted ? folded(set).inverted : set
  }

  private mutating func member() throws(PatternError) -> Unicode.Scalar {
    guard let next = peek else { throw error("a '[' without its ']'") }
    position += 1
    guard next == "\\" else { return next }
    if take("b") { return "\u{08}" }
    return try escapedScalar()
  }

  private var peek: Unicode.Scalar? { position < text.count ? text[position] : nil }

  private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard peek == scalar else { return false }
    position += 1
    return true
  }

  private func starts(with prefix: String) -> Bool { text[position...].starts(with: prefix.unicodeScalars) }

  private func error(_ message: String) -> PatternError { PatternError(message: message, offset: position) }
}
