import Evaluation
import Cases
import Planning
import Testing
import Wire

@testable import Running

@Suite struct RunBudgetTests {
  private func pace(_ seconds: [Double], failed: Int = 0) -> AnswerPace {
    var pace = AnswerPace()
    func learn(_ end: TransferEnd, _ seconds: Double) {
      pace.learn(
        Exchange(
          id: "1", request: Request(method: "GET", url: "u"), response: nil, end: end,
          timings: TransferTimings(ended: Int(nearest: seconds * 1e6))))
    }
    for time in seconds { learn(.complete, time) }
    for _ in 0..<failed { learn(.failed(TransferFailure(.firstByteTimeout, "")), 120) }
    return pace
  }

  @Test func isBoundedByThePlanAndGrowsWithTheAnswers() throws {
    let budget = RunBudget(least: 600, most: 20_000, requests: 1_000)
    #expect(budget.seconds(at: AnswerPace()) == 600)
    #expect(budget.seconds(at: pace([0.01, 0.03])) == 600)
    #expect(budget.seconds(at: pace([0.5, 1.5])) == 4_000)
    #expect(budget.seconds(at: pace([60])) == 20_000)
    // Waiting in vain buys no time.
    #expect(budget.seconds(at: pace([], failed: 5)) == 600)
    #expect(budget.seconds(at: pace([1], failed: 99)) == 4_000)
    #expect(RunBudget(seconds: 7).seconds(at: pace([60])) == 7)
  }

  @Test func aPlanHasTenMinutesAtLeast() throws {
    let budget = RunBudget(for: plan(try suite(sample)))
    #expect(budget.least == 600 && budget.most == 600)
  }

  /// A silent server spends what a run has in any case; one that answers in time is given more.
  @Test func onlyWaitingInVainEndsARun() async throws {
    let plan = plan(try suite(sample))
    let budget = RunBudget(least: 0.3, most: 60, requests: 100)
    func outcome(_ end: TransferEnd, seconds: Double) async -> RunOutcome {
      let transport = ClosureTransport { request, _ in
        try? await Task.sleep(for: .milliseconds(Int(nearest: seconds * 1000)))
        let isCut = Task.isCancelled
        return Exchange(
          id: "", request: request, response: nil,
          end: isCut ? .failed(TransferFailure(.cancelled, "")) : end,
          timings: TransferTimings(ended: Int(nearest: seconds * 1e6)))
      }
      let source = LiveSource(transport: transport, token: nil, journal: nil)
      let run = SuiteRun(
        plan: plan, source: source, renderer: RequestRenderer(baseURL: "http://h", defaultAuth: .none), model: "m")
      return await budget.outcome(of: run) {
        // However busy the machine is: not before the first answer, where one is to come.
        while end == .complete, await source.pace == AnswerPace() { try? await Task.sleep(for: .milliseconds(5)) }
        return await source.pace
      }
    }
    let silent = await outcome(.failed(TransferFailure(.firstByteTimeout, "")), seconds: 0.2)
    #expect(silent.interruption == .outOfTime(seconds: 0))
    let slow = await outcome(.complete, seconds: 0.2)
    #expect(slow.interruption == nil)
  }
}
