import Testing

@testable import Wire

@Suite struct PatternTests {
  @Test(arguments: [
    ("a", "xax", true), ("a", "xbx", false), ("^a", "ba", false), ("^a", "ab", true), ("a$", "ba", true),
    ("a$", "ab", false), ("a$", "a\n", false), ("^$", "", true), ("^$", "x", false), ("", "", true), ("", "x", true),
    ("a|b", "xb", true), ("^(a|b)$", "ab", false), ("(?:ab)+$", "xabab", true), ("^(?<n>ab){2}$", "abab", true),
    ("^a{2,3}$", "a", false), ("^a{2,3}$", "aaa", true), ("^a{2,3}$", "aaaa", false), ("^a{2,}$", "aaaaa", true),
    ("^a{,3}$", "a{,3}", true), ("x{", "x{", true), ("^a*?b$", "aab", true), ("^a??b$", "b", true),
    ("^[a-c]+$", "abc", true), ("^[^a-c]+$", "xyz", true), ("^[^a-c]+$", "xaz", false), ("^[]-]$", "]", false),
    ("^[a\\]-]+$", "a]-", true), ("[\\d\\s]", "x 1", true), ("^[\\w.-]+$", "a_b.c-9", true), ("^\\W$", "é", true),
    ("^\\S\\s\\S$", "a\u{00A0}b", true), ("\\bcat\\b", "a cat.", true), ("\\bcat\\b", "concat", false),
    ("\\Bcat", "concat", true), ("^.$", "\n", false), ("(?s)^.$", "\n", true), ("^.$", "é", true),
    ("\\u{FFFD}|\\u00C3|\\xe6", "\u{FFFD}", true), ("\\x41\\u0042", "AB", true), ("^\\.\\*\\\\$", ".*\\", true),
    ("(?i)straße", "STRAßE", true), ("(?i)[a-c]{3}", "AbC", true), ("(?i)É", "é", true), ("é", "É", false),
    ("^(|a)b$", "b", true), ("^(a*)*b$", "aaab", true), ("^(a|)+$", "aa", true),
    ("Zo(ë|Ã.|[?\\uFFFD]{1,2}|), na", "Zo?, na", true),
    ("^\\s*(-?[0-9]|[\"\\[{]|true|false|null)", "  {", true),
  ])
  func finds(_ pattern: String, _ text: String, _ isFound: Bool) throws {
    #expect(try Pattern(pattern).isFound(in: text) == isFound)
  }

  @Test(arguments: [
    ("(a)\\1", "references"), ("(?=a)", "lookahead"), ("(?!a)", "lookahead"), ("(?<=a)b", "lookbehind"),
    ("(?<!a)b", "lookbehind"), ("(?>a)", "atomic"), ("a*+", "possessive"), ("(a", "without its ')'"),
    ("a)", "without its '('"),
    ("[a", "without its ']'"), ("*a", "nothing to repeat"), ("a**", "nothing to repeat"), ("a{3,2}", "wrong way"),
    ("a{2000}", "more than 1000"), ("((a{100}){100}){100}", "too large"), ("(((){1000}){1000}){1000}", "too large"),
    ("[b-a]", "ends before"),
    ("\\q", "not supported"), ("\\p{L}", "not supported"), ("\\u{110000}", "scalar"), ("\\", "at the end"),
    ("[[:alpha:]]", "not supported"),
  ])
  func refuses(_ pattern: String, _ words: String) {
    do {
      _ = try Pattern(pattern)
      Issue.record("\(pattern) was taken")
    } catch { #expect("\(error)".contains(words), "\(error)") }
  }

  @Test func deepNestingIsRefused() {
    #expect(throws: PatternError.self) {
      try Pattern(String(repeating: "(", count: 1000) + String(repeating: ")", count: 1000))
    }
  }

  /// Patterns that take a backtracking engine minutes to centuries on these texts.
  @Test(
    .timeLimit(.minutes(1)),
    arguments: ["(a+)+$", "^(a|a)*$", "(.|.)*x$", "é\\s*\\n\\s*Ende", "^(a?){50}a{50}$", "a.*b.*c.*d$"])
  func hostileTextTakesNoLonger(_ text: String) throws {
    let pattern = try Pattern(text)
    let letters = String(repeating: "a", count: 200_000) + "!"
    #expect(!pattern.isFound(in: letters))
    #expect(!pattern.isFound(in: "é" + String(repeating: "\n ", count: 100_000)))
  }

  @Test func everyTextIsJudgedAloneThoughTheTableIsShared() throws {
    let pattern = try Pattern("^a+b$")
    for _ in 0..<3 {
      #expect(pattern.isFound(in: "aab"))
      #expect(!pattern.isFound(in: "aabb"))
      #expect(!pattern.isFound(in: ""))
    }
  }

  /// The table of states is begun anew in the middle of a text.
  @Test func aTableThatIsFullIsBegunAnew() throws {
    let pattern = try Pattern("[ab]*a[ab]{14}x")
    var bits: UInt64 = 0x9E37_79B9_7F4A_7C15
    var text = ""
    for _ in 0..<30_000 {
      bits = bits &* 6_364_136_223_846_793_005 &+ 1
      text += bits >> 63 == 1 ? "a" : "b"
    }
    #expect(!pattern.isFound(in: text))
    #expect(pattern.isFound(in: text + "a" + String(repeating: "b", count: 14) + "x"))
    #expect(!pattern.isFound(in: text + "b" + String(repeating: "b", count: 14) + "x"))
  }

  @Test func knownPatternsAreTold() {
    #expect(Pattern.known("a(")?.isFound(in: "a") == nil)
    #expect(Pattern.known("A", ignoringCase: true)?.isFound(in: "a") == true)
    #expect(Pattern.known("A")?.isFound(in: "a") == false)
  }
}
