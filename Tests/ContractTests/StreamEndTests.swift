import Testing
import Wire

@testable import Contract

/// Streams whose bytes are in order, so that only head, timing and end decide.
struct StreamExample: Sendable, CustomTestStringConvertible {
  var name: String
  var headers = streamHeaders
  var status = 200
  var body: [UInt8]
  var arrivals: [Arrival] = []
  var end = TransferEnd.complete
  var ended: Int?
  var breaks: [String] = []
  var keeps: [String] = []
  var testDescription: String { name }

  var findings: [Finding] {
    var response = streamResponse(body, headers: headers, arrivals: arrivals)
    response.head.status = status
    return StreamReading(
      response, end: end, request: plainRequest, timings: ended.map { TransferTimings(ended: $0) }
    ).findings
  }
}

private func frame(_ json: JSON) -> [UInt8] {
  Array("event: \(json["type"]!.string!)\ndata: \(json.text())\n\n".utf8)
}

/// A stream of `deltas` text deltas whose frames arrive at the times that `time` gives them, in
/// milliseconds; the frames are numbered from `message_start` = 0.
func timedStream(
  deltas: Int, prefix: [UInt8] = [], isCall: Bool = false, time: (Int) -> Int
) -> (body: [UInt8], arrivals: [Arrival], last: Int) {
  let start: JSON = [
    "type": "message_start",
    "message": [
      "id": "msg_1", "type": "message", "role": "assistant", "model": "m", "content": [], "stop_reason": .null,
      "stop_sequence": .null, "usage": ["input_tokens": 5, "output_tokens": 0],
    ],
  ]
  var frames: [JSON] = [
    start,
    [
      "type": "content_block_start", "index": 0,
      "content_block": isCall
        ? ["type": "tool_use", "id": "toolu_1", "name": "t", "input": [:]] : ["type": "text", "text": ""],
    ],
  ]
  for number in 0..<deltas {
    frames.append([
      "type": "content_block_delta", "index": 0,
      "delta": isCall
        ? ["type": "input_json_delta", "partial_json": .string(number == 0 ? "{" : number == deltas - 1 ? "}" : " ")]
        : ["type": "text_delta", "text": .string(" word\(number)")],
    ])
  }
  frames.append(["type": "content_block_stop", "index": 0])
  frames.append([
    "type": "message_delta", "delta": ["stop_reason": isCall ? "tool_use" : "end_turn", "stop_sequence": .null],
    "usage": ["output_tokens": JSON(deltas)],
  ])
  frames.append(["type": "message_stop"])
  var body = prefix
  var arrivals: [Arrival] = []
  for (number, json) in frames.enumerated() {
    body += frame(json)
    arrivals.append(Arrival(offset: body.count, microseconds: time(number) * 1000))
  }
  return (body, arrivals, arrivals.last!.microseconds)
}

private func timed(
  _ name: String, deltas: Int = 30, isCall: Bool = false, breaks: [String] = [], keeps: [String] = [], after: Int = 100,
  _ time: (Int) -> Int
) -> StreamExample {
  let stream = timedStream(deltas: deltas, isCall: isCall, time: time)
  return StreamExample(
    name: name, body: stream.body, arrivals: stream.arrivals, ended: stream.last + after * 1000,
    breaks: breaks,
    keeps: keeps)
}

/// As `timed`, with a comment or nothing at all coming first.
private func early(
  _ name: String, at first: Int, breaks: [String] = [], keeps: [String] = [], _ time: (Int) -> Int
)
  -> StreamExample
{
  let comment = Array(": loading\n\n".utf8)
  let stream = timedStream(deltas: 5, prefix: comment, time: time)
  return StreamExample(
    name: name, body: stream.body,
    arrivals: [Arrival(offset: comment.count, microseconds: first * 1000)] + stream.arrivals,
    ended: stream.last,
    breaks: breaks, keeps: keeps)
}

private let whole = timedStream(deltas: 3) { _ in 0 }.body
private let half = Array(whole.prefix(whole.count / 2))
private func ended(
  _ name: String, _ body: [UInt8], _ end: TransferEnd, breaks: [String] = [], keeps: [String] = []
)
  -> StreamExample
{
  StreamExample(name: name, body: body, end: end, breaks: breaks, keeps: keeps)
}
private func failed(_ kind: TransferFailure.Kind) -> TransferEnd { .failed(TransferFailure(kind, "")) }
private let errorEvent = Array(
  "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"api_error\",\"message\":\"x\"}}\n\n".utf8)

