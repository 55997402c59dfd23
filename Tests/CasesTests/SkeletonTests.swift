import Files
import Testing

@testable import Cases

/// An unfilled skeleton is a mistake in every place that only its author can fill; a filled one is none.
@Suite struct SkeletonTests {
  /// The codes and keys of what is wrong with a skeleton's file.
  private func mistakes(_ skeleton: Skeleton, _ shape: Shape, filled: [String: String] = [:]) throws -> [String] {
    var text = skeleton.header + skeleton.entry
    for (key, value) in filled { text = text.replacing("\(key):  #", with: "\(key): \(value)  #") }
    var check = ShapeCheck()
    var expander = FixtureExpander(
      FixtureLibrary(
        pieces: ["base": try YAML.parse(Array("one_token: {}".utf8), file: "base")],
        files: .directories(specs: "", fixtures: "")),
      log: DiagnosticLog())
    let yaml = try YAML.parse(Array(text.utf8), file: "s.yaml")
    check.check(expander.expand(yaml), shape)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    return check.diagnostics.map { diagnostic in
      let line = lines[diagnostic.place.line - 1].drop { " -".contains($0) }
      return String(line.prefix { $0 != ":" })
    }
  }

  @Test func requirementNamesItsGapsAndPassesWhenFilled() throws {
    let skeleton = Skeleton.requirement("new-one", area: "body", isInvariant: true)
    #expect(
      try mistakes(skeleton, CaseFormat.requirementFile) == ["level", "kind", "text", "docs", "reason"])
    let filled = ["level": "must", "kind": "wire", "text": "t", "docs": "streaming", "reason": "empty"]
    #expect(try mistakes(skeleton, CaseFormat.requirementFile, filled: filled) == [])
  }

  @Test func requirementJudgedByCasesHasNoExamples() throws {
    let skeleton = Skeleton.requirement("new-one", area: "body", isInvariant: false)
    #expect(!skeleton.entry.contains("judged:"))
    #expect(try mistakes(skeleton, CaseFormat.requirementFile) == ["level", "kind", "text", "docs"])
  }

  @Test func caseNamesItsGapsAndPassesWhenFilled() throws {
    let skeleton = Skeleton.case("new-case", area: "body", requirement: "new-one")
    #expect(try mistakes(skeleton, CaseFormat.caseFile) == ["title", "expect"])
    #expect(try mistakes(skeleton, CaseFormat.caseFile, filled: ["title": "t", "expect": "answered"]) == [])
  }

  @Test func clientNamesItsGapsAndPassesWhenFilled() throws {
    let skeleton = Skeleton.client("new-client")
    let gaps = ["title", "version", "date", "order", "confidence", "source", "headers"]
    #expect(try mistakes(skeleton, CaseFormat.clientFile) == gaps)
    let filled = [
      "title": "t", "version": "\"1\"", "date": "2026-01-01", "order": "9", "confidence": "documented",
      "source": "s", "headers": "{ A: b }",
    ]
    #expect(try mistakes(skeleton, CaseFormat.clientFile, filled: filled) == [])
  }
}
