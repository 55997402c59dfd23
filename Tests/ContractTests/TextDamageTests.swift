import Testing
import Wire

@testable import Contract

/// Texts that could only be one, and what came of them.
@Suite struct TextDamageTests {
  static let shell = "cd \"C:\\new\" && grep '<b>' a > b; echo $(date) ${HOME} $1 $& `pwd` %s"

  struct Sample: Sendable {
    var expected: String
    var actual: String
    var kind: TextDamage.Kind
    var reason: TextDamage.Reason
    var sentence: String?
  }

  static let samples: [Sample] = [
    Sample(
      expected: "a && b", actual: "a &amp;&amp; b", kind: .visible, reason: .markupEscaped,
      sentence: "& came back as &amp;"),
    Sample(expected: "a &lt; b", actual: "a < b", kind: .visible, reason: .markupUnescaped),
    Sample(expected: "say \"hi\"", actual: "\"say \\\"hi\\\"\"", kind: .visible, reason: .quoted),
    Sample(expected: "a\nb c", actual: "a\\nb c", kind: .odd, reason: .escapesVisible),
    Sample(expected: "é et la", actual: "\\u00e9 et la", kind: .odd, reason: .escapesVisible),
    Sample(expected: "C:\\new dir", actual: "C:\new dir", kind: .visible, reason: .escapesResolved),
    Sample(expected: "café au lait", actual: "cafÃ© au lait", kind: .foreign, reason: .misread),
    Sample(
      expected: "a b\n\nc", actual: "ab\n\nc", kind: .visible, reason: .whiteSpaceChanged, sentence: "a space was lost"),
    Sample(expected: "a b\n\nc", actual: "a b c", kind: .visible, reason: .whiteSpaceChanged),
    Sample(expected: " a b\n", actual: "a b", kind: .odd, reason: .endsTrimmed),
    Sample(expected: "a\r\nb", actual: "a\nb", kind: .odd, reason: .lineEndsChanged),
    Sample(expected: "cafe\u{301} one", actual: "caf\u{E9} one", kind: .odd, reason: .normalized),
    Sample(
      expected: "one\u{7}two", actual: "onetwo", kind: .odd, reason: .charactersChanged, sentence: "U+0007 was lost"),
    Sample(expected: "one\u{2028}two", actual: "one\ntwo", kind: .odd, reason: .whiteSpaceChanged),
    Sample(expected: "one\u{2028}two", actual: "one", kind: .odd, reason: .cut),
    Sample(
      expected: "first one word\u{2028}second two words\u{2029}third", actual: "first one two words\u{2029}third",
      kind: .odd,
      reason: .charactersChanged),
    Sample(expected: "a $1 b $& c", actual: "a  b  c", kind: .visible, reason: .charactersChanged),
    Sample(expected: "x <b>bold</b> y", actual: "x bold y", kind: .visible, reason: .charactersChanged),
    Sample(expected: "日本語 and 😀 too", actual: "日本語 and  too", kind: .foreign, reason: .charactersChanged),
    Sample(expected: "some text", actual: "", kind: .visible, reason: .emptied),
  ]

  @Test(arguments: samples.indices) func damageHasAName(_ index: Int) throws {
    let sample = Self.samples[index]
    let damage = try #require(TextDamage.between(sample.expected, sample.actual), "\(sample)")
    #expect(damage.kind == sample.kind && damage.reason == sample.reason, "\(sample.expected): \(damage)")
    if let sentence = sample.sentence { #expect(damage.sentence == sentence) }
  }

  static let others = [
    (shell, "ls -l"), ("red", "blue"), ("metres", "meters"), ("one two", "one"),
    ("salt & water", "salt and some water"),
    ("true", "false"), ("R&D", "Research"), (shell, shell),
  ]

  @Test(arguments: others.indices) func anotherTextIsNoDamage(_ index: Int) {
    let (expected, actual) = Self.others[index]
    #expect(TextDamage.between(expected, actual) == nil)
  }

  @Test func aQuarterOfAMegabyteCutShortIsDamage() throws {
    let long = String(repeating: "x", count: 1 << 18)
    let damage = try #require(TextDamage.between(long, String(long.prefix(65_536))))
    #expect(damage.sentence == "cut at 65536 of 262144 bytes")
  }

  @Test func aSchemaThatLeavesNoChoiceHasOneValue() {
    let schema: JSON = [
      "type": "object", "properties": ["a": ["type": "array", "items": ["enum": [1]], "minItems": 2, "maxItems": 2]],
      "required": ["a"], "additionalProperties": false,
    ]
    #expect(FixedValue.of(schema) == ["a": [1, 1]])
    #expect(FixedValue.of(["type": "null"]) == JSON.null && FixedValue.of(["enum": [1, 2]]) == nil)
    #expect(FixedValue.of(["type": "object", "properties": ["a": ["const": 1]], "additionalProperties": false]) == nil)
    #expect(FixedValue.of(["type": "array", "items": ["enum": [1]], "maxItems": 2]) == nil)
  }

  /// One value that is plainly another one shows that nobody was held to the schema.
  @Test func aFreeValueLeavesNothingToSay() {
    let members: [(name: String, value: JSON)] = [("command", "a && b"), ("unit", "metres")]
    #expect(ValueComparison(members, in: ["command": "a &amp;&amp; b", "unit": "feet"]).isFree)
    #expect(!ValueComparison(members, in: ["command": "a &amp;&amp; b", "unit": "metres"]).isFree)
  }
}
