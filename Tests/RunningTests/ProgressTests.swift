import Cases
import Testing

import Evaluation

@testable import Evidence
@testable import Planning
@testable import Running

@Suite struct ProgressTests {
  let progress = RunProgress(
    address: "minimal[stream=on]", number: 12, total: 637, passed: 340, failed: 2, weightDone: 250, weightTotal: 1000)

  @Test func tellsCountsTimesAndTheCase() {
    #expect(
      ProgressWords.status(progress, elapsed: 42, width: 200)
        == "[12/637] 340 passed, 2 failed, 0:42, about 2:06 left  minimal[stream=on]")
    #expect(ProgressWords.status(progress, elapsed: 42, width: 20) == "[12/637] 340 passed…")
    #expect(ProgressWords.time(3723) == "1:02:03")
  }

  @Test func estimatesOnlyWhatCanBeKnown() {
    var early = progress
    early.weightDone = 5
    #expect(ProgressWords.remaining(early, elapsed: 42) == nil)
    #expect(ProgressWords.remaining(progress, elapsed: 4) == nil)
    #expect(ProgressWords.remaining(progress, elapsed: 100) == 300)
    early.weightTotal = 0
    early.weightDone = 0
    #expect(ProgressWords.remaining(early, elapsed: 100) == nil)
  }

  @Test func linesThatStayAreFew() {
    var words = ProgressWords()
    let times = [0, 1, 9, 10, 11, 25, 34, 35]
    #expect(
      times.map { words.line(progress, elapsed: $0) != nil } == [true, false, false, true, false, true, false, true])
  }

  @Test func standsWhereTheRunIs() async throws {
    let suite = try suite(sample)
    let seen = Seen()
    let plan = plan(suite)
    let renderer = RequestRenderer(baseURL: "http://h", defaultAuth: .none)
    _ = await SuiteRun(
      plan: plan, source: LiveSource(transport: FakeServer().transport(), token: nil, journal: nil),
      renderer: renderer, model: "m", progress: { seen.add($0) }
    ).run()
    #expect(seen.all.map(\.address) == plan.applicable.map(\.subject.address))
    #expect(seen.all.first?.passed == 0 && seen.all.first?.weightDone == 0)
    #expect((seen.all.last?.passed ?? 0) > 0)
    #expect(seen.all.map(\.weightDone) == seen.all.map(\.weightDone).sorted())
    let weights = PlanWeights(plan, renderer: renderer)
    #expect(seen.all.last.map { $0.weightDone < $0.weightTotal && $0.weightTotal == weights.total } == true)
    // Requests that share an answer are paid once.
    #expect(weights.cases[plan.cases.firstIndex { $0.subject.id == "same" } ?? 0] == 0)
  }
}

/// What a run said of itself; one case at a time.
private final class Seen: @unchecked Sendable {
  private(set) var all: [RunProgress] = []
  func add(_ progress: RunProgress) { all.append(progress) }
}
