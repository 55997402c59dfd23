import Testing

@testable import Cases

@Suite struct OptionalRefusalTests {
  private func decoded(_ yaml: String) throws -> (expectation: Cases.Expectation, codes: [String]) {
    let log = DiagnosticLog()
    let expectation = ExpectationDecoder(log: log).decode(try YAML.parse(Array(yaml.utf8), file: "e.yaml"))
    return (expectation, log.entries.map(\.code))
  }

  @Test(arguments: ["answered-or-refused", "{ answered: true, or_refused: {} }"])
  func aRefusalIsAcceptedInPlaceOfAnAnswer(yaml: String) throws {
    let (expectation, codes) = try decoded(yaml)
    #expect(codes == [] && expectation.outcome == nil && expectation.sections.isEmpty)
    #expect(expectation.alternatives.map(\.name) == ["answered", "refused"])
    #expect(expectation.alternatives.map(\.result) == [.pass, .pass])
    guard case .answered? = expectation.alternatives.first?.expectation.outcome,
      case .refused(let refusal)? = expectation.alternatives.last?.expectation.outcome
    else {
      Issue.record("\(expectation)")
      return
    }
    #expect(refusal.statuses == [400] && refusal.types == [] && refusal.mentions == [])
  }

  @Test func whatIsClaimedOfTheAnswerIsNotClaimedOfTheRefusal() throws {
    let (expectation, codes) = try decoded(
      "{ answered: true, text: x, or_refused: { status: [404, 413], mentions: [a], result: unsupported } }")
    #expect(codes == [])
    #expect(expectation.alternatives.map(\.expectation.sections.count) == [1, 0])
    #expect(expectation.alternatives.map(\.result) == [.pass, .unsupported])
    guard case .refused(let refusal)? = expectation.alternatives.last?.expectation.outcome else {
      Issue.record("\(expectation)")
      return
    }
    #expect(refusal.statuses == [404, 413] && refusal.mentions == ["a"])
  }

  @Test(arguments: ["{ or_refused: {} }", "{ refused: {}, or_refused: {} }", "{ text: x, or_refused: {} }"])
  func itStandsBesideAnAnswerOnly(yaml: String) throws {
    #expect(try decoded(yaml).codes == ["bad-or-refused"])
  }
}
