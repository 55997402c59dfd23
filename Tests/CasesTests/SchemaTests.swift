import Files
import Testing
import Wire

@testable import Cases

@Suite struct SchemaTests {
  private var root: String {
    var parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
    parts.removeLast(3)
    return parts.joined(separator: "/")
  }

  @Test(arguments: ["case", "client", "profile", "requirement"]) func theCommittedSchemaIsTheGeneratedOne(of kind: String) throws {
    let schema = try #require(SchemaGenerator.schema(root: "\(kind) file"))
    let committed = String(decoding: try Files.read(root + "/specs/\(kind).schema.json"), as: UTF8.self)
    #expect(
      committed == schema.text(.indented) + "\n", "run: dropin lint --schema --of \(kind) > specs/\(kind).schema.json")
  }

  @Test func everyShapeThatIsReferredToExists() {
    func names(_ kind: ValueKind) -> [String] {
      switch kind {
      case .shape(let name): [name]
      case .list(let inner), .map(let inner): names(inner)
      case .either(let kinds): kinds.flatMap(names)
      default: []
      }
    }
    for shape in CaseFormat.shapes {
      for key in shape.keys { for name in names(key.value) { #expect(CaseFormat.shape(name) != nil, "\(name)") } }
    }
  }

  @Test func theDocumentationNamesEveryMatcher() throws {
    let text = String(decoding: try Files.read(root + "/docs/case-format.md"), as: UTF8.self)
    for name in MatcherDecoder.operators { #expect(text.contains(name), "\(name)") }
    for view in View.allCases { #expect(text.contains("`\(view.rawValue)`"), "\(view.rawValue)") }
    for row in AuthRow.allCases {
      #expect(text.contains("`\(row.rawValue)`") || text.contains("auth: \(row.rawValue)"), "\(row.rawValue)")
    }
  }
}
