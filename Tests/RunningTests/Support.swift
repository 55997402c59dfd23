import Files
import Transport
import Wire

@testable import Cases
import Evaluation

@testable import Evidence
@testable import Planning
@testable import Running

/// A suite from the texts of one case file and an empty registry; lint is not applied.
func suite(_ cases: String) throws -> Suite {
  let decoder = CaseDecoder(try YAML.parse(Array(cases.utf8), file: "test.yaml"))
  if let problem = decoder.diagnostics.first { throw problem }
  return Suite(cases: decoder.cases, requirements: [], version: "1", digest: "d")
}

let sample = """
  format: 2
  area: test
  defaults: { request: { body: { model: "${model}", max_tokens: 8, messages: [] } }, control: minimal }
  cases:
    - { id: minimal, title: t, requirement: minimal-ok, control: none, matrix: { stream: [off, on] }, expect: answered }
    - { id: same, title: t, requirement: same-ok, expect: { status: 200 } }
    - { id: refused, title: t, requirement: refused-ok, request: { body: { max_tokens: -1 } }, expect: refused }
    - { id: keyed, title: t, requirement: keyed-ok, when: { auth: required }, request: { auth: bearer }, expect: answered }
    - id: two-steps
      title: t
      requirement: steps-ok
      steps:
        - { id: ask, expect: answered, capture: { got: message.id } }
        - { id: answer, request: { body: { echo: "${got}" } }, expect: answered }
  """

/// Answers like a small, sound server; counts what it was asked.
actor FakeServer {
  private(set) var requests: [Request] = []
  private let dies: Int

  /// - Parameter dies: how many requests it answers before nobody is there any more.
  init(dies: Int = .max) { self.dies = dies }

  nonisolated func transport() -> ClosureTransport {
    ClosureTransport { request, _ in await self.answer(request) }
  }

  private func answer(_ request: Request) -> Exchange {
    requests.append(request)
    let number = requests.count
    guard number <= dies else {
      return Exchange(
        id: "", request: request, response: nil, end: .failed(TransferFailure(.couldNotConnect, "refused")),
        timings: TransferTimings())
    }
    let body = String(decoding: request.body ?? [], as: UTF8.self)
    let isBad = body.contains("-1")
    let reply =
      isBad
      ? #"{"type":"error","error":{"type":"invalid_request_error","message":"max_tokens"}}"#
      : #"{"id":"msg_\#(number)","type":"message","role":"assistant","model":"m","content":[],"stop_reason":"end_turn","stop_sequence":null,"usage":{"input_tokens":1,"output_tokens":2}}"#
    return Exchange(
      id: "", request: request,
      response: Response(
        head: ResponseHead(
          statusLine: "HTTP/1.1 \(isBad ? 400 : 200) X", status: isBad ? 400 : 200,
          headers: [
            HeaderField("content-type", "application/json"),
            HeaderField("echo", request.headers.first("authorization") ?? ""),
          ]),
        body: Array(reply.utf8)),
      end: .complete, timings: TransferTimings(ended: 5))
  }
}

func run(_ plan: Plan, _ source: any ExchangeSource, auth: AuthRow = .none) async -> RunOutcome {
  await SuiteRun(
    plan: plan, source: source, renderer: RequestRenderer(baseURL: "http://h", defaultAuth: auth), model: "m"
  ).run()
}

func plan(
  _ suite: Suite, _ facts: TargetFacts = TargetFacts(), _ selection: Selection = Selection(), replay: [AuthRow] = []
)
  -> Plan
{
  Plan(
    suite: suite, selection: selection, facts: facts, replayAuth: replay,
    renderer: RequestRenderer(baseURL: "http://h", defaultAuth: .none))
}

/// A transport without a network: a function answers.
struct ClosureTransport: Transport {
  private let handler: @Sendable (Request, TransferOptions) async -> Exchange

  /// The id of the exchange that `handler` returns is replaced by the one given to `send`.
  init(_ handler: @escaping @Sendable (Request, TransferOptions) async -> Exchange) {
    self.handler = handler
  }

  func send(_ request: Request, options: TransferOptions, id: String) async -> Exchange {
    var exchange = await handler(request, options)
    exchange.id = id
    return exchange
  }
}
