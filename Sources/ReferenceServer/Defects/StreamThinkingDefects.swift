import Wire

extension Defect {
  private static func isSignature(_ event: StreamEvent) -> Bool {
    event.data["delta"]?["type"]?.says("signature_delta") == true
  }

  /// Thinking in streams.
  static let streamThinking: [Defect] = [
    onOpening(
      "thinking-start-bare", breaks: "sse-think-start-shape", "Opens thinking without its thoughts.",
      source: "measured: thinking_missing_thinking_key", type: "thinking"
    ) { $0.remove("thinking") },
    Defect(
      "thinking-delta-text", breaks: "sse-think-delta-key", "Sends thoughts under the key text.",
      source: "measured: thinking_delta_uses_text_key"
    ) {
      $0.delta("thinking_delta") {
        $0["text"] = $0["thinking"]
        $0.remove("thinking")
      }
    },
    onEvents(
      "signature-early", breaks: "sse-think-signature-delta", "Sends the signature before the thoughts.",
      source: "sdk: types/signature_delta.py"
    ) { events in
      guard let from = events.firstIndex(where: isSignature),
        let to = events[..<from].lastIndex(where: { $0.name == "content_block_start" })
      else { return }
      events.insert(events.remove(at: from), at: to + 1)
    },
    onEvents(
      "signature-in-two", breaks: "sse-think-signature-single", "Sends the signature in two deltas.",
      source: "measured: signature_split_two_deltas"
    ) { events in
      guard let place = events.firstIndex(where: isSignature),
        let whole = events[place].data["delta"]?["signature"]?.string
      else { return }
      var second = events[place]
      events[place].data.edit("delta") { $0["signature"] = .string(String(whole.prefix(40))) }
      second.data.edit("delta") { $0["signature"] = .string(String(whole.dropFirst(40))) }
      events.insert(second, at: place + 1)
    },
    onEvents(
      "stream-signature-missing", breaks: "sse-think-signature-key",
      "Streams thinking without any signature.", source: "ggml-org/llama.cpp#18551"
    ) { events in
      events.removeAll(where: isSignature)
      for index in events.indices where events[index].data["content_block"]?["type"]?.says("thinking") == true {
        events[index].data.edit("content_block") { $0.remove("signature") }
      }
    },
    onEvents(
      "stream-thinking-last", breaks: "sse-think-index-order", "Streams thinking behind the text.",
      source: "docs: streaming"
    ) { events in
      // The blocks 0 and 1 change places, with all their events.
      func part(_ index: Int) -> [StreamEvent] { events.filter { $0.data["index"]?.int == index } }
      guard part(0).first?.data["content_block"]?["type"]?.says("thinking") == true,
        part(1).first?.data["content_block"]?["type"]?.says("text") == true
      else { return }
      let moved =
        part(1).map { event in
          var event = event
          event.data["index"] = 0
          return event
        }
        + part(0).map { event in
          var event = event
          event.data["index"] = 1
          return event
        }
      guard let place = events.firstIndex(where: { $0.name == "content_block_start" }) else { return }
      events.removeAll { [0, 1].contains($0.data["index"]?.int) }
      events.insert(contentsOf: moved, at: place)
    },
    Defect(
      "omitted-thinking-streamed", breaks: "sse-think-omitted",
      "Streams the thoughts that were to be left out.", source: "docs: thinking"
    ) {
      $0.options.append { options, context in
        if context.isStream, options.thinking == .omitted { options.thinking = .shown }
      }
    },
    onEvents(
      "redacted-late", breaks: "sse-redacted-in-start", "Sends redacted thinking in a delta.",
      source: "sdk: types/redacted_thinking_block.py"
    ) { events in
      guard
        let place = events.firstIndex(where: {
          $0.data["content_block"]?["type"]?.says("redacted_thinking") == true
        }), let data = events[place].data["content_block"]?["data"]
      else { return }
      events[place].data.edit("content_block") { $0["data"] = "" }
      events.insert(
        StreamEvent(
          "content_block_delta",
          [
            "index": events[place].data["index"] ?? 0,
            "delta": ["type": "redacted_thinking_delta", "data": data],
          ]), at: place + 1)
    },
  ]
}
