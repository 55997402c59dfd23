import Wire

extension Defect {
  /// Errors in mid-stream. The prompt provokes them.
  static let streamErrors: [Defect] = [
    Defect(
      "error-unnamed", breaks: "sse-error-event-name",
      "Reports a failure in mid-stream without an event name.", source: "measured: error_as_data_only"
    ) {
      $0.frames.append { steps, _ in
        for index in steps.indices where steps[index].bytes.starts(with: "event: error\n".utf8) {
          steps[index].bytes.removeFirst(13)
        }
      }
    },
    Defect(
      "error-as-message", breaks: "sse-error-event-name",
      "Reports a failure in mid-stream under the event name message.", source: "measured: error_as_data_only"
    ) {
      $0.events.append { events, _ in
        for index in events.indices where events[index].name == "error" { events[index].name = "message" }
      }
    },
    Defect(
      "error-then-stop", breaks: "sse-error-terminal", "Ends the message properly after an error event.",
      source: "docs: streaming"
    ) {
      $0.events.append { events, _ in
        guard events.last?.name == "error" else { return }
        events.append(
          StreamEvent(
            "message_delta",
            ["delta": ["stop_reason": "end_turn", "stop_sequence": .null], "usage": ["output_tokens": 1]]))
        events.append(StreamEvent("message_stop"))
      }
    },
    Defect(
      "error-text", breaks: "sse-error-envelope", "Sends the error of a stream as a bare text.",
      source: "docs: streaming"
    ) { $0.event("error") { data, _ in data["error"] = data["error"]?["message"] } },
    Defect(
      "error-untyped", breaks: "sse-error-envelope", "Sends the error of a stream without a type.",
      source: "vllm-project/vllm#46028"
    ) { $0.event("error") { data, _ in data.edit("error") { $0.remove("type") } } },
    Defect(
      "error-swallowed", breaks: "sse-abort-not-clean-end", "Ends a broken generation as if it had finished.",
      source: "BerriAI/litellm#32159"
    ) {
      $0.events.append { events, _ in
        guard events.last?.name == "error" else { return }
        events.removeLast()
        let open = events.last { $0.name == "content_block_start" || $0.name == "content_block_stop" }
        if let open, open.name == "content_block_start" {
          events.append(StreamEvent("content_block_stop", ["index": open.data["index"] ?? 0]))
        }
        events.append(
          StreamEvent(
            "message_delta",
            ["delta": ["stop_reason": "end_turn", "stop_sequence": .null], "usage": ["output_tokens": 1]]))
        events.append(StreamEvent("message_stop"))
      }
    },
    Defect(
      "error-silent-end", breaks: "sse-abort-not-clean-end",
      "Ends the body of a broken generation without a word.", source: "diegosouzapw/OmniRoute#7699"
    ) { $0.events.append { events, _ in events.removeAll { $0.name == "error" } } },
  ]
}
