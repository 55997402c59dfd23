import Files
import Testing

@testable import MutationTesting

@Suite struct RequirementsPageTests {
  @Test func isUpToDate() throws {
    let coverage = Coverage(try CommittedSuite.load())
    let page = String(decoding: try Files.read(CommittedSuite.root + "/docs/requirements.md"), as: UTF8.self)
    #expect(page == coverage.markdown, "run: dropin list --markdown > docs/requirements.md")
  }
}
