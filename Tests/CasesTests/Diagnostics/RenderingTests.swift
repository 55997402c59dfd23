import Testing

@testable import Cases

/// How a diagnostic looks in a terminal, in fixed-width columns.
@Suite struct RenderingTests {
  private func shown(
    _ line: String, column: Int, to endColumn: Int, endLine: Int = 1, message: String = "wrong"
  ) -> String {
    let source = SourceText(file: "x.yaml", bytes: Array(line.utf8))
    let place = SourcePlace(file: "x.yaml", line: 1, column: column, endLine: endLine, endColumn: endColumn)
    return Diagnostic(code: "test", message, at: place).rendered(source: source)
  }

  @Test func theWholeForm() {
    let text = String(repeating: "\n", count: 11) + "      exepct: { status: 200 }\n"
    let place = SourcePlace(file: "specs/cases/body/x.yaml", line: 12, column: 7, endLine: 12, endColumn: 13)
    let diagnostic = Diagnostic(
      code: "unknown-key", "unknown key 'exepct'", at: place, hint: "did you mean 'expect'?")
    let source = SourceText(file: "specs/cases/body/x.yaml", bytes: Array(text.utf8))
    #expect(
      diagnostic.rendered(source: source) == """
        specs/cases/body/x.yaml:12:7: error: unknown key 'exepct' [unknown-key]
           12 |       exepct: { status: 200 }
              |       ^^^^^^
              hint: did you mean 'expect'?

        """)
  }

  @Test func notesInOtherFiles() {
    let diagnostic = Diagnostic(
      code: "unused-fixture", "nothing uses 'a'",
      at: SourcePlace(file: "a.yaml", line: 1, column: 1, endLine: 1, endColumn: 2),
      notes: [
        .init("it replaces this one", at: SourcePlace(file: "b.yaml", line: 2, column: 3)),
        .init("and this", at: SourcePlace(file: "gone.yaml", line: 7, column: 1)),
      ])
    let sources = [
      "a.yaml": SourceText(file: "a.yaml", bytes: Array("a: 1\n".utf8)),
      "b.yaml": SourceText(file: "b.yaml", bytes: Array("x:\n  a: 2".utf8)),
    ]
    let expected = """
      a.yaml:1:1: error: nothing uses 'a' [unused-fixture]
          1 | a: 1
            | ^
      b.yaml:2:3: note: it replaces this one
          2 |   a: 2
            |   ^
      gone.yaml:7:1: note: and this

      """
    #expect(diagnostic.rendered { sources[$0] } == expected)
    // With one source only its lines are quoted.
    let alone = diagnostic.rendered(source: sources["a.yaml"])
    #expect(alone.contains("a: 1") && !alone.contains("a: 2"))
  }

  @Test func largeLineNumbersWidenTheGutter() {
    let source = SourceText(file: "x.yaml", bytes: Array(repeating: 0x0A, count: 123_455) + Array("abc".utf8))
    let place = SourcePlace(file: "x.yaml", line: 123_456, column: 2)
    let expected = "x.yaml:123456:2: error: m [c]\n123456 | abc\n       |  ^\n"
    #expect(Diagnostic(code: "c", "m", at: place).rendered(source: source) == expected)
  }

  @Test func tabsWideAndCombiningCharacters() throws {
    var text = ""
    text += shown("\ta:\tb", column: 5, to: 6)
    text += shown("ab\tc", column: 3, to: 4)
    text += shown("日本語: x", column: 2, to: 4)
    text += shown("日本語: x", column: 6, to: 7)
    text += shown("e\u{301}e\u{301}: x", column: 7, to: 8)
    text += shown("👍👍: x", column: 2, to: 3)
    text += shown("ｗide, ﾊﾝ: x", column: 10, to: 11)
    text += shown("한글: x", column: 5, to: 6)
    try expectGolden(text, "rendering-widths")
  }

  @Test func hiddenAndHostileCharactersAreWrittenOut() throws {
    var text = ""
    text += shown("a\u{1B}[2Jb\u{7}\u{7F}c", column: 9, to: 10)
    text += shown("a\u{202E}b\u{200D}c\u{9B}d\u{AD}e", column: 9, to: 10)
    text += shown("a\u{E000}b\u{FFFF}c", column: 5, to: 6)
    text += shown("a", column: 1, to: 2, message: "key 'a\u{1B}[31m\nb\u{202E}'")
    let invalid = SourceText(file: "x.yaml", bytes: [0x61, 0xFF, 0xC3, 0x62, 0xE2, 0x82, 0x63, 0xF0, 0x9F])
    for column in [4, 7, 9] {
      text += Diagnostic(code: "c", "m", at: SourcePlace(file: "x.yaml", line: 1, column: column))
        .rendered(source: invalid)
    }
    let values = text.unicodeScalars.map(\.value)
    #expect(!values.contains { $0 < 0x20 && $0 != 0x0A || $0 == 0x9B || $0 == 0x202E })
    try expectGolden(text, "rendering-hidden")
  }

  @Test func longLinesAreCutAroundTheCaret() throws {
    let words = (0..<100).map { "word\($0)" }.joined(separator: " ")
    var text = ""
    for column in [1, 60, 119, 120, 300, 680, 689, 690] {
      text += shown(words, column: column, to: column + 4)
    }
    text += shown(words, column: 1, to: 690)
    text += shown(words, column: 300, to: 600)
    text += shown(String(repeating: "日", count: 300), column: 150, to: 152)
    text += shown(String(repeating: "\t", count: 300) + "x", column: 301, to: 302)
    text += shown("a" + String(repeating: "\u{301}", count: 2000) + "b", column: 1500, to: 1501)
    try expectGolden(text, "rendering-long-lines")
    for line in text.split(separator: "\n") where line.hasPrefix("    1 | ") {
      #expect(line.unicodeScalars.count { !$0.properties.isDiacritic } <= 8 + 120)
    }
  }

  @Test func aLineOfExactlyTheWidthIsWhole() {
    let line = String(repeating: "x", count: 120)
    #expect(shown(line, column: 120, to: 121).contains(" | \(line)\n"))
    #expect(shown(line + "y", column: 1, to: 2).contains("x\u{2026}\n"))
  }

  @Test func placesOutsideTheTextAreHarmless() {
    #expect(shown("ab", column: 3, to: 3) == "x.yaml:1:3: error: wrong [test]\n    1 | ab\n      |   ^\n")
    #expect(shown("ab", column: 99, to: 120) == "x.yaml:1:99: error: wrong [test]\n    1 | ab\n      |   ^\n")
    #expect(shown("ab", column: 2, to: 1) == "x.yaml:1:2: error: wrong [test]\n    1 | ab\n      |  ^\n")
    #expect(shown("abc", column: 2, to: 1, endLine: 5).hasSuffix("    1 | abc\n      |  ^^\n"))
    #expect(shown("", column: 1, to: 1).hasSuffix("    1 | \n      | ^\n"))
    let nowhere = Diagnostic(code: "c", "m", at: SourcePlace(file: "x.yaml", line: 9, column: 1))
    #expect(nowhere.rendered(source: SourceText(file: "x.yaml", bytes: [])) == "x.yaml:9:1: error: m [c]\n")
    let zero = Diagnostic(code: "c", "m", at: SourcePlace(file: "x.yaml", line: 0, column: 0))
    #expect(zero.rendered(source: SourceText(file: "x.yaml", bytes: [])) == "x.yaml:0:0: error: m [c]\n")
  }

  @Test func linesEndWhereYAMLEndsThem() {
    let source = SourceText(file: "x", bytes: Array("\u{FEFF}one\r\ntwo\rthree\n\nfive\n".utf8))
    #expect(source.lineStarts.count == 5)
    #expect(
      (1...6).map { source.line($0).map { String(decoding: $0, as: UTF8.self) } } == [
        "one", "two", "three", "", "five", nil,
      ])
  }

  @Test func aHugeLineIsCutToo() {
    let line = String(repeating: "x", count: 1 << 20)
    let text = shown(line, column: 1 << 19, to: 1 << 20)
    #expect(text.split(separator: "\n").allSatisfy { $0.unicodeScalars.count <= 8 + 120 })
  }
}
