import Testing
import Wire

@testable import Cases

private func json(_ text: String) throws -> JSON { try YAML.parse(Array(text.utf8), file: "x.yaml").json }

@Suite struct YAMLSchemaTests {
  @Test(arguments: [
    ("null", JSON.null), ("~", .null), ("", .null), ("true", .bool(true)), ("false", .bool(false)),
    ("0", 0), ("-1", -1), ("12", 12), ("1.50", 1.5), ("1e3", 1000.0), ("-0", .number(.init(0))),
  ])
  func plainScalarsWithAMeaning(_ text: String, _ expected: JSON) throws {
    #expect(try json("a: \(text)\n") == ["a": expected])
  }

  @Test(arguments: [
    "no", "yes", "on", "off", "True", "TRUE", "Null", "012", "0x1F", "0o17", "1:30", "2026-10-21", "+1", ".5",
    "1.", "1_000", ".inf", ".nan", "1e", "1e+", "--1", "1-", "١", "text", "a b",
  ])
  func plainScalarsThatStayStrings(_ text: String) throws {
    #expect(try json("a: \(text)\n") == ["a": .string(text)])
  }

  @Test(arguments: ["\"1\"", "'1'", "|-\n  1", ">-\n  1", "!!str 1"])
  func quotedTextIsAString(_ text: String) throws {
    #expect(try json("a: \(text)\n") == ["a": "1"])
  }

  @Test func numbersKeepTheirText() throws {
    let texts = ["1.0", "1e0", "1", "123456789012345678901234567890"]
    let yaml = try YAML.parse(Array("[\(texts.joined(separator: ", "))]".utf8), file: "x.yaml")
    #expect(yaml.elements?.compactMap { $0.number?.lexeme } == texts)
    #expect(yaml.elements?.map(\.int) == [nil, nil, 1, nil])
  }
}
