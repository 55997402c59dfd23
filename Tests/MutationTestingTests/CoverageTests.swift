import Testing

@testable import MutationTesting

@Suite struct CoverageTests {
  @Test func everyRequirementHasAJudgeAndADefect() throws {
    for entry in try Coverage(CommittedSuite.load()).entries where entry.untested == nil {
      #expect(entry.isInvariant || !entry.cases.isEmpty, "\(entry.requirement.id) is judged by nothing")
      #expect(!entry.defects.isEmpty, "nothing shows that \(entry.requirement.id) can fail")
    }
  }

  @Test func fewAreUntestedAndNoneThatMatters() throws {
    let untested = try Coverage(CommittedSuite.load()).entries.filter { $0.untested != nil }
    #expect(untested.count <= 15)
    #expect(untested.allSatisfy { $0.requirement.level != .must || $0.requirement.kind != .wire })
  }
}
