import Wire

extension Defect {
  private static func frames(
    _ name: String, breaks requirement: String, _ summary: String, source: String,
    edit: @escaping @Sendable (inout [StreamStep]) -> Void
  ) -> Defect {
    Defect(name, breaks: requirement, summary, source: source) {
      $0.frames.append { steps, _ in edit(&steps) }
    }
  }

  /// Rewrites the text of every frame.
  private static func frameText(
    _ name: String, breaks requirement: String, _ summary: String, source: String,
    edit: @escaping @Sendable (String) -> String
  ) -> Defect {
    frames(name, breaks: requirement, summary, source: source) { steps in
      for index in steps.indices {
        steps[index].bytes = Array(edit(String(decoding: steps[index].bytes, as: UTF8.self)).utf8)
      }
    }
  }

  private static func head(
    _ name: String, breaks requirement: String, _ summary: String, source: String,
    edit: @escaping Hooks.Edit<ServerReply>
  ) -> Defect {
    Defect(name, breaks: requirement, summary, source: source) {
      $0.reply.append { reply, context in if reply.isStream { edit(&reply, context) } }
    }
  }

  /// Whether this happens for the first time: silence costs the time of whoever looks for it.
  private static func isFirst(_ note: String, _ context: DefectContext) -> Bool {
    context.state.with { memory in
      defer { memory.notes[note] = true }
      return memory.notes[note] == nil
    }
  }

