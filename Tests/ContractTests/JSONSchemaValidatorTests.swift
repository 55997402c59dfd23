import Testing
import Wire

@testable import Contract

@Suite struct JSONSchemaValidatorTests {
  private func problem(_ schema: String, _ value: String) throws -> JSONSchemaValidator.Problem? {
    JSONSchemaValidator(try JSONParser.parse(schema)).firstProblem(in: try JSONParser.parse(value))
  }

  @Test(arguments: [
    ("{\"type\":\"string\"}", "\"x\"", "1"), ("{\"type\":\"integer\"}", "1.0", "1.5"),
    ("{\"type\":\"number\"}", "1", "\"1\""), ("{\"type\":[\"null\",\"boolean\"]}", "null", "0"),
    ("{\"type\":\"object\"}", "{}", "[]"), ("{\"enum\":[1,\"a\",null]}", "null", "\"b\""),
    ("{\"const\":{\"a\":[1]}}", "{\"a\":[1.0]}", "{\"a\":[2]}"),
    ("{\"properties\":{\"a\":{\"type\":\"string\"}}}", "{\"a\":\"x\",\"b\":1}", "{\"a\":1}"),
    ("{\"required\":[\"a\"]}", "{\"a\":null}", "{}"),
    ("{\"properties\":{\"a\":{}},\"additionalProperties\":false}", "{\"a\":1}", "{\"b\":1}"),
    ("{\"additionalProperties\":{\"type\":\"integer\"}}", "{\"a\":1}", "{\"a\":\"x\"}"),
    ("{\"items\":{\"type\":\"integer\"}}", "[1,2]", "[1,\"x\"]"),
    ("{\"prefixItems\":[{\"type\":\"string\"}],\"items\":false}", "[\"x\"]", "[\"x\",1]"),
    ("{\"minItems\":1,\"maxItems\":2}", "[1]", "[]"), ("{\"maxItems\":1}", "[1]", "[1,2]"),
    ("{\"minimum\":1,\"maximum\":3}", "3", "4"), ("{\"exclusiveMinimum\":1}", "2", "1"),
    ("{\"exclusiveMaximum\":1}", "0", "1"), ("{\"multipleOf\":0.1}", "0.3", "0.35"),
    ("{\"minLength\":2}", "\"é😀\"", "\"é\""), ("{\"maxLength\":1}", "\"😀\"", "\"ab\""),
    ("{\"pattern\":\"^[a-z]+$\"}", "\"abc\"", "\"Abc\""),
    ("{\"anyOf\":[{\"type\":\"string\"},{\"minimum\":5}]}", "7", "3"),
    ("{\"oneOf\":[{\"type\":\"integer\"},{\"minimum\":5}]}", "3", "7"),
    ("{\"allOf\":[{\"type\":\"integer\"},{\"minimum\":5}]}", "7", "3"),
    ("{\"not\":{\"type\":\"null\"}}", "1", "null"),
    ("{\"$ref\":\"#/$defs/a~1b\",\"$defs\":{\"a/b\":{\"type\":\"string\"}}}", "\"x\"", "1"),
    (
      "{\"properties\":{\"next\":{\"$ref\":\"#\"}},\"required\":[\"v\"]}", "{\"v\":1,\"next\":{\"v\":2}}",
      "{\"v\":1,\"next\":{}}"
    ),
    ("true", "1", "1"), ("false", "1", "1"),
  ])
  func acceptsAndRefuses(_ schema: String, _ fitting: String, _ misfit: String) throws {
    if schema == "false" {
      #expect(try problem(schema, misfit) != nil)
      return
    }
    #expect(try problem(schema, fitting) == nil, "\(schema) \(fitting)")
    if schema != "true" { #expect(try problem(schema, misfit) != nil, "\(schema) \(misfit)") }
  }

  @Test func saysWhere() throws {
    let found = try problem(
      "{\"properties\":{\"a\":{\"items\":{\"type\":\"integer\"}}}}", "{\"a\":[1,\"x\"]}")
    #expect(found?.pointer.description == "/a/1")
    #expect(found?.expected == "type integer")
    #expect(found?.actual == "\"x\"")
  }

  /// A schema that is wrong, unknown or endless condemns nothing.
  @Test(arguments: [
    "{\"type\":\"text\"}", "{\"type\":5}", "{\"required\":\"a\"}", "{\"pattern\":\"[\"}",
    "{\"$ref\":\"#/nowhere\"}",
    "{\"$ref\":\"https://example.com/x\"}", "{\"$ref\":\"#\"}", "{\"allOf\":[{\"$ref\":\"#\"}]}",
    "{\"not\":{\"$ref\":\"#\"}}", "{\"properties\":[]}", "{\"enum\":1}", "5", "{\"pattern\":\"(a)\\\\1\"}",
    "{\"anyOf\":[]}", "{\"multipleOf\":0}",
  ])
  func letsPassWhatItCannotJudge(_ schema: String) throws {
    #expect(
      try problem(schema, "\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!\"") == nil)
  }