let streamExamples: [StreamExample] = [
  // Head
  StreamExample(
    name: "in order", body: whole,
    keeps: [
      "sse-status-200", "sse-content-type", "sse-request-id", "sse-no-content-length", "sse-connection-ends",
    ]),
  StreamExample(name: "status 201", status: 201, body: whole, breaks: ["sse-status-200"]),
  StreamExample(
    name: "media type", headers: [HeaderField("content-type", "text/plain"), streamHeaders[1]], body: whole,
    breaks: ["sse-content-type"]),
  StreamExample(name: "no request id", headers: [streamHeaders[0]], body: whole, breaks: ["sse-request-id"]),
  StreamExample(
    name: "announced size", headers: streamHeaders + [HeaderField("Content-Length", "9")], body: whole,
    breaks: ["sse-no-content-length"]),
  StreamExample(
    name: "compressed", headers: streamHeaders + [HeaderField("content-encoding", "gzip")], body: [0x1F, 0x8B]
  ),
  // End
  ended(
    "cut in mid-stream", half, failed(.truncated), breaks: ["sse-connection-ends"],
    keeps: ["sse-abort-not-clean-end"]),
  ended("reset after the end", whole, failed(.reset), breaks: ["sse-connection-ends"]),
  ended("left open after the end", whole, failed(.idleTimeout), breaks: ["sse-connection-ends"]),
  ended("stalled", half, failed(.totalTimeout), breaks: ["sse-connection-ends"]),
  ended("left by us", half, .closedByClient, keeps: ["sse-first-message-start"]),
  ended("left by us at the end", whole, .closedByClient, keeps: ["sse-message-stop-last"]),
  ended("our limit", half, failed(.bodyTooLarge)),
  ended("cut after an error", errorEvent, failed(.reset), keeps: ["sse-error-terminal"]),
  ended("error left open", errorEvent, failed(.idleTimeout), breaks: ["sse-error-terminal"]),
  ended("nothing before the cut", [], failed(.reset), breaks: ["sse-connection-ends"]),
  timed("slow to end", deltas: 3, breaks: ["sse-connection-ends"], after: 2500) { $0 * 10 },
  // Buffering
  timed("streamed", keeps: ["sse-incremental"]) { 300 + $0 * 20 },
  timed("at once after a while", breaks: ["sse-incremental"]) { _ in 3000 },
  timed("start first, content at once", breaks: ["sse-incremental"]) { $0 == 0 ? 10 : 3000 },
  timed("fast and at once") { _ in 40 },
  timed("arguments at once", isCall: true, breaks: ["tooluse-name-in-list"]) { _ in 3000 },
  timed("few and at once", deltas: 10) { _ in 3000 },
  timed("in two pieces", keeps: ["sse-incremental"]) { $0 < 15 ? 1000 : 2000 },
  // Liveness
  timed("slow start, kept alive", deltas: 5, keeps: ["sse-early-message-start"]) {
    $0 == 0 ? 100 : 40_000 + $0
  },
  timed("silent until it has read the prompt", deltas: 5, breaks: ["sse-early-message-start"]) {
    40_000 + $0
  },
  early("comment first", at: 1000, keeps: ["sse-early-message-start"]) { 40_000 + $0 },
  early(
    "silent for a very long prompt", at: 100, breaks: ["sse-ping-during-prefill"],
    keeps: ["sse-early-message-start"]
  ) { 70_000 + $0 },
  pinging("pings for a very long prompt"),
  timed("silent in the middle", deltas: 5, breaks: ["sse-no-long-silence"]) { $0 < 4 ? $0 : 40_000 },
  timed("long and lively", deltas: 5, keeps: ["sse-no-long-silence"]) { $0 * 10_000 },
]

private func pinging(_ name: String) -> StreamExample {
  let ping = Array("event: ping\ndata: {\"type\":\"ping\"}\n\n".utf8)
  let stream = timedStream(deltas: 5, prefix: ping + ping + ping) { 80_000 + $0 }
  let pings = [1, 2, 3].map { Arrival(offset: ping.count * $0, microseconds: $0 * 22_000_000 - 20_000_000) }
  let late = Arrival(offset: ping.count * 3, microseconds: 60_000_000)
  return StreamExample(
    name: name, body: stream.body, arrivals: pings + [late] + stream.arrivals, ended: stream.last,
    keeps: ["sse-ping-during-prefill", "sse-early-message-start"])
}

@Suite struct StreamEndTests {
  @Test(arguments: streamExamples)
  func judgesHeadTimingAndEnd(_ example: StreamExample) {
    let findings = example.findings
    expectWellFormed(findings, "\(example.name)")
    #expect(brokenIDs(findings) == example.breaks, "\(example.name)")
    #expect(
      Set(example.keeps).subtracting(keptIDs(findings)).isEmpty, "\(example.name): \(keptIDs(findings))")
  }

  @Test func saysWhereAndWhen() throws {
    let stream = timedStream(deltas: 3) { $0 * 100 }
    let old = "\"text\":\" word1\""
    let parts = String(decoding: stream.body, as: UTF8.self).split(separator: old)
    let text = parts.joined(separator: "\"text\":9999999")
    let reading = StreamReading(
      streamResponse(Array(text.utf8), arrivals: stream.arrivals), end: .complete, request: nil)
    let broken = reading.findings.filter(\.isViolated)
    let finding = try #require(broken.first)
    #expect(finding.requirement == "sse-text-delta-string")
    #expect(finding.place.event == 3)
    #expect(finding.place.pointer?.description == "/delta/text")
    #expect(finding.place.elapsed == 300_000)
    let byte = try #require(finding.place.byte)
    #expect(text.utf8.dropFirst(byte).starts(with: "9999999".utf8))
  }
}
