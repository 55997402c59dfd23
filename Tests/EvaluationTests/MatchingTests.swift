@testable import Cases
import Testing
import Verdicts
import Wire

@testable import Evaluation

@Suite struct MatchingTests {
  @Test(arguments: [
    ("hi", #""hi""#), ("1", "1.0"), ("{a: 1}", #"{"b":2,"a":1}"#), ("[1, {a: x}]", #"[1,{"a":"x","b":0}]"#),
    ("{$type: string}", #""""#), ("{$type: number}", "1"), ("{$type: [null, integer]}", "null"),
    ("{$matches: '^msg_'}", #""msg_1""#), ("{$any: true}", "null"), ("{a: {$absent: true}}", "{}"),
    ("{$not: 1}", "2"), ("{$any_of: [1, {$type: string}]}", #""x""#), ("{$all_of: [{$gt: 1}, {$lt: 3}]}", "2"),
    ("{$gte: 2}", "2"), ("{$lte: 2.5}", "2"), ("{$between: [1, 2]}", "2"), ("{$length: 2}", #""äö""#),
    ("{$contains: {a: 1}}", #"[{"b":1},{"a":1}]"#), ("{$each: {$type: integer}}", "[1,2]"),
    ("{$unordered: [2, 1]}", "[1,2]"), ("{$count: {of: 1, is: {$gte: 2}}}", "[1,2,1]"),
    ("{$includes: ell}", #""hello""#),
    ("{$starts_with: he}", #""hello""#), ("{$ends_with: lo}", #""hello""#), ("{$exact: {a: 1}}", #"{"a":1}"#),
    ("{$one_of: [a, b]}", #""b""#), ("{$json: {a: 1}}", #""{\"a\":1}""#),
    ("{$media: text/html}", #""Text/HTML; charset=utf-8""#),
    ("{$schema: {type: object, required: [a]}}", #"{"a":1}"#), ("{$literal: {$x: 1}}", #"{"$x":1}"#),
  ])
  func accepts(pattern: String, value: String) throws {
    #expect(Matching().mismatch(try matcher(pattern).bound(with: Bindings()), try json(value)) == nil)
  }

  @Test(arguments: [
    ("hi", #""Hi""#, "", "wrong-value"), ("hi", "1", "", "wrong-type"), ("1", "true", "", "wrong-type"),
    ("{a: 1}", "{}", "/a", "missing"), ("{a: {b: 1}}", #"{"a":{"b":2}}"#, "/a/b", "wrong-value"),
    ("[1]", "[1,2]", "", "wrong-length"), ("[1, 2]", "[1,3]", "/1", "wrong-value"), ("{a: 1}", "[]", "", "wrong-type"),
    ("{$type: string}", "1", "", "wrong-type"), ("{$type: integer}", "1.0", "", "wrong-type"),
    ("{$matches: '^msg_'}", #""x""#, "", "wrong-value"), ("{a: {$absent: true}}", #"{"a":null}"#, "/a", "present"),
    ("{$not: 1}", "1", "", "wrong-value"), ("{$any_of: [1, 2]}", "3", "", "wrong-value"),
    ("{$gt: 2}", "2", "", "wrong-value"),
    ("{$gt: 2}", #""3""#, "", "wrong-type"), ("{$length: 2}", "[1]", "", "wrong-length"),
    ("{$contains: 1}", "[2]", "", "wrong-value"),
    ("{$each: 1}", "[1,2]", "/1", "wrong-value"), ("{$unordered: [1, 1]}", "[1,2]", "", "wrong-value"),
    ("{$count: {of: 1, is: 1}}", "[1,1]", "", "wrong-count"), ("{$exact: {a: 1}}", #"{"a":1,"b":2}"#, "/b", "present"),
    ("{$json: {a: 1}}", #""{a""#, "", "not-json"), ("{$json: {a: 1}}", #""{\"a\":2}""#, "/a", "wrong-value"),
    ("{$media: text/html}", #""text/htmlx""#, "", "wrong-value"),
    ("{$schema: {type: object, required: [a]}}", "{}", "", "schema"),
    ("\"\\u00e9\"", "\"e\\u0301\"", "", "wrong-value"),
  ])
  func refusesWithPlaceAndReason(pattern: String, value: String, pointer: String, reason: String) throws {
    let mismatch = try #require(
      Matching().mismatch(try matcher(pattern).bound(with: Bindings()), try json(value)))
    #expect(mismatch.reason == Reason(code: reason))
    if reason != "schema" { #expect((mismatch.place.pointer?.description ?? "") == pointer) }
  }

  @Test(arguments: [
    "{id: \"${call}\"}", "{$exact: {id: \"${call}\"}}", "{id: {$any_of: [1, \"${call}\"]}}",
    "{id: {$all_of: [{$starts_with: \"${call}\"}, {$ends_with: \"${call}\"}, {$includes: \"${call}\"}]}}",
  ])
  func aMatcherGetsTheValuesOfItsVariables(pattern: String) throws {
    let bound = try matcher(pattern).bound(with: Bindings(["call": "toolu_1"]))
    #expect(Matching().mismatch(bound, ["id": "toolu_1"]) == nil)
    #expect(Matching().mismatch(bound, ["id": "toolu_2"]) != nil)
    #expect(throws: UnboundVariable(name: "call")) { try matcher(pattern).bound(with: Bindings()) }
  }

  /// Whatever a server sends, a pattern takes time that grows with its length only.
  @Test(.timeLimit(.minutes(1))) func longTextsAreRunThroughPatterns() throws {
    let long = String(repeating: "a", count: 1 << 20)
    #expect(Matching().mismatch(try matcher("{$matches: a}"), .string(long)) == nil)
    #expect(Matching().mismatch(try matcher("{$matches: '(a+)+!$'}"), .string(long)) != nil)
    #expect(Matching().mismatch(try matcher("{$matches: 'a.*a.*a$'}"), .string(long + "b")) != nil)
  }

  @Test func shownValuesAreShort() {
    #expect(JSON.string(String(repeating: "x", count: 100_000)).shown.utf8.count < 300)
  }
}
