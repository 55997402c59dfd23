import Testing
import Wire

@testable import Contract

private func frame(_ json: JSON) -> [UInt8] {
  Array("event: \(json["type"]!.string!)\ndata: \(json.text())\n\n".utf8)
}

/// A stream of `deltas` text deltas whose frames arrive at the times that `time` gives them, in
/// milliseconds; the frames are numbered from `message_start` = 0.
private func timedStream(deltas: Int, time: (Int) -> Int) -> (body: [UInt8], arrivals: [Arrival]) {
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
      "content_block": ["type": "text", "text": ""],
    ],
  ]
  for number in 0..<deltas {
    frames.append([
      "type": "content_block_delta", "index": 0,
      "delta": ["type": "text_delta", "text": .string(" word\(number)")],
    ])
  }
  frames.append(["type": "content_block_stop", "index": 0])
  frames.append([
    "type": "message_delta", "delta": ["stop_reason": "end_turn", "stop_sequence": .null],
    "usage": ["output_tokens": JSON(deltas)],
  ])
  frames.append(["type": "message_stop"])
  var body: [UInt8] = []
  var arrivals: [Arrival] = []
  for (number, json) in frames.enumerated() {
    body += frame(json)
    arrivals.append(Arrival(offset: body.count, microseconds: time(number) * 1000))
  }
  return (body, arrivals)
}

@Suite struct FindingPlaceTests {
  @Test func findingSaysEventByteAndTime() throws {
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
