import Files
import Testing

@testable import Cases

@Suite struct PeerAssertionTests {
  private static let root = ClientFixtureTests.root

  private static func rows() throws -> [Substring] {
    let page = String(decoding: try Files.read(root + "/docs/peer-assertions.md"), as: UTF8.self)
    return page.split(separator: "\n").filter { $0.hasPrefix("| ") && !$0.hasPrefix("| asserts") }
  }

  /// What looks like the id of a requirement in the second column of the page.
  private static func ids(_ row: Substring) -> [String] {
    let cells = row.split(separator: "|", omittingEmptySubsequences: true)
    guard cells.count == 2 else { return [] }
    return cells[1].matches(of: /`([a-z0-9]+(?:-[a-z0-9]+)+)`/).map { String($0.1) }
  }

  @Test func everyRequirementThatThePageNamesExists() throws {
    var loader = SuiteLoader(specs: Self.root + "/specs", fixtures: Self.root + "/fixtures")
    let known = Set(try loader.load().suite.requirements.map(\.requirement.id))
    let rows = try Self.rows()
    #expect(rows.count >= 40)
    for row in rows {
      for id in Self.ids(row) { #expect(known.contains(id), "no requirement has the id \(id)") }
    }
  }

  /// A row without a requirement says why there is none.
  @Test func everyAssertionIsMappedOrExplained() throws {
    for row in try Self.rows() {
      let isExplained = row.contains("not judged") || row.contains("not taken over") || row.contains("another API")
      #expect(!Self.ids(row).isEmpty || isExplained, "neither mapped nor explained: \(row)")
    }
  }
}
