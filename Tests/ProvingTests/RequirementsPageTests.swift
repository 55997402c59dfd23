import Cases
import Files
import Testing

@testable import Proving

@Suite struct RequirementsPageTests {
  private let root = #filePath.split(separator: "/").dropLast(3).map { "/" + $0 }.joined()

  @Test func isUpToDate() throws {
    var loader = SuiteLoader(specs: root + "/specs", fixtures: root + "/fixtures")
    let coverage = Coverage(try loader.load().suite)
    let page = String(decoding: try Files.read(root + "/docs/requirements.md"), as: UTF8.self)
    #expect(page == coverage.markdown, "run: dropin list --markdown > docs/requirements.md")
  }
}
