/// A regular expression that is looked for in texts from strangers: the time it takes grows with the length of the
/// text and nothing else.
///
/// ECMAScript's syntax (which JSON Schema names): characters, `.`, sets, groups, `|`, `* + ? {n,m}` and their lazy
/// forms, `^ $ \b \B`, `\d \w \s` and their opposites (digits and letters are those of ASCII), `\n \r \t \f \v \0
/// \xHH \uHHHH \u{H…}`, and `(?i)`, `(?s)` at the beginning. Unicode scalars are compared one by one. References to
/// groups, lookahead and lookbehind are refused.
package final class Pattern: Sendable {
  private let machine: Locked<PatternMachine>

  /// Throws `PatternError` with what is not understood and where.
  package init(_ text: String, ignoringCase: Bool = false) throws(PatternError) {
    let program = try PatternProgram(PatternParser.parse(text, ignoringCase: ignoringCase))
    machine = Locked(PatternMachine(program))
  }

  /// Whether it is found anywhere in the text.
  package func isFound(in text: String) -> Bool { machine.withLock { $0.isFound(in: text) } }

  private struct Key: Hashable {
    /// By bytes: two texts that look alike are two patterns.
    var text: [UInt8]
    var ignoresCase: Bool
  }
  private static let known = Locked<[Key: Pattern?]>([:])
  private static let mostKnown = 2_000

  /// The pattern of that text, made once; nil when it is none.
  package static func known(_ text: String, ignoringCase: Bool = false) -> Pattern? {
    let key = Key(text: Array(text.utf8), ignoresCase: ignoringCase)
    return known.withLock { known in
      if let pattern = known[key] { return pattern }
      if known.count >= mostKnown { known = [:] }
      let pattern = try? Pattern(text, ignoringCase: ignoringCase)
      known[key] = .some(pattern)
      return pattern
    }
  }
}
