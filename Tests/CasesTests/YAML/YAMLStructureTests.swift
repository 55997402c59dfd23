import Testing
import Wire

@testable import Cases

private func parse(_ text: String) throws -> YAML { try YAML.parse(Array(text.utf8), file: "x.yaml") }

private func place(_ line: Int, _ column: Int, to endColumn: Int, in endLine: Int? = nil) -> SourcePlace {
  SourcePlace(file: "x.yaml", line: line, column: column, endLine: endLine ?? line, endColumn: endColumn)
}

@Suite struct YAMLStructureTests {
  @Test func anEmptyFileIsNull() throws {
    for text in ["", "\n", "# only a comment\n", "---\n", "---\n...\n", "\u{FEFF}"] {
      #expect(try parse(text).isNull, "\(text.debugDescription)")
    }
    #expect(try parse("").place == place(1, 1, to: 1))
  }

  @Test func orderAndNestingSurvive() throws {
    let yaml = try parse("z: [1, {y: x}]\na:\n- b\n-\n  c: d\nempty: {}\nnone: []\n")
    let text = yaml.json.text()
    #expect(text == #"{"z":[1,{"y":"x"}],"a":["b",{"c":"d"}],"empty":{},"none":[]}"#)
  }

  @Test func accessorsTellTypesApart() throws {
    let yaml = try parse("s: x\nq: '1'\ni: 1\nd: 1.5\nt: true\nn:\nl: [1]\nm: {a: 1}\n")
    #expect(yaml["s"]?.string == "x")
    #expect(yaml["q"]?.string == "1" && yaml["q"]?.int == nil)
    #expect(yaml["i"]?.int == 1 && yaml["i"]?.string == nil)
    #expect(yaml["d"]?.int == nil && yaml["d"]?.number?.lexeme == "1.5")
    #expect(yaml["t"]?.bool == true && yaml["t"]?.string == nil)
    #expect(yaml["n"]?.isNull == true && yaml["s"]?.isNull == false)
    #expect(yaml["l"]?.elements?.count == 1 && yaml["l"]?.entries == nil)
    #expect(yaml["m"]?.entries?.map(\.key) == ["a"] && yaml["m"]?.elements == nil)
    #expect(yaml["absent"] == nil && yaml["s"]?["x"] == nil)
    #expect(
      yaml.entries?.map(\.value.kindName) == [
        "a string", "a string", "a number", "a number", "a boolean", "null", "a sequence", "a mapping",
      ])
  }

  @Test func keysDifferByBytes() throws {
    // The same letter, composed and decomposed: two keys.
    let yaml = try parse("\u{E9}: 1\ne\u{301}: 2\n")
    #expect(yaml["\u{E9}"]?.int == 1)
    #expect(yaml["e\u{301}"]?.int == 2)
  }

  @Test func textsOfEveryStyle() throws {
    let yaml = try parse(
      """
      plain: one
        two
      double: "a\\tb\\u00e9\\0\\U0001F600"
      single: 'it''s \\n'
      literal: |
        a
          b

        c
      stripped: |-
        a
      kept: |+
        a

      folded: >
        a
        b

        c
      """)
    #expect(yaml["plain"]?.string == "one two")
    #expect(yaml["double"]?.string == "a\tb\u{E9}\0\u{1F600}")
    #expect(yaml["single"]?.string == "it's \\n")
    #expect(yaml["literal"]?.string == "a\n  b\n\nc\n")
    #expect(yaml["stripped"]?.string == "a")
    #expect(yaml["kept"]?.string == "a\n\n")
    #expect(yaml["folded"]?.string == "a b\nc")
  }

  @Test func coreTagsDecideTheType() throws {
    let yaml = try parse(
      "[!!str 1, !!str , !!int '1', !!float 1, !!bool 'true', !!null '', !!map {}, !!seq []]")
    #expect(yaml.json == ["1", "", 1, 1, true, .null, [:], []])
  }

  @Test(arguments: [
    "%YAML 1.2\n---\na: 1\n", "%YAML 1.1\n# c\n---\na: 1\n", "\u{FEFF}a: 1", "a: 1\r\n", "a: 1\r",
    "---\na: 1\n...\n# end\n...\n",
    "--- {a: 1}", "? a\n: 1\n",
    "a: !!int 1", "&r\na: 1\n", "\"a\": 1", "{\"a\":1}", "a:\n  1\n", "a:\t1\n", "a: 1 # 100%\n",
  ])
  func otherWaysToWriteTheSame(_ text: String) throws {
    #expect(try parse(text).json == ["a": 1])
  }

  @Test func percentSignsInTextAreNoDirectives() throws {
    let yaml = try parse("a: |\n %TAG x\nb: 50 %\nc: \"\n%TAG\"\n")
    #expect(yaml.json == ["a": "%TAG x\n", "b": "50 %", "c": " %TAG"])
  }

  @Test func emptyValuesWithAColonAreNull() throws {
    #expect(try parse("{a: , b: , \"c\":}").json == ["a": .null, "b": .null, "c": .null])
    #expect(try parse("a:\nb: # nothing\n").json == ["a": .null, "b": .null])
    #expect(try parse("{a: !!null , b: &x }").json == ["a": .null, "b": .null])
  }

  @Test(arguments: [0, 1, 61, 62, 63, 64, 65, 200]) func aMissingColonShowsAfterAnyText(_ count: Int) throws {
    // The colon is looked for in the bytes, which lie elsewhere than the characters here.
    let text = String(repeating: "日é👍x", count: count) + "."
    #expect(try parse("a: \(text)\nb: {c: }\n")["b"]?.json == ["c": .null])
    let error = #expect(throws: Diagnostic.self) { try parse("a: \(text)\nb: {c:d}\n") }
    #expect(error?.code == "missing-value")
    #expect(error?.place == place(2, 5, to: 8))
  }
}

