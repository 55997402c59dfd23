import Testing
import Verdicts
import Wire

@testable import Contract

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The bytes of a file of the repository.
func fixture(_ path: String) throws -> [UInt8] {
  let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
  let file = try #require(fopen("/\(root)/\(path)", "rb"), "no file at \(path)")
  defer { fclose(file) }
  var bytes: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 1 << 16)
  while true {
    let count = fread(&buffer, 1, buffer.count, file)
    if count == 0 { return bytes }
    bytes += buffer[..<count]
  }
}

/// The bytes of a file under `fixtures/transcripts`.
func transcript(_ name: String) throws -> [UInt8] { try fixture("fixtures/transcripts/\(name).sse") }

/// A request to which every accepted transcript is a fitting reply.
let plainRequest: JSON = [
  "model": "m", "max_tokens": 1024, "stream": true, "thinking": ["type": "adaptive"],
  "messages": [["role": "user", "content": "What is the weather like in San Francisco?"]],
  "tools": [
    [
      "name": "get_weather",
      "input_schema": [
        "type": "object", "properties": ["location": ["type": "string"]], "required": ["location"],
      ],
    ],
    ["name": "now", "input_schema": ["type": "object", "properties": [:]]],
  ],
]

let jsonRequest = plainRequest.with("stream", nil)

extension JSON {
  func with(_ key: String, _ value: JSON?) -> JSON {
    var copy = self
    copy[key] = value
    return copy
  }
}

let streamHeaders = [
  HeaderField("content-type", "text/event-stream; charset=utf-8"), HeaderField("request-id", "req_1"),
]

func streamResponse(_ body: [UInt8], headers: [HeaderField] = streamHeaders, arrivals: [Arrival] = [])
  -> Response
{
  Response(
    head: ResponseHead(statusLine: "HTTP/1.1 200 OK", status: 200, headers: headers), body: body,
    arrivals: arrivals)
}

/// Ids of the broken requirements, each once, sorted.
func brokenIDs(_ findings: [Finding]) -> [String] {
  Set(findings.filter(\.isViolated).map(\.requirement)).sorted()
}

func keptIDs(_ findings: [Finding]) -> [String] { findings.filter { !$0.isViolated }.map(\.requirement) }

/// What one exchange must hold to: kept at most once and not broken as well, few places, known names.
func expectWellFormed(
  _ findings: [Finding], _ comment: Comment, sourceLocation: SourceLocation = #_sourceLocation
) {
  let kept = keptIDs(findings)
  #expect(Set(kept).count == kept.count, comment, sourceLocation: sourceLocation)
  #expect(Set(kept).isDisjoint(with: brokenIDs(findings)), comment, sourceLocation: sourceLocation)
  var places: [String: Int] = [:]
  for finding in findings {
    guard let violation = finding.violation else { continue }
    let (reason, message) = (violation.reason.code, Wording.message(violation))
    let (expected, actual) = (violation.expected, violation.actual)
    places[finding.requirement, default: 0] += 1
    #expect(
      reason.utf8.allSatisfy { $0 == 0x2D || ($0 >= 0x61 && $0 <= 0x7A) || ($0 >= 0x30 && $0 <= 0x39) },
      comment)
    #expect(!reason.isEmpty && !message.isEmpty && !expected.isEmpty, comment, sourceLocation: sourceLocation)
    #expect(actual.unicodeScalars.count <= 201, comment, sourceLocation: sourceLocation)
  }
  #expect(places.values.allSatisfy { $0 <= 3 }, comment, sourceLocation: sourceLocation)
}

let jsonHeaders = [
  HeaderField("Content-Type", "application/json"), HeaderField("Request-Id", "req_1"),
  HeaderField("Content-Length", "1"),
]

/// An exchange put together from its parts; everything left out is in order.
func exchange(
  _ path: String = "/v1/messages", method: String = "POST", request: JSON? = nil,
  requestHeaders: [HeaderField] = [], status: Int = 200, headers: [HeaderField] = jsonHeaders, body: [UInt8],
  end: TransferEnd = .complete, ended: Int = 1_000_000, framingFaults: [FramingViolation] = []
) -> Exchange {
  Exchange(
    id: "1",
    request: Request(
      method: method, url: "http://localhost:1234\(path)", headers: requestHeaders, body: request?.bytes()),
    response: Response(
      head: ResponseHead(statusLine: "HTTP/1.1 \(status) X", status: status, headers: headers), body: body,
      arrivals: body.isEmpty ? [] : [Arrival(offset: body.count, microseconds: 900_000)]),
    end: end, timings: TransferTimings(ended: ended), framingFaults: framingFaults)
}
