import Wire

extension Defect {
  /// `message_delta`, `message_stop`, pings and the rest.
  static let streamEnds: [Defect] = [
    onEvents(
      "message-delta-missing", breaks: "sse-message-delta-once-or-more", "Leaves message_delta out.",
      source: "measured: no_message_delta"
    ) { $0.removeAll { $0.name == "message_delta" } },
    onEnd(
      "end-stop-reason-null", breaks: "sse-message-delta-stop-reason", "Ends with a stop reason of null.",
      source: "anthropics/claude-code#16785"
    ) { $0.edit("delta") { $0["stop_reason"] = JSON.null } },
    onEvents(
      "end-stop-reason-wiped", breaks: "sse-message-delta-stop-reason",
      "Sends a second message_delta without a stop reason.",
      source: "measured: two_message_deltas_second_null"
    ) { events in
      guard let place = events.firstIndex(where: { $0.name == "message_delta" }) else { return }
      var second = events[place]
      second.data["delta"] = ["stop_reason": .null, "stop_sequence": .null]
      events.insert(second, at: place + 1)
    },
    onEnd(
      "end-stop-sequence-key", breaks: "sse-message-delta-stop-sequence",
      "Leaves stop_sequence out of message_delta when there is none.", source: "docs: streaming"
    ) { $0.edit("delta") { if $0["stop_sequence"]?.isNull ?? true { $0.remove("stop_sequence") } } },
    onEnd(
      "end-usage-missing", breaks: "sse-message-delta-usage", "Ends without usage.",
      source: "earendil-works/pi#6567"
    ) { $0.remove("usage") },
    onEnd(
      "end-usage-null", breaks: "sse-message-delta-usage", "Ends with a usage of null.",
      source: "earendil-works/pi#6567"
    ) { $0["usage"] = JSON.null },
    onEnd(
      "end-delta-missing", breaks: "sse-message-delta-delta-object",
      "Ends with a message_delta that has no delta.", source: "measured: message_delta_no_delta"
    ) {
      $0["stop_reason"] = $0["delta"]?["stop_reason"]
      $0.remove("delta")
    },
    onEvents(
      "end-usage-difference", breaks: "sse-usage-cumulative",
      "Counts output tokens in message_delta from zero after the start.", source: "docs: streaming"
    ) { events in
      for index in events.indices {
        if events[index].name == "message_delta" {
          events[index].data.edit("usage") { $0["output_tokens"] = 0 }
        }
      }
    },
    onEnd(
      "end-input-zero", breaks: "sse-usage-input-not-zeroed", "Ends with zero input tokens.",
      source: "sgl-project/sglang#33419"
    ) { $0.edit("usage") { $0["input_tokens"] = 0 } },
    onEvents(
      "message-stop-missing", breaks: "sse-message-stop-last", "Leaves message_stop out.",
      source: "farion1231/cc-switch#6462"
    ) { $0.removeAll { $0.name == "message_stop" } },
    onEvents(
      "events-after-stop", breaks: "sse-nothing-after-stop", "Sends message_delta again behind message_stop.",
      source: "docs: streaming"
    ) { events in
      if let end = events.last(where: { $0.name == "message_delta" }) { events.append(end) }
    },
    onEvents(
      "end-before-block-stop", breaks: "sse-no-content-after-message-delta",
      "Sends message_delta before the last block is closed.", source: "claude-code: gateway guide"
    ) { events in
      guard let place = events.firstIndex(where: { $0.name == "message_delta" }), place > 0,
        events[place - 1].name == "content_block_stop"
      else { return }
      events.swapAt(place - 1, place)
    },
    Defect(
      "ping-empty", breaks: "sse-ping-type", "Sends pings with an empty object.",
      source: "diegosouzapw/OmniRoute#8744"
    ) { $0.event("ping") { data, _ in data = .object(JSONObject()) } },
    Defect(
      "ping-with-index", breaks: "sse-ping-shape", "Sends pings with a time in them.",
      source: "docs: streaming"
    ) { $0.event("ping") { data, _ in data["timestamp"] = 1 } },
    onEvents(
      "progress-events", breaks: "sse-no-unknown-events", "Sends progress events nobody asked for.",
      source: "docs: streaming"
    ) { if !$0.isEmpty { $0.insert(StreamEvent("prompt_processing.progress", ["progress": 1]), at: 1) } },
    onEvents(
      "empty-reply-bare", breaks: "sse-empty-reply-valid", "Ends an empty reply without a word.",
      source: "measured: no content blocks"
    ) { events in
      if !events.contains(where: { $0.name == "content_block_start" }), events.last?.name == "message_stop" {
        events = Array(events.prefix(1))
      }
    },
    onEnd(
      "end-limit-end-turn", breaks: "sse-max-tokens-reason",
      "Streams the end of a turn where the limit was hit.", source: "docs: handling-stop-reasons"
    ) {
      $0.edit("delta") { if $0["stop_reason"]?.says("max_tokens") == true { $0["stop_reason"] = "end_turn" } }
    },
    onEnd(
      "end-stop-sequence-lost", breaks: "sse-stop-sequence-value",
      "Loses the stop sequence at the end of a stream.", source: "sgl-project/sglang#33153"
    ) { $0.edit("delta") { $0["stop_sequence"] = JSON.null } },
    Defect(
      "stream-loses-stop-reason", breaks: "sse-parity-nonstream",
      "Ends streams at the limit and messages at the end of the turn.", source: "raullenchai/Rapid-MLX#826"
    ) {
      $0.message.append { message, _ in
        if message["stop_reason"]?.says("max_tokens") == true {
          message["stop_reason"] = "model_context_window_exceeded"
        }
      }
    },
  ]
}
