import Wire

/// One server-sent event. The name and `data.type` are the same in a conformant stream.
struct StreamEvent: Sendable {
  var name: String
  var data: JSON
  /// Milliseconds to wait before it.
  var delay = 0

  init(_ name: String, _ members: JSON = [:], delay: Int = 0) {
    self.name = name
    var data = JSONObject([.init(key: "type", value: .string(name))])
    for member in members.object?.members ?? [] { data.append(member.key, member.value) }
    self.data = .object(data)
    self.delay = delay
  }

  var bytes: [UInt8] { Array("event: \(name)\ndata: \(data.text())\n\n".utf8) }
}

/// Lays a message out as the events of a stream.
struct EventStream {
  var reply: MessageReply
  var deltaDelay: Int
  var tokensPerDelta: Int
  /// Milliseconds of silence before the first block, filled with a ping every `pingInterval`.
  var wait = 0
  var pingInterval = 1000
  /// Whether the arguments of each call come in one delta.
  var isInOnePiece = false
  /// Breaks the stream off with this error after half of its events.
  var failure: APIError?

  var events: [StreamEvent] {
    var events = [start]
    var left = wait
    while left > 0 {
      events.append(StreamEvent("ping", delay: min(left, pingInterval)))
      left -= pingInterval
    }
    for (index, block) in reply.generated.blocks.enumerated() {
      events += self.events(of: block, at: index)
      if index == 0 {
        events.insert(StreamEvent("ping"), at: events.firstIndex { $0.name == "content_block_start" }! + 1)
      }
    }
    if let failure {
      return events.prefix(max(events.count / 2, 1)) + [
        StreamEvent("error", ["error": failure.envelope(requestID: nil)["error"] ?? .null])
      ]
    }
    if reply.generated.blocks.isEmpty { events.append(StreamEvent("ping")) }
    return events + [end, StreamEvent("message_stop")]
  }

  private var start: StreamEvent {
    var message = reply.message
    message["content"] = []
    message["stop_reason"] = .null
    message["stop_sequence"] = .null
    message["usage"] = reply.usage(output: min(1, reply.generated.outputTokens))
    return StreamEvent("message_start", ["message": message])
  }

  private var end: StreamEvent {
    let message = reply.message
    var usage = reply.usage(output: reply.generated.outputTokens)
    usage["service_tier"] = nil
    usage["cache_creation"] = nil
    return StreamEvent(
      "message_delta",
      [
        "delta": [
          "stop_reason": message["stop_reason"] ?? .null, "stop_sequence": message["stop_sequence"] ?? .null,
        ],
        "usage": usage,
      ])
  }

  private func events(of block: Generated.Block, at index: Int) -> [StreamEvent] {
    let number = JSON(index)
    var empty = MessageReply.block(block)
    var deltas: [JSON]
    switch block {
    case .thinking(let pieces, let signature):
      empty["thinking"] = ""
      empty["signature"] = ""
      deltas = groups(pieces).map { ["type": "thinking_delta", "thinking": .string($0)] }
      deltas.append(["type": "signature_delta", "signature": .string(signature)])
    case .redacted: deltas = []
    case .text(let pieces):
      empty["text"] = ""
      deltas = groups(pieces).map { ["type": "text_delta", "text": .string($0)] }
    case .toolUse(_, _, let pieces, _):
      empty["input"] = [:]
      deltas = ([""] + (isInOnePiece ? [pieces.joined()] : groups(pieces))).map {
        ["type": "input_json_delta", "partial_json": .string($0)]
      }
    }
    return [StreamEvent("content_block_start", ["index": number, "content_block": empty])]
      + deltas.map { StreamEvent("content_block_delta", ["index": number, "delta": $0], delay: deltaDelay) }
      + [StreamEvent("content_block_stop", ["index": number])]
  }

  private func groups(_ pieces: [String]) -> [String] {
    stride(from: 0, to: pieces.count, by: max(tokensPerDelta, 1)).map {
      pieces[$0..<min($0 + max(tokensPerDelta, 1), pieces.count)].joined()
    }
  }
}
