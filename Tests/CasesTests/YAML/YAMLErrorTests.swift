import Testing

@testable import Cases

/// Every refusal of the YAML layer, as the user sees it.
@Suite struct YAMLErrorTests {
  static let mistakes: [(name: String, bytes: [UInt8])] =
    [
      ("unclosed quote", "a: 1\nb: \"two\nc: 3\n"),
      ("unclosed single quote", "a: 'one\n"),
      ("tab indentation", "a:\n\tb: 1\n"),
      ("tab after spaces", "a:\n  b: 1\n \tc: 2\n"),
      ("wrong indentation of a key", "a:\n  b: 1\n c: 2\n"),
      ("key deeper than its neighbours", "a: 1\n  b: 2\n"),
      ("colon in a plain text", "a: b: c\n"),
      ("key without colon", "a: 1\nb\nc: 3\n"),
      ("item out of line", "-  - a\n - b\n"),
      ("key among items", "- a\nb: 1\n"),
      ("text after a quoted text", "a: \"b\" c\n"),
      ("items on the line of the key", "a: - b\n   - c\n"),
      ("last key without colon", "a: 1\nb\n"),
      ("unclosed flow in a flow", "a: [{b: 1, c: [2]\n\n"),
      ("sequence item inside a mapping", "a: 1\n- b\n"),
      ("item that does not line up", "a:\n  - 1\n - 2\n"),
      ("unclosed flow sequence", "a: [1, 2\nb: 3\n"),
      ("unclosed flow mapping", "a: {b: 1\n"),
      ("unclosed brackets alone", "[[["),
      ("unclosed bracket after an anchor", "a: &x [1,\n"),
      ("unclosed single pair", "a: [b:\n"),
      ("flow collection closed by the wrong bracket", "a: [1, 2}\n"),
      ("closing bracket alone", "a: ]\n"),
      ("at sign", "a: @b\n"),
      ("backquote", "a: `b`\n"),
      ("percent sign", "a: %b\n"),
      ("half of a surrogate pair", "a: \"\\uD83D\\uDE00\"\n"),
      ("unknown escape", "a: \"\\d+\"\n"),
      ("unknown tag handle", "a: !e!b c\n"),
      ("bad block header", "a: |x\n  b\n"),
      ("tab in block indentation", "a: |\n\tb\n"),
      ("document mark inside a quote", "a: \"b\n---\n\"\n"),
      ("incompatible version", "%YAML 2.0\n---\na: 1\n"),
      ("version twice", "%YAML 1.2\n%YAML 1.2\n---\na: 1\n"),
      ("no version", "%YAML x\n---\na: 1\n"),
      ("no document mark after the version", "%YAML 1.2\na: 1\n"),
      ("two values", "\"a\" \"b\"\n"),
      ("value after a flow mapping", "{a: 1}\nb: 2\n"),
      ("malformed tag", "a: !<x b\n"),
      ("question mark inside a value", "a: ? b\n"),
      ("colon after a bracketed text", "a: [b:, c]\n"),
      ("too few hex digits", "a: \"\\x4\"\n"),
      ("block indentation of zero", "a: |0\n  b\n"),
      ("empty anchor", "a: & b\n"),
      ("empty alias", "a: *\n"),
      ("two anchors", "a: &x &y b\n"),
      ("tag directive", "# comment\n%TAG ! tag:example.org,2000:\n---\na: 1\n"),
      ("unknown directive", "%FOO bar\n---\na: 1\n"),
      ("second document", "a: 1\n---\nb: 2\n"),
      ("text after the document", "a: 1\n...\nb: 2\n"),
      ("directive after the document", "a: 1\n...\n# fine\n%TAG ! x\n"),
      ("duplicate key", "a: 1\nb: 2\n\"a\": 3\n"),
      ("duplicate key in a flow mapping", "x: {a: 1, b: 2, a: 3}\n"),
      ("merge twice", "x: &x {a: 1}\ny:\n  <<: *x\n  <<: *x\n"),
      ("merge of a scalar", "x:\n  <<: 1\n"),
      ("merge of a sequence with a scalar", "x: &x {a: 1}\ny:\n  <<: [*x, 2]\n"),
      ("merge with an unknown anchor", "base: &base {a: 1}\ny:\n  <<: *bsae\n"),
      ("unknown anchor, nothing near", "a: *zzzzzz\n"),
      ("alias inside its own value", "a: &a\n  b: [*a]\n"),
      ("number as a key", "responses:\n  200: ok\n"),
      ("boolean as a key", "true: ok\n"),
      ("null as a key", "null: ok\n"),
      ("nothing as a key", "a:\n  : 1\n"),
      ("sequence as a key", "[a, b]: 1\n"),
      ("mapping as a key", "? {a: 1}\n: 1\n"),
      ("template without quotes", "a: {{ b }}\n"),
      ("key without a value", "a: {b:1}\n"),
      ("key without a value or colon", "a: {b, c: 1}\n"),
      ("question mark key without a value", "? b\n"),
      ("foreign tag", "a: !secret b\n"),
      ("binary tag", "a: !!binary aGk=\n"),
      ("tag that does not fit", "a: !!int 1.5\n"),
      ("scalar tag on a mapping", "a: !!str {b: 1}\n"),
      ("set tag", "a: !!set {b: null}\n"),
      ("control character", "a: b\u{1B}[31mc\n"),
      ("NUL byte", "a: b\0c\n"),
      ("line separator", "a: b\u{2028}c\n"),
      ("next line character", "a: b\u{85}c\n"),
      ("byte order mark inside", "a: b\u{FEFF}c\n"),
      ("noncharacter", "a: \u{FFFE}\n"),
      ("mistake after wide characters", "日本語: e\u{301} 👍 : `\n"),
    ].map { ($0.0, Array($0.1.utf8)) } + [
      ("invalid UTF-8", Array("a: é".utf8) + [0xFF] + Array("b\n".utf8)),
      ("cut off UTF-8", Array("a: b".utf8) + [0xE2, 0x82]),
      ("encoded surrogate", Array("a: ".utf8) + [0xED, 0xA0, 0x80]),
      ("UTF-16", [0xFF, 0xFE, 0x61, 0x00]),
      ("mistake after a byte order mark", [0xEF, 0xBB, 0xBF] + Array("a: `\n".utf8)),
      ("mistake after CR LF", Array("a: 1\r\nb: `\r\n".utf8)),
      ("mistake after CR", Array("a: 1\rb: `\r".utf8)),
    ]

  @Test func everyRefusalReadsAsRecorded() throws {
    var text = ""
    for (name, bytes) in Self.mistakes {
      text += "== \(name)\n"
      do throws(Diagnostic) {
        _ = try YAML.parse(bytes, file: "specs/x.yaml")
        Issue.record("accepted: \(name)")
      } catch {
        text += error.rendered(source: SourceText(file: "specs/x.yaml", bytes: bytes))
      }
    }
    try expectGolden(text, "yaml-errors")
  }
}