  /// Patterns on which a backtracking engine takes for ever.
  @Test(.timeLimit(.minutes(1)), arguments: ["(a+)+$", "^(a|a)*$", "^(a?){40}a{40}$"])
  func patternsAreRunInLinearTime(_ pattern: String) throws {
    let text = "\"" + String(repeating: "a", count: 100_000) + "!\""
    #expect(try problem("{\"pattern\":\"\(pattern)\"}", text)?.expected == "pattern \(pattern)")
    #expect(try problem("{\"pattern\":\"\(pattern)\"}", "\"\(String(repeating: "a", count: 60))\"") == nil)
  }

  @Test func doesNotRunOn() throws {
    var schema = "{\"type\":\"integer\"}"
    for _ in 0..<40 { schema = "{\"anyOf\":[\(schema),\(schema.utf8.count > 2000 ? "false" : schema)]}" }
    let list = "[" + (0..<5000).map(String.init).joined(separator: ",") + "]"
    _ = try problem("{\"items\":{\"$ref\":\"#\"},\"anyOf\":[\(schema)]}", list)
  }
}

@Suite struct SmallThingsTests {
  @Test func sumsInputTokens() {
    #expect((["input_tokens": 5] as JSON).totalInputTokens == 5)
    #expect(
      (["input_tokens": 0, "cache_creation_input_tokens": 3, "cache_read_input_tokens": 4] as JSON).totalInputTokens
        == 7)
    #expect((["input_tokens": 5, "cache_read_input_tokens": .null] as JSON).totalInputTokens == 5)
    #expect((["input_tokens": "5"] as JSON).totalInputTokens == nil)
    #expect((["input_tokens": 5, "cache_read_input_tokens": 1.5] as JSON).totalInputTokens == nil)
    #expect(([:] as JSON).totalInputTokens == nil)
    #expect((["input_tokens": JSON(Int.max), "cache_read_input_tokens": 1] as JSON).totalInputTokens == nil)
  }

  @Test(arguments: ["2026-01-02T03:04:05Z", "2024-02-29t00:00:00.123+05:30", "1970-01-01T00:00:00z"])
  func acceptsTimes(_ text: String) { #expect(text.isRFC3339) }

  @Test(arguments: [
    "", "2026-01-02", "2026-02-29T00:00:00Z", "2026-13-01T00:00:00Z", "2026-01-02T24:00:00Z",
    "2026-01-02T03:04:05",
    "2026-01-02T03:04:05.Z", "1767323045", "2026-01-02T03:04:05ZZ", "２026-01-02T03:04:05Z",
  ])
  func refusesOtherTimes(_ text: String) { #expect(!text.isRFC3339) }

  @Test func readsQueries() {
    #expect(ModelsRules.queryValue("limit", of: "http://h/v1/models?a=1&limit=5#x") == "5")
    #expect(ModelsRules.queryValue("limit", of: "http://h/v1/models?limit") == "")
    #expect(ModelsRules.queryValue("limit", of: "http://h/v1/models") == nil)
  }
}