@Suite struct YAMLPlaceTests {
  @Test func scalarsAndKeys() throws {
    let yaml = try parse("a: one\n'b c': \"two\"\nd:\n")
    let entries = try #require(yaml.entries)
    #expect(entries.map(\.keyPlace) == [place(1, 1, to: 2), place(2, 1, to: 6), place(3, 1, to: 2)])
    #expect(entries[0].value.place == place(1, 4, to: 7))
    #expect(entries[1].value.place == place(2, 8, to: 13))
    #expect(entries[2].value.place == place(3, 3, to: 3))
  }

  @Test func collectionsEndWithTheirLastValue() throws {
    let yaml = try parse("a:\n  b: [1,\n      2]\n  c:\n  - x\n  - yy\n\n# comment\nd: {}\n")
    #expect(yaml.place == place(1, 1, to: 6, in: 9))
    #expect(yaml["a"]?.place == place(2, 3, to: 7, in: 6))
    #expect(yaml["a"]?["b"]?.place == place(2, 6, to: 9, in: 3))
    #expect(yaml["a"]?["c"]?.place == place(5, 3, to: 7, in: 6))
    #expect(yaml["d"]?.place == place(9, 4, to: 6))
  }

  @Test func columnsCountCharacters() throws {
    let yaml = try parse("日本: e\u{301}x\n👍: y\n")
    #expect(yaml.entries?[0].value.place == place(1, 5, to: 8))
    #expect(yaml.entries?[1].value.place == place(2, 4, to: 5))
  }

  @Test func aByteOrderMarkTakesNoColumn() throws {
    #expect(try parse("\u{FEFF}a: 1")["a"]?.place == place(1, 4, to: 5))
  }

  @Test func everyLineBreakCounts() throws {
    let yaml = try parse("a: 1\r\nb: 2\rc: 3\nd: 4")
    #expect(yaml.entries?.map(\.value.place.line) == [1, 2, 3, 4])
  }
}

@Suite struct YAMLAliasTests {
  @Test func anAliasStandsForItsValue() throws {
    let yaml = try parse("a: &x {b: [1]}\nc: *x\nd: &y text\n*y : 1\n")
    #expect(yaml.json == ["a": ["b": [1]], "c": ["b": [1]], "d": "text", "text": 1])
  }

  @Test func anAnchorMayBeUsedAgain() throws {
    #expect(try parse("[&x 1, *x, &x 2, *x]").json == [1, 1, 2, 2])
  }

  @Test func anAliasHasItsOwnPlace() throws {
    let yaml = try parse("a: &x\n  b: 1\nc: *x\n")
    #expect(yaml["c"]?.place == place(3, 4, to: 6))
    #expect(yaml["c"]?.entries?.first?.keyPlace == place(2, 3, to: 4))
  }

  @Test func mergedKeysComeInTheirPlace() throws {
    let yaml = try parse("x: &x {a: 1, b: 2}\ny: {z: 0, <<: *x, c: 3}\n")
    #expect(yaml["y"]?.entries?.map(\.key) == ["z", "a", "b", "c"])
    #expect(yaml["y"]?.json == ["z": 0, "a": 1, "b": 2, "c": 3])
  }

  @Test func writtenKeysWinWhereverTheyStand() throws {
    let base = "x: &x {a: 1, b: 2}\n"
    #expect(try parse(base + "y: {a: 9, <<: *x}\n")["y"]?.json == ["a": 9, "b": 2])
    #expect(try parse(base + "y: {<<: *x, a: 9}\n")["y"]?.json == ["b": 2, "a": 9])
  }

  @Test func earlierSourcesWin() throws {
    let yaml = try parse("x: &x {a: 1}\ny: &y {a: 2, b: 3}\nz: {<<: [*x, *y, {b: 4, c: 5}]}\n")
    #expect(yaml["z"]?.json == ["a": 1, "b": 3, "c": 5])
  }

  @Test func mergesOfMergesAndOfNothing() throws {
    let yaml = try parse(
      "x: &x {a: 1}\ny: &y {<<: *x, b: 2}\nz: {<<: *y, <<x: 3}\nn: {<<: []}\ni: {<<: {d: 1}}\n")
    #expect(yaml["z"]?.json == ["a": 1, "b": 2, "<<x": 3])
    #expect(yaml["n"]?.json == [:])
    #expect(yaml["i"]?.json == ["d": 1])
  }

  @Test func aQuotedMergeKeyIsAKey() throws {
    #expect(try parse("{\"<<\": 1}").json == ["<<": 1])
  }

  /// Places are found by counting characters, in strides of 64; a text may end right at one.
  @Test(arguments: 50...140)
  func textsOutsideASCIIMayHaveAnyLength(_ length: Int) throws {
    let text = "a: ü" + String(repeating: "x", count: length - 5) + "\n"
    #expect(text.unicodeScalars.count == length)
    #expect(try parse(text)["a"]?.string?.unicodeScalars.count == length - 4)
  }
}
