import Cases
import Testing

@testable import Proving

@Suite struct CoverageTests {
  private let root = #filePath.split(separator: "/").dropLast(3).map { "/" + $0 }.joined()

  private func coverage() throws -> Coverage {
    var loader = SuiteLoader(specs: root + "/specs", fixtures: root + "/fixtures")
    return Coverage(try loader.load().suite)
  }

  @Test func everyRequirementHasAJudgeAndADefect() throws {
    for entry in try coverage().entries where entry.untested == nil {
      #expect(entry.isInvariant || !entry.cases.isEmpty, "\(entry.requirement.id) is judged by nothing")
      #expect(!entry.defects.isEmpty, "nothing shows that \(entry.requirement.id) can fail")
    }
  }

  @Test func fewAreUntestedAndNoneThatMatters() throws {
    let untested = try coverage().entries.filter { $0.untested != nil }
    #expect(untested.count <= 15)
    #expect(untested.allSatisfy { $0.requirement.level != .must || $0.requirement.kind != .wire })
  }
}
