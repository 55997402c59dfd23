import Testing

import Wire

@Suite struct JSONWriterTests {
  @Test(arguments: [
    ("", #""""#), ("plain é 😀", #""plain é 😀""#), ("\"\\/", #""\"\\/""#), ("\n\r\t", #""\n\r\t""#),
    ("\u{00}a\u{1F}\u{7F}", #""\u0000a\u001f\u007f""#), ("\u{80}\u{9F}\u{A0}", #""\u0080\u009f\#u{A0}""#),
    ("\u{2027}\u{2028}\u{2029}\u{202F}", "\"\u{2027}\\u2028\\u2029\u{202F}\""),
    ("\u{202A}\u{202E}\u{2065}\u{2066}\u{2069}\u{206A}", "\"\\u202a\\u202e\u{2065}\\u2066\\u2069\u{206A}\""),
    ("ends\u{C2}", "\"ends\u{C2}\""),
  ])
  func quotesWhatATextMayNotHold(text: String, written: String) throws {
    #expect(JSON.string(text).text() == written)
    #expect(try JSONParser.parse(Array(written.utf8)).root == .string(text))
  }

  @Test func noPlaceHidesWhatHasToBeEscaped() throws {
    for value in UInt32(0)..<0x100 {
      let scalar = try #require(Unicode.Scalar(value))
      for place in 0..<17 {
        let text = String(repeating: "x", count: place) + String(scalar) + String(repeating: "~", count: 16 - place)
        let written = JSON.string(text).bytes()
        #expect(!written.contains { $0 < 0x20 || $0 == 0x7F })
        #expect(try JSONParser.parse(written).root == .string(text), "U+\(value) at \(place)")
      }
    }
  }

  @Test func laysOut() {
    let value: JSON = ["a": [1, [:], []], "b": .null]
    #expect(value.text() == #"{"a":[1,{},[]],"b":null}"#)
    #expect(value.text(.indented) == "{\n  \"a\": [\n    1,\n    {},\n    []\n  ],\n  \"b\": null\n}")
  }
}
