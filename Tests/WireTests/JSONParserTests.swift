import Testing

@testable import Wire

@Suite struct JSONParserTests {
  @Test func keepsOrderLexemesAndDuplicates() throws {
    let document = try JSONParser.parse(#"{"b":1.0,"a":-0,"b":1e400}"#.utf8)
    #expect(document.root.object?.keys == ["b", "a", "b"])
    #expect(document.root.text() == #"{"b":1.0,"a":-0,"b":1e400}"#)
    #expect(document.problems == [JSONProblem(kind: .duplicateKey, offset: 16, detail: "b")])
  }

  @Test(arguments: [
    ("", 0), ("{", 1), ("[1,]", 3), (#"{"a":1,}"#, 7), ("01", 0), ("1.", 2), ("-", 1), ("tru", 3), ("nul1", 3),
    ("[1] 2", 4), ("\u{FEFF}{}", 0), (#""\x""#, 2), ("\"a\nb\"", 2), (#""\u12""#, 5), ("'a'", 0), ("[1 2]", 3),
    ("NaN", 0), ("1e+", 3), ("{1:2}", 1),
  ])
  func refusesWithTheOffset(text: String, offset: Int) {
    let error = #expect(throws: JSONSyntaxError.self) { try JSONParser.parse(text) }
    #expect(error?.offset == offset)
  }

  @Test func refusesDeepNestingWithoutCrashing() throws {
    let deep = String(repeating: "[", count: 300_000)
    #expect(throws: JSONSyntaxError.self) { try JSONParser.parse(deep) }
    let allowed = String(repeating: "[", count: 256) + String(repeating: "]", count: 256)
    _ = try JSONParser.parse(allowed)
  }

  @Test func decodesEscapesAndReportsLoneSurrogates() throws {
    #expect(try JSONParser.parse(#""\ud83d\ude00\u00e9\n""#) == .string("😀é\n"))
    let document = try JSONParser.parse(#"["\ud83d","\udc00x","\ud83dA"]"#.utf8)
    #expect(document.problems.map(\.kind) == [.loneSurrogate, .loneSurrogate, .loneSurrogate])
    #expect(document.problems.map(\.offset) == [2, 11, 21])
  }

  @Test func reportsInvalidUTF8WithItsOffset() throws {
    let document = try JSONParser.parse([0x22, 0x61, 0xC0, 0xAF, 0x22])
    #expect(document.problems == [JSONProblem(kind: .invalidUTF8, offset: 2, detail: "")])
  }

  @Test func keysThatOnlyLookAlikeAreDifferent() throws {
    let document = try JSONParser.parse("{\"\u{E9}\":1,\"e\u{301}\":2}".utf8)
    #expect(document.problems.isEmpty)
    #expect(document.root["\u{E9}"] == 1)
    #expect(document.root["e\u{301}"] == 2)
    #expect(JSON.string("\u{E9}") != JSON.string("e\u{301}"))
  }

  @Test func locatesValuesByPointer() throws {
    let text = #"{"content":[{"text":"a"},{"text":"bc"}]}"#
    let range = try #require(JSONParser.locate(JSONPointer(["content", "1", "text"]), in: text.utf8))
    #expect(String(decoding: Array(text.utf8)[range], as: UTF8.self) == #""bc""#)
    #expect(JSONParser.locate(JSONPointer(["nope"]), in: text.utf8) == nil)
  }

  @Test func equalityIsByMeaning() throws {
    #expect(try JSONParser.parse(#"{"a":1,"b":[2]}"#) == JSONParser.parse(#"{"b":[2.0],"a":1}"#))
    #expect(try JSONParser.parse("[1,2]") != JSONParser.parse("[2,1]"))
    #expect(try JSONParser.parse("1") != JSONParser.parse("true"))
  }
}
