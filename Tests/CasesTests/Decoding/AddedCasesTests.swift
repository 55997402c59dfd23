import Files
import Testing

@testable import Cases

/// Cases of somebody's own beside the suite.
struct AddedCasesTests {
  private func load(_ files: [String: String]) throws -> LoadedSuite {
    let folder = try Files.temporaryDirectory(prefix: "dropin-added")
    defer { try? Files.remove(folder) }
    for (name, text) in files {
      try Files.makeDirectories(Files.directory(of: Files.join(folder, name)))
      try Files.write(Array(text.utf8), to: Files.join(folder, name))
    }
    var loader = SuiteLoader(.builtIn, adding: [AddedCases(directory: folder)])
    return try loader.load()
  }

  private let requirement = """
    format: 1
    area: mine
    requirements:
      - id: mine-is-quick
        level: should
        kind: wire
        text: A plain request is answered.
        sources: [{ docs: ours }]
        clients: { curl: degrades }
    """

  private let sources = """
    format: 1
    sources:
      docs/ours: { title: Our own contract, read: 2026-11-20 }
    """

  private func ownCase(id: String, request: String = "base.minimal") -> String {
    """
    format: 2
    area: mine
    cases:
      - id: \(id)
        title: A case of my own
        requirement: mine-is-quick
        control: none
        request: { $use: \(request) }
        expect: answered
    """
  }

  @Test func joinTheSuite() throws {
    let own = try load([
      "requirements/mine.yaml": requirement,
      "sources.yaml": sources,
      "deep/er/mine.yaml": ownCase(id: "mine", request: "mine.request"),
      "fixtures/requests/mine.yaml": "request: { $use: base.minimal }\n",
    ])
    #expect(own.diagnostics.map(\.message) == [])
    #expect(own.suite.caseAt("mine")?.requirements == ["mine-is-quick"])
    #expect(own.suite.caseAt("minimal[stream=off]") != nil)
    #expect(try own.suite.digest != SuiteFiles.builtIn.digest())
  }

  @Test func mayNotTakeAnIdOfTheSuite() throws {
    let own = try load([
      "requirements/mine.yaml": requirement, "sources.yaml": sources, "mine.yaml": ownCase(id: "models-list"),
    ])
    #expect(Set(own.diagnostics.map(\.code)) == ["repeated-id"])
    #expect(own.diagnostics.first?.place.file.hasSuffix("/mine.yaml") == true)
  }

  @Test func mayNotTakeAFixtureOfTheSuite() throws {
    let own = try load(["fixtures/requests/base.yaml": "minimal: {}\n"])
    #expect(own.diagnostics.map(\.code).contains("repeated-fixture"))
  }

  @Test func areRefusedWhenTheyAreWrong() throws {
    let own = try load(["mine.yaml": ownCase(id: "mine")])
    #expect(own.diagnostics.map(\.code) == ["unknown-requirement"])
  }
}
