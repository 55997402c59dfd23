import Cases
import Testing

import Evaluation

@testable import Evidence
@testable import Planning
@testable import Running

@Suite struct ShardRunTests {
  @Test func partsJudgeWhatTheWholeJudges() async throws {
    let suite = try suite(sample)
    let renderer = RequestRenderer(baseURL: "http://h", defaultAuth: .none)
    func outcome(_ plan: Plan) async -> RunOutcome {
      await run(plan, LiveSource(transport: FakeServer().transport(), token: nil, journal: nil))
    }
    let whole = await outcome(plan(suite))
    var addresses: [String] = []
    for number in 1...3 {
      let part = plan(suite).part(try #require(Shard(number: number, count: 3)), renderer: renderer)
      addresses += await outcome(part).results.map { "\($0.id) \($0.verdict.kind)" }
    }
    // That ids are unique can only be said of ids that were seen.
    func comparable(_ list: [String]) -> [String] { list.filter { !$0.contains("-unique") }.sorted() }
    #expect(comparable(addresses) == comparable(whole.results.map { "\($0.id) \($0.verdict.kind)" }))
  }
}
