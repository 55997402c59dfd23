import Files
import Testing

@testable import Cases

/// Directories with cases of one's own, which join the suite.
@Suite struct AdditionTests {
  private let plain = "  - { id: plain, title: t, requirement: first, control: none, request: {}, expect: answered }"

  private func suite(_ files: [String: String]) -> SmallSuite {
    var suite = SmallSuite(
      cases: plain,
      other: files.merging([
        "own/requirements/own.yaml": """
        format: 1
        area: own
        requirements: [{ id: own, level: may, kind: wire, text: t, sources: [{ docs: own }] }]
        """,
        "own/sources.yaml": "format: 1\nsources: { docs/own: { title: Ours, read: 2026-11-20 } }\n",
        "own/fixtures/requests/ours.yaml": "tiny: { body: { model: m, data: { $base64_file: a.txt } } }\n",
        "own/fixtures/a.txt": "hi",
      ]) { first, _ in first })
    suite.additions = ["own"]
    return suite
  }

  private func own(id: String = "own", request: String = "{ $use: ours.tiny }") -> String {
    """
    format: 2
    area: own
    cases: [{ id: \(id), title: t, requirement: own, control: plain, request: \(request), expect: answered }]
    """
  }

  @Test func theyBringCasesRequirementsSourcesAndFixtures() throws {
    let loaded = try suite(["own/deeper/cases.yaml": own()]).load()
    #expect(loaded.diagnostics == [])
    #expect(loaded.suite.cases.map(\.id) == ["plain", "own"])
    #expect(loaded.suite.requirement("own")?.area == "own")
    guard case .json(let body)? = loaded.suite.cases.last?.steps.first?.request.body else {
      Issue.record("no body")
      return
    }
    #expect(body["data"] == "aGk=")
  }

  @Test func theyMayUseTheFixturesOfTheSuite() throws {
    #expect(try suite(["own/cases.yaml": own(request: "{ $use: base.plain }")]).findings() == [])
  }

  @Test func namesMayNotCollide() throws {
    let found = try suite([
      "own/cases.yaml": own(id: "plain"), "own/fixtures/requests/base.yaml": "plain: {}\n",
    ]).diagnostics()
    #expect(Set(found.map(\.code)).isSuperset(of: ["repeated-id", "repeated-fixture"]))
    #expect(found.allSatisfy { $0.place.file.contains("/own/") }, "what joins is what has to be renamed")
  }

  @Test func aRowThatOccursTwiceIsFound() throws {
    let twice = plain.replacing("control: none", with: "control: none, matrix: { stream: [off, off] }")
    #expect(Set(try SmallSuite(cases: twice).diagnostics().map(\.code)) == ["repeated-id"])
  }
}
