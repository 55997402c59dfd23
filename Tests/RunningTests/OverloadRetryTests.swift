import Contract
import Files
import Evaluation
import Testing
import Transport
import Verdicts
import Wire

@testable import Cases
@testable import Evidence
@testable import Planning
@testable import Running

/// Servers that have too much to do now and then, or always.
@Suite struct WaitingForRoomTests {
  private static let text = """
    format: 2
    area: test
    defaults: { request: { body: { model: "${model}", max_tokens: 8, messages: [] } }, control: none }
    cases:
      - { id: plain, title: t, requirement: plain-ok, expect: answered }
      - { id: same, title: t, requirement: same-ok, expect: { status: 200 } }
      - { id: bad, title: t, requirement: bad-ok, request: { body: { max_tokens: -1 } }, expect: refused }
      - id: ordered
        title: t
        requirement: ordered-ok
        request: { body: { max_tokens: 9 } }
        expect: { refused: { status: [429], type: rate_limit_error } }
      - { id: many, title: t, requirement: many-ok, parallel: 2, request: { body: { max_tokens: 7 } }, expect: answered }
    """

  /// Answers the requests whose number is in `busy` with 529 and these headers.
  private actor Server {
    private(set) var bodies: [String] = []
    private let busy: @Sendable (Int) -> Bool
    private let headers: [HeaderField]

    init(_ headers: [HeaderField] = [HeaderField("retry-after", "2")], busy: @escaping @Sendable (Int) -> Bool) {
      (self.busy, self.headers) = (busy, headers)
    }

    nonisolated func transport() -> ClosureTransport { ClosureTransport { request, _ in await self.answer(request) } }

    private func answer(_ request: Request) -> Exchange {
      bodies.append(String(decoding: request.body ?? [], as: UTF8.self))
      let number = bodies.count
      let isBusy = busy(number)
      let isBad = bodies[number - 1].contains("-1")
      let reply =
        isBusy || isBad
        ? #"{"type":"error","error":{"type":"\#(isBusy ? "overloaded_error" : "invalid_request_error")","message":"max_tokens"}}"#
        : #"{"id":"msg_\#(number)","type":"message","role":"assistant","model":"m","content":[],"stop_reason":"end_turn","stop_sequence":null,"usage":{"input_tokens":1,"output_tokens":2}}"#
      let status = isBusy ? 529 : isBad ? 400 : 200
      return Exchange(
        id: "", request: request,
        response: Response(
          head: ResponseHead(
            statusLine: "HTTP/1.1 \(status) X", status: status,
            headers: [HeaderField("content-type", "application/json")] + (isBusy ? headers : [])),
          body: Array(reply.utf8)),
        end: .complete, timings: TransferTimings(ended: 5))
    }
  }

  private actor Clock {
    private(set) var waits: [Int] = []
    func wait(_ milliseconds: Int) { waits.append(milliseconds) }
  }

  private let clock = Clock()

  private func run(_ server: Server, journal: (any ExchangeJournal)? = nil) async throws -> RunOutcome {
    let clock = clock
    let live = LiveSource(
      transport: server.transport(), token: nil, journal: journal, sleep: { await clock.wait($0) })
    return await RunningTests.run(plan(try suite(Self.text)), live)
  }

  private func verdicts(_ outcome: RunOutcome) -> [String: VerdictKind] {
    Dictionary(outcome.results.map { ($0.requirement, $0.verdict.kind) }, uniquingKeysWith: { first, _ in first })
      .filter { $0.key.hasSuffix("-ok") }
  }

