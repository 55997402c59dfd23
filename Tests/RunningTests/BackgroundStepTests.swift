import Cases
import Testing
import Transport
import Wire

import Evaluation

@testable import Evidence
@testable import Planning
@testable import Running

/// Answers `/slow` only after another request has come in, and notes the order of what happens.
private actor Gate {
  private(set) var log: [String] = []
  private var isOpen = false
  private var waiting: [CheckedContinuation<Void, Never>] = []

  func note(_ text: String) { log.append(text) }
  func open() {
    isOpen = true
    waiting.forEach { $0.resume() }
    waiting = []
  }
  func pass() async {
    if !isOpen { await withCheckedContinuation { waiting.append($0) } }
  }
}

private func answer(_ request: Request) -> Exchange {
  Exchange(
    id: "", request: request,
    response: Response(
      head: ResponseHead(
        statusLine: "HTTP/1.1 200 OK", status: 200, headers: [HeaderField("content-type", "application/json")]),
      body: Array(#"{"ok":true}"#.utf8)),
    end: .complete, timings: TransferTimings(ended: 5))
}

private let twoSteps = """
  format: 2
  area: test
  cases:
    - id: sample
      title: t
      requirement: r
      control: none
      steps:
        - { id: slow, background: true, request: { path: /slow }, expect: { body: { ok: true } } }
        - { id: quick, request: { path: /quick }, expect: { body: { ok: true } } }
  """

@Suite struct BackgroundStepTests {
  @Test(.timeLimit(.minutes(5))) func theNextStepGoesOutWhenTheResponseHasBegun() async throws {
    let gate = Gate()
    let transport = ClosureTransport { request, options in
      if request.url.hasSuffix("/slow") {
        if case .when(let sees) = options.disconnect { #expect(sees([0x20]) == nil) }
        await gate.pass()
        await gate.note("slow ends")
      } else {
        await gate.note("quick")
        await gate.open()
      }
      return answer(request)
    }
    let suite = try suite(twoSteps)
    let outcome = await run(plan(suite), LiveSource(transport: transport, token: nil, journal: nil))
    #expect(await gate.log == ["quick", "slow ends"])
    #expect(outcome.results.filter { $0.requirement == "r" }.map(\.verdict.kind) == [.pass, .pass])
  }

  @Test(.timeLimit(.minutes(5))) func aResponseWithoutABodyIsNotWaitedForInVain() async throws {
    let transport = ClosureTransport { request, _ in
      Exchange(
        id: "", request: request, response: nil, end: .failed(TransferFailure(.reset, "reset")),
        timings: TransferTimings(ended: 5))
    }
    let suite = try suite(twoSteps)
    let outcome = await run(plan(suite), LiveSource(transport: transport, token: nil, journal: nil))
    #expect(outcome.results.filter { $0.requirement == "r" }.map(\.verdict.kind) == [.fail, .fail])
  }

  @Test(arguments: ["capture: { a: body.b }", "parallel: 2", "request: { disconnect: { after_bytes: 1 } }"])
  func whatCannotBeDoneInTheBackgroundIsRefused(_ key: String) throws {
    let text = """
      format: 2
      area: test
      cases:
        - id: sample
          title: t
          requirement: r
          steps:
            - { id: a, background: true, \(key) }
            - { id: b, expect: answered }
      """
    #expect(throws: (any Error).self) { try suite(text) }
  }
}
