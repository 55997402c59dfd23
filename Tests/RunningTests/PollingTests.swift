import Contract
import Evaluation
import Testing
import Transport
import Verdicts
import Wire

@testable import Cases
@testable import Evidence
@testable import Planning
@testable import Running

/// Steps that are sent again until something has happened.
@Suite struct PollingTests {
  private static let text = """
    format: 2
    area: test
    defaults: { request: { path: /v1/things/1, method: GET, body: { $remove: true } }, control: none }
    cases:
      - id: waits
        title: t
        requirement: done-ok
        steps:
          - id: done
            poll: { until: { body: { state: done } }, attempts: 4, every: 50 }
            expect: { precondition: { body: { state: done } }, body: { count: 3 } }
          - { id: after, needs: done, request: { path: /v1/things/1/after }, expect: { requirement: after-ok, answered: true } }
    """

  /// Says `done` from the given request on; never when nil.
  private actor Server {
    private(set) var paths: [String] = []
    private let doneFrom: Int?
    private let status: Int

    init(doneFrom: Int?, status: Int = 200) { (self.doneFrom, self.status) = (doneFrom, status) }

    nonisolated func transport() -> ClosureTransport { ClosureTransport { request, _ in await self.answer(request) } }

    private func answer(_ request: Request) -> Exchange {
      paths.append(request.url)
      let isDone = doneFrom.map { paths.count >= $0 } ?? false
      return Exchange(
        id: "", request: request,
        response: Response(
          head: ResponseHead(
            statusLine: "HTTP/1.1 \(status) X", status: status,
            headers: [HeaderField("content-type", "application/json")]),
          body: Array(#"{"state":"\#(isDone ? "done" : "busy")","count":\#(paths.count)}"#.utf8)),
        end: .complete, timings: TransferTimings(ended: 5))
    }
  }

  private actor Clock {
    private(set) var waits: [Int] = []
    func wait(_ milliseconds: Int) { waits.append(milliseconds) }
  }

  private func run(_ server: Server) async throws -> (verdicts: [VerdictKind], waits: [Int], outcome: RunOutcome) {
    let clock = Clock()
    let live = LiveSource(
      transport: server.transport(), token: nil, journal: nil, sleep: { await clock.wait($0) })
    let outcome = await RunningTests.run(plan(try suite(Self.text)), live)
    let own = outcome.results.filter { $0.requirement.hasSuffix("-ok") }
    return (own.map(\.verdict.kind), await clock.waits, outcome)
  }

  @Test func theFirstAnswerThatIsWaitedForIsJudged() async throws {
    let server = Server(doneFrom: 3)
    let (verdicts, waits, outcome) = try await run(server)
    #expect(verdicts == [.pass, .pass])
    #expect(waits == [50, 50])
    #expect(
      await server.paths
        == ["/v1/things/1", "/v1/things/1", "/v1/things/1", "/v1/things/1/after"].map { "http://h\($0)" })
    #expect(outcome.exchanges.count == 4)
  }

  @Test func whatDoesNotHappenIsNoFailure() async throws {
    let server = Server(doneFrom: nil)
    let (verdicts, waits, outcome) = try await run(server)
    #expect(verdicts == [.inconclusive, .inconclusive])
    #expect(waits == [50, 50, 50])
    #expect(await server.paths.count == 4)
    #expect(outcome.exchanges.count == 4)
  }

  @Test func aRefusalIsNotAskedAgain() async throws {
    let server = Server(doneFrom: nil, status: 404)
    let (_, waits, _) = try await run(server)
    #expect(waits == [])
    #expect(await server.paths.count == 1)
  }

  /// Steps that lack what an earlier one would have brought are no gap where the whole group is absent.
  @Test func whatIsAbsentLeavesNoGap() async throws {
    let text = """
      format: 2
      area: test
      defaults: { request: { path: /v1/things, method: GET, body: { $remove: true } } }
      cases:
        - id: list
          title: t
          requirement: list-ok
          control: none
          expect: { answered: true, or_refused: { status: 404, result: unsupported } }
        - id: life
          title: t
          requirement: life-ok
          control: list
          steps:
            - { id: make, request: { query: a=1 }, capture: { id: body.id } }
            - { id: read, request: { path: "/v1/things/${id}" }, expect: answered }
      """
    let server = Server(doneFrom: nil, status: 404)
    let live = LiveSource(transport: server.transport(), token: nil, journal: nil)
    let outcome = await RunningTests.run(plan(try suite(text)), live)
    let own = outcome.results.filter { $0.requirement.hasSuffix("-ok") }
    #expect(own.map(\.verdict.kind) == [.unsupported, .notApplicable])
  }

  @Test(arguments: [
    ("needs: done", "bad-needs"), ("poll: { until: answered, attempts: 2, every: 50 }, parallel: 2", "bad-poll"),
  ])
  func mistakesAreNamed(keys: String, code: String) throws {
    let text = """
      format: 2
      area: test
      cases:
        - { id: a, title: t, requirement: r, steps: [ { id: one, \(keys), expect: answered } ] }
      """
    let decoder = CaseDecoder(try YAML.parse(Array(text.utf8), file: "test.yaml"))
    #expect(decoder.diagnostics.map(\.code) == [code])
  }
}
