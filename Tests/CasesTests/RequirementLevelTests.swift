import Contract
import Testing

@testable import Cases

/// What a level promises.
@Suite struct RequirementLevelTests {
  private func suite() throws -> Suite {
    var loader = SuiteLoader(specs: ClientFixtureTests.root + "/specs", fixtures: ClientFixtureTests.root + "/fixtures")
    return try loader.load().suite
  }

  /// Whoever owns the server is hurt by these, and no client notices.
  private static let security: Set = ["auth-whole-key", "auth-key-not-disclosed"]

  /// A MUST that no client breaks on costs its readers more than it tells them. curl shows what comes; it does not break.
  @Test func everyMustNamesAClientThatBreaks() throws {
    let suite = try self.suite()
    let unfounded = suite.requirements.map(\.requirement).filter { $0.level == .must && !$0.isFounded }
    #expect(Set(unfounded.map(\.id)) == Self.security)
  }

  @Test func aMustWithoutOneIsFound() {
    let claim = Requirement(
      id: "x", level: .must, kind: .wire, area: "x", text: "X.", sources: [],
      clients: [AffectedClient(name: "curl", impact: .breaks), AffectedClient(name: "claude-code", impact: .degrades)])
    #expect(!claim.isFounded)
  }

  @Test func noMustDependsOnTheModel() throws {
    let suite = try self.suite()
    let willing = suite.requirements.map(\.requirement).filter { $0.level == .must && $0.kind == .model }
    #expect(willing.map(\.id) == [])
  }
}

extension Requirement {
  fileprivate var isFounded: Bool {
    !sources.isEmpty && clients.contains { $0.impact == .breaks && $0.name != "curl" }
  }
}
