import Contract
import Reporting
import Verdicts
import Wire

/// A run against an honest server that has every verdict once or more.
func sampleReport() -> Report {
  let requirements = sampleRequirements()
  let checks = sampleChecks()
  let decision = GateDecision.decide(gate: .must, requirements: requirements, checks: checks, complete: true)
  return Report(
    tool: .init(version: "0.1.0"),
    suite: .init(version: "2026.11", digest: "sha256:5f0c1d"),
    target: .init(
      baseURL: "http://localhost:1234", model: "openai/gpt-oss-20b",
      auth: .init(mode: .optional, source: .probed),
      implementation: .init(name: "LM Studio", version: "0.3.30"),
      facts: [.init(name: "server header", value: "none"), .init(name: "models listed", value: "3")]),
    run: .init(
      started: "2026-11-02T08:00:00Z", durationMilliseconds: 93_449, requests: 57, generatingRequests: 41,
      inputTokens: 3120, outputTokens: 810, complete: true, profile: "quick"),
    summary: .init(
      levels: Report.Summary.levels(of: requirements), gate: .must, exitCode: decision.code,
      exitReason: decision.reason, headline: ["Claude Code breaks on this server: one requirement fails."]),
    clients: [
      .init(
        name: "claude-code", title: "Claude Code", verdict: .breaks, blocking: ["stream-index-contiguous"],
        degraded: ["error-envelope"],
        sentence: "does not work. Broken: stream. Blocks of a stream are numbered with a gap.",
        tasks: sampleTasks(stream: .breaks, ["gap"], errors: .worse, ["no-type"])),
      .init(
        name: "sdk-python-2", title: "Python SDK 2.x", verdict: .limited, degraded: ["error-envelope"],
        sentence: "works, but worse: errors and retries", tasks: sampleTasks(errors: .worse, ["no-type"])),
      .init(
        name: "sdk-typescript", title: "TypeScript SDK", verdict: .unknown, undecided: ["stop-sequence"],
        sentence: "not known; not tested: stream", tasks: sampleTasks(stream: .notTested)),
      .init(name: "curl", title: "curl", verdict: .works, sentence: "works", tasks: sampleTasks(errors: .notUsed)),
    ],
    causes: [
      .init(
        id: "gap", name: "index-gap", sentence: "Blocks of a stream are numbered with a gap.",
        user: "Use version 0.4 or newer.", author: "Count blocks from 0.", links: ["https://example.org/issues/7"],
        effects: [.init(client: "claude-code", task: "stream", state: .breaks)]),
      .init(
        id: "no-type", sentence: "Not met: Errors carry type and message (the error has no type).",
        effects: ["claude-code", "sdk-python-2"].map { .init(client: $0, task: "errors", state: .worse) }),
    ],
    requirements: requirements, checks: checks, exchanges: sampleExchanges(),
    observations: [
      .init(code: "no-request-id", sentence: "No response carries a request id.", evidence: ["0001", "0002"])
    ])
}

private func sampleTasks(
  stream: Report.TaskState = .works, _ streamCauses: [String] = [], errors: Report.TaskState = .works,
  _ errorCauses: [String] = []
) -> [Report.ClientTask] {
  [
    .init(task: "chat", title: "chat", state: .works, isCore: true),
    .init(task: "stream", title: "stream", state: stream, isCore: true, causes: streamCauses),
    .init(task: "errors", title: "errors and retries", state: errors, isCore: false, causes: errorCauses),
  ]
}