  @Test func onceInAWhileIsWaitedForAndSetAside() async throws {
    let server = Server { $0 == 1 || $0 == 3 }
    let outcome = try await run(server)
    #expect(
      verdicts(outcome) == [
        "plain-ok": .pass, "same-ok": .pass, "bad-ok": .pass, "ordered-ok": .fail, "many-ok": .pass,
      ])
    #expect(await clock.waits == [2000, 2000])
    #expect(outcome.exchanges.map(\.status) == [529, 200, 529, 400, 200, 200, 200])
    // What was set aside is judged like every exchange.
    #expect(outcome.results.contains { $0.exchange == "0001" && $0.requirement == "err-retry-after-integer" })
    #expect(await server.bodies.prefix(2).count == 2)
  }

  @Test func theSameAgainIsNoFailureOfWhatWasAsked() async throws {
    let outcome = try await run(Server { _ in true })
    #expect(
      verdicts(outcome) == [
        "plain-ok": .inconclusive, "same-ok": .inconclusive, "bad-ok": .inconclusive, "ordered-ok": .fail,
        "many-ok": .fail,
      ])
    let plain = try #require(outcome.results.first { $0.requirement == "plain-ok" })
    #expect(plain.verdict.code == "overload")
    let message = Wording.message(plain.verdict)
    #expect(message.contains("529") && message.contains("asked once more"))
    #expect(plain.verdict.seen?.reason == .serverError)
  }

  /// Requests 4 and 5 are the copies of `many`, which are sent again together, twice at most.
  @Test(arguments: [
    ([4], VerdictKind.pass, 7), ([5], .pass, 7), ([4, 5], .pass, 7), ([4, 6], .pass, 9), ([5, 7], .pass, 9),
    ([4, 6, 8], .fail, 9), ([5, 7, 9], .fail, 9),
  ])
  func copiesAreSentAgainTogether(busy: [Int], verdict: VerdictKind, requests: Int) async throws {
    let server = Server { busy.contains($0) }
    let outcome = try await run(server)
    #expect(verdicts(outcome)["many-ok"] == verdict)
    #expect(await server.bodies.count == requests)
  }

  /// Who forbids it is not asked again.
  @Test func whoForbidsItIsNotAskedAgain() async throws {
    let headers = [HeaderField("x-should-retry", "false"), HeaderField("retry-after", "1")]
    let outcome = try await run(Server(headers) { $0 == 1 })
    #expect(verdicts(outcome)["plain-ok"] == .fail)
    #expect(await clock.waits.isEmpty)
  }

  /// Clients ask again without a word on when, and what passes then is one finding about the server.
  @Test(arguments: [[], [HeaderField("retry-after", "soon")]])
  func withoutAWordOnWhenThereAreTwoMoreTries(_ headers: [HeaderField]) async throws {
    let outcome = try await run(Server(headers) { $0 <= 2 })
    #expect(verdicts(outcome)["plain-ok"] == .pass)
    #expect(await clock.waits == [200, 400])
    let found = try #require(outcome.diagnoses.first { $0.code == .failsNowAndThen })
    #expect(found.exchanges.count == 2)
    #expect(found.sentence.contains("status 529 2 times"))
  }

  @Test(arguments: [
    ([HeaderField("retry-after", "3600")], 10_000), ([HeaderField("retry-after", "0.5")], 500),
    ([HeaderField("retry-after", "9"), HeaderField("retry-after-ms", "40")], 40),
    ([HeaderField("retry-after", "Fri, 21 Nov 2025 07:28:00 GMT")], 1000),
  ])
  func theWaitIsWhatWasAskedForWithinReason(_ headers: [HeaderField], _ wait: Int) async throws {
    let outcome = try await run(Server(headers) { $0 == 1 })
    #expect(verdicts(outcome)["plain-ok"] == .pass)
    #expect(await clock.waits == [wait])
  }

  @Test func aServerThatIsNeverFreeIsNotWaitedForWithoutEnd() async throws {
    let cases = (0..<20).map {
      "  - { id: c\($0), title: t, requirement: plain-ok, request: { body: { max_tokens: \($0 + 1) } }, expect: answered }\n"
    }
    let suite = try suite(
      "format: 2\narea: test\ndefaults: { request: { body: { messages: [] } }, control: none }\ncases:\n"
        + cases.joined())
    let clock = clock
    let server = Server([HeaderField("retry-after", "60")]) { _ in true }
    let live = LiveSource(transport: server.transport(), token: nil, journal: nil, sleep: { await clock.wait($0) })
    let outcome = await RunningTests.run(plan(suite), live)
    #expect(await clock.waits == Array(repeating: 10_000, count: 12))
    #expect(verdicts(outcome) == ["plain-ok": .inconclusive])
  }

  @Test func recordedEvidenceGivesTheSameVerdicts() async throws {
    let directory = EvidenceDirectory(try Files.temporaryDirectory(prefix: "dropin-test"))
    let journal = try directory.journal()
    let live = try await run(Server { $0 % 2 == 1 }, journal: journal)
    await journal.close()
    let again = await RunningTests.run(plan(try suite(Self.text)), try RecordedSource(directory))
    #expect(again.results == live.results)
    #expect(again.exchanges.map(\.id) == live.exchanges.map(\.id))
    try Files.remove(directory.path)
  }
}
