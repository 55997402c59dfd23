@testable import Cases
import Contract
import Wire

@testable import Evaluation

/// A matcher as a case writes it.
func matcher(_ text: String) throws -> Matcher {
  guard let check = try check("body: \(text)") else { throw TestProblem("no check") }
  return check.expectation.sections[0].matcher
}

/// A check as a case writes it (flow or block YAML, without the requirement).
func check(_ text: String) throws -> Check? {
  let body = text.split(separator: "\n", omittingEmptySubsequences: false).map { "      \($0)" }.joined(separator: "\n")
  let file = """
    format: 2
    area: test
    cases:
      - id: sample
        title: sample
        requirement: sample-requirement
        expect:
    \(body)
    """
  return try load(file).first?.steps.first?.checks.first
}

/// The cases of a file's text.
func load(_ text: String) throws -> [Case] {
  let decoder = CaseDecoder(try YAML.parse(Array(text.utf8), file: "test.yaml"))
  if let problem = decoder.diagnostics.first { throw problem }
  return decoder.cases
}

struct TestProblem: Error {
  let text: String
  init(_ text: String) { self.text = text }
}

func json(_ text: String) throws -> JSON { try JSONParser.parse(text) }

/// A response to `POST /v1/messages`.
func exchange(
  _ status: Int, _ body: String, type: String = "application/json", request: String = "{}",
  end: TransferEnd = .complete,
  id: String = "0001"
) -> Exchange {
  Exchange(
    id: id, request: Request(method: "POST", url: "http://localhost/v1/messages", body: Array(request.utf8)),
    response: Response(
      head: ResponseHead(
        statusLine: "HTTP/1.1 \(status) X", status: status,
        headers: [HeaderField("content-type", type), HeaderField("request-id", "req_\(id)")]),
      body: Array(body.utf8), arrivals: [Arrival(offset: body.utf8.count, microseconds: 2000)]),
    end: end, timings: TransferTimings(firstByte: 1000, ended: 2500))
}

let message = """
  {"id":"msg_1","type":"message","role":"assistant","model":"m","content":[{"type":"text","text":"Hi there"}],\
  "stop_reason":"end_turn","stop_sequence":null,"usage":{"input_tokens":3,"cache_read_input_tokens":4,"output_tokens":2}}
  """

func errorBody(_ type: String, _ text: String) -> String {
  #"{"type":"error","error":{"type":"\#(type)","message":"\#(text)"},"request_id":"req_0001"}"#
}

extension ResponseReading {
  init(_ exchange: Exchange) { self.init(exchange, expectsRejection: false) }
}

/// The results of one check on one response.
func judge(_ text: String, _ exchange: Exchange, control: ControlState = .none) throws -> [CheckResult] {
  guard let check = try check(text) else { throw TestProblem("no check") }
  var subject = try load(
    "format: 2\narea: test\ncases:\n  - { id: sample, title: t, requirement: r, expect: answered }")[0]
  subject.steps[0].checks = [check]
  let step = StepEvidence(step: subject.steps[0], readings: [ResponseReading(exchange)], bindings: Bindings())
  return CaseEvaluator(CaseEvidence(subject: subject, trials: [[step]]), control: control).results()
}