private func sampleRequirements() -> [Report.Requirement] {
  func requirement(
    _ id: String, _ level: Level, _ kind: RequirementKind, _ area: String, _ text: String,
    _ verdicts: [VerdictKind], clients: [AffectedClient] = []
  ) -> Report.Requirement {
    .init(
      Requirement(
        id: id, level: level, kind: kind, area: area, text: text,
        sources: [
          .init(kind: .docs, reference: "streaming"), .init(kind: .measured, reference: "Python SDK 2.11"),
        ],
        clients: clients),
      verdicts: verdicts)
  }
  return [
    requirement(
      "stream-index-contiguous", .must, .wire, "streaming", "Block indices count up from 0 without a gap.",
      [.pass, .fail, .fail],
      clients: [.init(name: "claude-code", impact: .breaks), .init(name: "sdk-python-2", impact: .breaks)]),
    requirement(
      "message-shape", .must, .wire, "messages", "A response is a message object.", [.pass, .pass]),
    requirement(
      "error-envelope", .should, .wire, "errors", "Errors carry type and message.", [.fail],
      clients: [.init(name: "claude-code", impact: .degrades)]),
    requirement(
      "stop-sequence", .must, .server, "messages", "A stop sequence ends the text.", [.pass, .inconclusive]),
    requirement("count-tokens", .should, .wire, "count-tokens", "Tokens can be counted.", [.unsupported]),
    requirement(
      "tool-chosen", .should, .model, "tools", "The model calls the tool it was told to call.", [.flaky]),
    requirement(
      "thinking-block", .may, .server, "thinking", "Thinking comes in its own block.", [.notApplicable]),
    requirement("models-page", .should, .wire, "models", "The list of models can be paged.", [.expectedFail]),
    requirement("request-id", .may, .wire, "http", "Every response has a request id.", []),
  ]
}

private func sampleChecks() -> [Report.Check] {
  let line =
    "curl -sS -i --no-buffer -H \"x-api-key: $TOKEN\" --data-raw '{\"stream\":true}' "
    + "'http://localhost:1234/v1/messages'"
  return [
    .init(
      id: "messages.basic[none]#shape", requirement: "message-shape", level: .must, verdict: .pass,
      exchange: "0001"),
    .init(
      id: "messages.basic[bearer]#shape", requirement: "message-shape", level: .must, verdict: .pass,
      exchange: "0002"),
    .init(
      id: "messages.basic[none]#index", requirement: "stream-index-contiguous", level: .must, verdict: .pass,
      exchange: "0001"),
    .init(
      id: "messages.stream[none]#index", requirement: "stream-index-contiguous", level: .must, verdict: .fail,
      reason: "index-gap", signature: "gap", message: "the block index jumped", expected: "index 1", actual: "index 2",
      at: .init(event: 14, byte: 2048, pointer: "/index", elapsedMilliseconds: 412), exchange: "0002",
      reproduce: line),
    .init(
      id: "messages.stream[bearer]#index", requirement: "stream-index-contiguous", level: .must,
      verdict: .fail,
      reason: "index-gap", signature: "gap", message: "the block index jumped", expected: "index 1", actual: "index 2",
      at: .init(event: 15, pointer: "/index"), exchange: "0002", reproduce: line),
    .init(
      id: "errors.missing-model[none]#envelope", requirement: "error-envelope", level: .should,
      verdict: .fail,
      reason: "no-type", signature: "no-type", message: "the error has no type", expected: "a string",
      actual: "nothing",
      at: .init(pointer: "/error/type"), exchange: "0003"),
    .init(
      id: "messages.stop[none]#text", requirement: "stop-sequence", level: .must, verdict: .pass,
      exchange: "0001"),
    .init(
      id: "messages.stop[bearer]#text", requirement: "stop-sequence", level: .must, verdict: .inconclusive,
      reason: "model-never-occurred", cause: .model, message: "the model never wrote the sequence"),
    .init(
      id: "count.basic[none]#count", requirement: "count-tokens", level: .should, verdict: .unsupported,
      message: "refused with 404"),
    .init(
      id: "tools.forced[none]#called", requirement: "tool-chosen", level: .should, verdict: .flaky,
      message: "2 of 3 trials"),
    .init(
      id: "thinking.on[none]#block", requirement: "thinking-block", level: .may, verdict: .notApplicable,
      message: "thinking is disabled"),
    .init(
      id: "models.page[none]#page", requirement: "models-page", level: .should, verdict: .expectedFail,
      reason: "ignored", message: "listed since 2026-10-01"),
  ]
}