  /// The transport of streams: status, framing, pace.
  static let streams: [Defect] = [
    head(
      "stream-status-202", breaks: "sse-status-200", "Opens streams with status 202.",
      source: "docs: streaming"
    ) { reply, _ in reply.status = 202 },
    head(
      "stream-json-type", breaks: "sse-content-type", "Declares streams as application/json.",
      source: "claude-code: gateway guide"
    ) { reply, _ in reply.set("content-type", "application/json") },
    Defect(
      "stream-ignored", breaks: "sse-answered-as-stream", "Answers a request for a stream with one JSON message.",
      source: "BerriAI/litellm#14315"
    ) { $0.body.append { body, _ in body.remove("stream") } },
    frameText(
      "event-names-missing", breaks: "sse-event-lines", "Sends events without their names.",
      source: "measured: no_event_lines"
    ) { frame in frame.hasPrefix("event: ") ? String(frame.drop { $0 != "\n" }.dropFirst()) : frame },
    Defect(
      "event-type-missing", breaks: "sse-event-equals-type", "Leaves the type out of the data of deltas.",
      source: "measured: no_data_type"
    ) { $0.event("content_block_delta") { data, _ in data.remove("type") } },
    Defect(
      "event-name-differs", breaks: "sse-event-equals-type", "Names every event message.",
      source: "measured: error_as_data_only"
    ) { $0.events.append { events, _ in for index in events.indices { events[index].name = "message" } } },
    frameText(
      "data-pretty", breaks: "sse-data-json-object",
      "Breaks the JSON of an event over lines without repeating data.",
      source: "measured: pretty-printed raw newlines"
    ) { $0.hasPrefix("event: message_delta") ? $0.split(separator: ",").joined(separator: ",\n") : $0 },
    frameText(
      "data-text", breaks: "sse-data-json-object", "Sends message_stop with a word for data.",
      source: "docs: streaming"
    ) { $0.hasPrefix("event: message_stop") ? "event: message_stop\ndata: done\n\n" : $0 },
    frameText(
      "blank-lines-missing", breaks: "sse-blank-line-separated", "Separates events by a single line end.",
      source: "measured: no_blank_line"
    ) { String($0.dropLast()) },
    frames(
      "last-blank-line-missing", breaks: "sse-blank-line-separated",
      "Leaves out the blank line behind the last event.", source: "farion1231/cc-switch#6541"
    ) { steps in if let last = steps.indices.last { steps[last].bytes.removeLast() } },
    frames(
      "done-sentinel", breaks: "sse-no-done-sentinel", "Sends [DONE] at the end.",
      source: "Alishahryar1/free-claude-code#43"
    ) { $0.append(StreamStep(delay: 0, bytes: Array("data: [DONE]\n\n".utf8))) },
    frames(
      "done-event", breaks: "sse-no-done-sentinel", "Sends an event named done with [DONE].",
      source: "measured: event_done_DONE"
    ) { $0.append(StreamStep(delay: 0, bytes: Array("event: done\ndata: [DONE]\n\n".utf8))) },
    frames(
      "byte-order-mark", breaks: "sse-no-bom", "Opens the stream with a byte order mark.",
      source: "measured: utf8 BOM"
    ) { steps in if !steps.isEmpty { steps[0].bytes = [0xEF, 0xBB, 0xBF] + steps[0].bytes } },
    Defect(
      "utf8-broken", breaks: "sse-utf8-valid", "Cuts text by bytes and replaces what does not fit.",
      source: "ggml-org/llama.cpp#28926"
    ) {
      $0.delta("text_delta") { delta in
        let text = delta["text"]?.string ?? ""
        if !text.utf8.allSatisfy({ $0 < 0x80 }) {
          delta["text"] = .string(String(decoding: Array(text.utf8).dropLast(), as: UTF8.self))
        }
      }
    },
    frames(
      "utf8-cut", breaks: "sse-utf8-valid", "Cuts text by bytes and sends the halves as they are.",
      source: "ggml-org/llama.cpp#28926"
    ) { steps in
      for index in steps.indices {
        if let place = steps[index].bytes.firstIndex(where: { $0 >= 0xE0 }) {
          steps[index].bytes.remove(at: place + 1)
        }
      }
    },
    Defect(
      "stream-start-late", breaks: "sse-early-message-start",
      "Sends nothing for sixteen seconds while it reads its first long prompt.",
      source: "BerriAI/litellm#36024"
    ) {
      $0.reply.append { reply, context in
        if reply.isStream, context.request.bodyLength > 8000, isFirst("start", context) {
          reply.delay += 16000
        }
      }
    },
    Defect(
      "prefill-silent", breaks: "sse-ping-during-prefill",
      "Sends no ping for a minute while it reads its first long prompt.", source: "BerriAI/litellm#36024"
    ) {
      $0.events.append { events, context in
        guard context.request.bodyLength > 8000, isFirst("prefill", context),
          let start = events.firstIndex(where: { $0.name == "content_block_start" })
        else { return }
        events[start].delay += max(events[..<start].reduce(0) { $0 + $1.delay }, 61000)
        events[..<start].removeAll { $0.name == "ping" }
      }
    },
    Defect(
      "tool-argument-silent", breaks: "sse-no-long-silence",
      "Falls silent for over half a minute in its first longer tool argument.", source: "ollama/ollama#14902"
    ) {
      $0.events.append { events, context in
        let fragments = events.indices.filter {
          events[$0].data["delta"]?["type"]?.says("input_json_delta") == true
        }
        guard fragments.count > 8, isFirst("argument", context) else { return }
        events[fragments[fragments.count / 2]].delay += 35000
      }
    },
    Defect(
      "stream-error-inside", breaks: "sse-pre-error-http-status",
      "Opens a stream to report an invalid request.", source: "coder/aibridge#56"
    ) {
      $0.reply.append { reply, context in
        guard context.isMessage, reply.status == 400,
          context.request.body.hasText("\"stream\":true") || context.request.body.hasText("\"stream\": true"),
          let body = reply.json
        else { return }
        let event = StreamEvent("error", ["error": body["error"] ?? .null])
        reply.status = 200
        reply.set("content-type", "text/event-stream")
        reply.body = .stream([StreamStep(delay: 0, bytes: event.bytes)])
      }
    },
    head(
      "stream-request-id-missing", breaks: "sse-request-id", "Sends no request-id with streams.",
      source: "sdk: lib/streaming/_messages.py:62-64"
    ) { reply, _ in reply.set("request-id", nil) },
  ]
}
