import Files
import Testing

@testable import Cases

struct EditionTests {
  private func load(editions: [String] = ["2026-12", "2027-06"], since: String = "2027-06") throws -> LoadedSuite {
    let folder = try Files.temporaryDirectory(prefix: "dropin-editions")
    defer { try? Files.remove(folder) }
    func requirement(_ id: String, _ more: String = "") -> String {
      "  - { id: \(id), level: must, kind: wire, text: It is., sources: [{ docs: it }], clients: { curl: breaks }\(more) }\n"
    }
    func subject(_ id: String, _ requirement: String, control: String = "none") -> String {
      "  - { id: \(id), title: It is, requirement: \(requirement), control: \(control), request: { path: /v1, body: {} }, expect: answered }\n"
    }
    let files = [
      "specs/editions.yaml": "format: 1\neditions:\n"
        + editions.map { "  - { edition: \($0), title: It }\n" }.joined(),
      "specs/requirements/it.yaml": "format: 1\narea: it\nrequirements:\n" + requirement("old")
        + requirement("new", ", since: \(since)") + requirement("newest", ", since: \(since)"),
      "specs/sources.yaml": "format: 1\nsources:\n  docs/it: { title: It, read: 2026-11-20 }\n",
      "specs/cases/it/it.yaml": "format: 2\narea: it\ncases:\n" + subject("first", "old", control: "base")
        + subject("second", "newest") + subject("base", "new"),
    ]
    for (name, text) in files {
      try Files.makeDirectories(Files.directory(of: Files.join(folder, name)))
      try Files.write(Array(text.utf8), to: Files.join(folder, name))
    }
    var loader = SuiteLoader(specs: "\(folder)/specs", fixtures: "\(folder)/fixtures")
    return try loader.load()
  }

  @Test func theNewestCountsUnlessAnotherIsAskedFor() throws {
    let suite = try load().suite
    #expect(suite.edition == "2027-06" && !suite.isLimited)
    #expect(suite.requirements.count == 3)
    let newest = try #require(suite.limited(to: "2027-06"))
    #expect(newest.cases.count == 3 && !newest.isLimited)
    #expect(suite.limited(to: "2026-11") == nil)
  }

  @Test func whatCameLaterIsLeftOutAndControlsStay() throws {
    let old = try #require(try load().suite.limited(to: "2026-12"))
    #expect(old.edition == "2026-12" && old.isLimited)
    #expect(old.requirements.map(\.requirement.id) == ["old"])
    #expect(old.cases.map(\.id) == ["first", "base"])
  }

  @Test(arguments: [
    (["2026-12", "soon"], "2026-12", "'soon' is no year and month"),
    (["2027-06", "2026-12"], "2026-12", "'2026-12' does not come after '2027-06'"),
    (["2026-12", "2026-12"], "2026-12", "'2026-12' does not come after '2026-12'"),
    (["2026-12"], "2026-13", "there is no edition '2026-13'"),
  ])
  func mistakesAreNamed(_ editions: [String], _ since: String, _ message: String) throws {
    #expect(try load(editions: editions, since: since).diagnostics.map(\.message).contains(message))
  }
}