private func sampleExchanges() -> [Report.Exchange] {
  [
    .init(
      id: "0001", caseID: "messages.basic", row: "none", method: "POST", path: "/v1/messages", status: 200,
      end: "complete", firstByteMilliseconds: 31, totalMilliseconds: 340, bytes: 512, requestBytes: 120),
    .init(
      id: "0002", caseID: "messages.stream", row: "bearer", step: "ask", method: "POST",
      path: "/v1/messages?beta=true", status: 200, end: "complete", firstByteMilliseconds: 40,
      totalMilliseconds: 1212, bytes: 4096, requestBytes: 131, excerpt: sampleExhibit()),
    .init(
      id: "0003", caseID: "errors.missing-model", method: "POST", path: "/v1/messages",
      end: "first-byte-timeout",
      totalMilliseconds: 30_000, requestBytes: 60),
  ]
}

/// A stream of 20 events, whose event 14 has an index that jumps, with a pause before it.
private func sampleExhibit() -> ExchangeExcerpt {
  let names = ["message_start", "content_block_start", "ping"] + Array(repeating: "content_block_delta", count: 17)
  func frame(_ index: Int, block: Int) -> String {
    let data = "{\"type\":\"\(names[index])\",\"index\":\(block),\"delta\":{\"text\":\"word \(index) é\"}}"
    return "event: \(names[index])\ndata: \(data)\n\n"
  }
  let frames = names.indices.map { frame($0, block: $0 < 14 ? 0 : 2) }
  let body = Array(frames.joined().utf8)
  let start = frames[..<14].joined().utf8.count + "event: content_block_delta\ndata: ".utf8.count
  let mark = start + 37..<start + 38
  let exchange = Exchange(
    id: "0002",
    request: Request(
      method: "POST", url: "http://localhost:1234/v1/messages?beta=true",
      headers: [.init("x-api-key", "${TOKEN}"), .init("content-type", "application/json")],
      body: Array("{\"model\":\"openai/gpt-oss-20b\",\"stream\":true}".utf8)),
    response: Response(
      head: .init(
        statusLine: "HTTP/1.1 200 OK", status: 200, headers: [.init("content-type", "text/event-stream")]),
      body: body, trailers: [.init("x-checksum", "none")]),
    end: .complete, timings: .init(connected: 400, firstByte: 40_000, headEnd: 40_100, ended: 1_212_000),
    framingFaults: [.init(.bareLineFeed, "line 2")])
  return ExchangeExcerpt(
    exchange, marks: [mark],
    events: names.enumerated().map { ($1, 45_000 + $0 * 20_000 + ($0 >= 14 ? 600_000 : 0)) }, markedEvents: [14])
}

/// A run in which everything is broken, each check in a way of its own.
func manyFailures(_ count: Int) -> Report {
  var report = sampleReport()
  report.requirements = (0..<400).map { number in
    .init(
      id: "requirement-\(number)", level: Level.allCases[number % 3], kind: .wire, area: "area \(number % 20)",
      text: "The server keeps promise \(number), which clients rely on.", checks: VerdictCounts([.fail]),
      sources: [.init(kind: .docs, reference: "streaming")], clients: [.init(name: "claude-code", impact: .breaks)])
  }
  report.exchanges = (0..<count).map { number in
    .init(
      id: "\(number)", caseID: "case-\(number)", method: "POST", path: "/v1/messages", status: 200, end: "complete",
      firstByteMilliseconds: 40, totalMilliseconds: 1212, bytes: 4096, requestBytes: 131, excerpt: sampleExhibit())
  }
  report.checks = (0..<count).map { number in
    .init(
      id: "case-\(number)[stream=on]#invariant", requirement: "requirement-\(number % 400)",
      level: Level.allCases[number % 400 % 3], verdict: .fail, reason: "broken",
      message: "the \(words(number)) is wrong", expected: "a string", actual: "nothing",
      at: .init(event: 14, byte: 2048, pointer: "/index", elapsedMilliseconds: 412), exchange: "\(number)",
      reproduce: "curl -sS -i --no-buffer 'http://localhost:1234/v1/messages'")
  }
  return report
}

/// A name of letters alone, because numbers do not tell causes apart.
private func words(_ number: Int) -> String {
  String(number).map { String(UnicodeScalar(UInt8(ascii: "a") + ($0.asciiValue ?? 48) - 48)) }.joined(separator: " ")
}
