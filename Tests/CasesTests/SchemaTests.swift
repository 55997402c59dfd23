import Files
import Testing
import Wire

@testable import Cases

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

@Suite struct SchemaTests {
  private var root: String {
    var parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
    parts.removeLast(3)
    return parts.joined(separator: "/")
  }

  private var documentation: String {
    get throws { String(decoding: try Files.read(root + "/docs/case-format.md"), as: UTF8.self) }
  }

  @Test(arguments: SchemaGenerator.kinds.filter { $0 != "fixture" })
  func theCommittedSchemaIsTheGeneratedOne(of kind: String) throws {
    let schema = try #require(SchemaGenerator.schema(ofKind: kind))
    let committed = String(decoding: try Files.read(root + "/specs/\(kind).schema.json"), as: UTF8.self)
    #expect(
      committed == schema.text(.indented) + "\n", "run: dropin lint --schema --of \(kind) > specs/\(kind).schema.json")
  }

  @Test func aSchemaDefinesWhatItRefersToAndNothingElse() throws {
    func references(_ json: JSON) -> [String] {
      switch json {
      case .object(let object):
        object.members.flatMap { $0.key == "$ref" ? [$0.value.string ?? ""] : references($0.value) }
      case .array(let elements): elements.flatMap(references)
      default: []
      }
    }
    for kind in SchemaGenerator.kinds {
      let schema = try #require(SchemaGenerator.schema(ofKind: kind))
      let defined = Set((schema["$defs"]?.object?.members ?? []).map { "#/$defs/\($0.key)" })
      #expect(Set(references(schema)).union(kind == "fixture" ? ["#/$defs/placeholder"] : []) == defined, "\(kind)")
    }
  }

  @Test func theSchemaKnowsEveryMatcher() throws {
    let matcher = try #require(SchemaGenerator.schema(ofKind: "case")?["$defs"]?["matcher"])
    let map = try #require(matcher["anyOf"]?.array?.last)
    for definition in MatcherTable.all {
      #expect(map["properties"]?[definition.name]?["description"]?.string?.contains(definition.summary) == true)
    }
    #expect(map["anyOf"]?.array?.last?["propertyNames"]?["enum"]?.array?.count == MatcherTable.all.count)
  }

  /// The example of every matcher is read, and what it stands for is a matcher.
  @Test(arguments: MatcherTable.all.map(\.name)) func theExampleOfAMatcherIsSound(name: String) throws {
    let definition = try #require(MatcherTable[name])
    let log = DiagnosticLog()
    let yaml = try YAML.parse(Array("{\(definition.example)}".utf8), file: "example.yaml")
    #expect(yaml.entries?.map(\.key) == [name])
    _ = MatcherDecoder(log: log).decode(yaml, of: MatcherSubject(name: "the value"))
    #expect(log.entries == [])
  }

  @Test func theDocumentationHasTheTableOfMatchers() throws {
    let lines = MatcherTable.all.map { "| `\($0.example)` | \($0.summary) |" }
    let table = (["| matcher | the value is |", "|---|---|"] + lines).joined(separator: "\n")
    let marks = (start: "<!-- matchers: written by SchemaTests -->\n", end: "\n<!-- end of matchers -->")
    var text = try documentation
    let start = try #require(text.firstRange(of: marks.start)?.upperBound)
    let end = try #require(text.firstRange(of: marks.end)?.lowerBound)
    if getenv("DROPIN_WRITE_DOCS") != nil {
      text.replaceSubrange(start..<end, with: table)
      try Files.write(Array(text.utf8), to: root + "/docs/case-format.md")
    }
    #expect(text.contains(marks.start + table + marks.end), "set DROPIN_WRITE_DOCS=1 and run this test to write it")
  }

  @Test func theDocumentationNamesEveryKeyViewAndCredential() throws {
    let text = try documentation + String(decoding: Files.read(root + "/docs/requirement-format.md"), as: UTF8.self)
    for shape in CaseFormat.shapes
    where shape.name != "fixture file" && !CaseFormat.clientShapes.contains(where: { $0.name == shape.name }) {
      for key in shape.keys {
        #expect(text.contains("`\(key.name)") || text.contains("\(key.name):"), "\(shape.name): \(key.name)")
      }
    }
    for view in View.allCases { #expect(text.contains("`\(view.rawValue)`"), "\(view.rawValue)") }
    for row in AuthRow.allCases {
      #expect(text.contains("`\(row.rawValue)`") || text.contains("auth: \(row.rawValue)"), "\(row.rawValue)")
    }
  }
}
