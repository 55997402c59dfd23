import Wire

extension Defect {
  private static func isCall(_ event: StreamEvent) -> Bool {
    event.data["content_block"]?["type"]?.says("tool_use") == true
  }

  private static func isFragment(_ event: StreamEvent) -> Bool {
    event.data["delta"]?["type"]?.says("input_json_delta") == true
  }

  /// Sends the whole input with the opening of each call.
  private static func fillOpenings(_ events: inout [StreamEvent]) {
    for index in events.indices where isCall(events[index]) {
      let block = events[index].data["index"]?.int
      let text = events.filter { isFragment($0) && $0.data["index"]?.int == block }.compactMap {
        $0.data["delta"]?["partial_json"]?.string
      }.joined()
      if let input = try? JSONParser.parse(text) {
        events[index].data.edit("content_block") { $0["input"] = input }
      }
    }
  }

  /// Tool calls in streams.
  static let streamTools: [Defect] = [
    onOpening(
      "call-start-no-input", breaks: "sse-tool-start-input", "Opens calls without an input.",
      source: "ggml-org/llama.cpp#17570", type: "tool_use"
    ) { $0.remove("input") },
    onOpening(
      "call-start-no-id", breaks: "sse-tool-start-shape", "Opens calls without an id.",
      source: "docs: streaming", type: "tool_use"
    ) { $0.remove("id") },
    Defect(
      "call-start-filled", breaks: "sse-tool-input-empty-at-start",
      "Opens calls with the whole input and sends no fragments.", source: "docs: streaming"
    ) {
      $0.events.append { events, _ in
        fillOpenings(&events)
        events.removeAll(where: isFragment)
      }
    },
    onFragments(
      "fragment-object", breaks: "sse-tool-partial-json-string", "Sends fragments of arguments as objects.",
      source: "measured: partial_json_object"
    ) { if let text = $0["partial_json"]?.string { $0["partial_json"] = ["text": .string(text)] } },
    Defect(
      "fragment-first-lost", breaks: "sse-tool-json-concat-valid", "Loses the first fragment of arguments.",
      source: "vllm-project/vllm#34887"
    ) {
      $0.events.append { events, _ in
        if let first = events.firstIndex(where: {
          isFragment($0) && $0.data["delta"]?["partial_json"]?.string?.isEmpty == false
        }) {
          events.remove(at: first)
        }
      }
    },
    Defect(
      "fragment-single-quotes", breaks: "sse-tool-json-concat-valid",
      "Writes arguments in the notation of another language.", source: "vllm-project/vllm#34053"
    ) {
      $0.delta("input_json_delta") {
        $0["partial_json"] = .string(String(($0["partial_json"]?.string ?? "").map { $0 == "\"" ? "'" : $0 }))
      }
    },
    Defect(
      "fragment-cumulative", breaks: "sse-tool-json-not-cumulative",
      "Sends all the arguments so far in every fragment.", source: "measured: tool_cumulative_json"
    ) {
      $0.events.append { events, _ in
        var sofar = ""
        for index in events.indices {
          if events[index].name == "content_block_start" { sofar = "" }
          guard isFragment(events[index]) else { continue }
          sofar += events[index].data["delta"]?["partial_json"]?.string ?? ""
          events[index].data.edit("delta") { $0["partial_json"] = .string(sofar) }
        }
      }
    },
    Defect(
      "call-start-doubled", breaks: "sse-tool-json-not-doubled",
      "Sends arguments with the opening and again in fragments.", source: "docs: streaming"
    ) { $0.events.append { events, _ in fillOpenings(&events) } },
    Defect(
      "no-argument-fragment", breaks: "sse-tool-noarg", "Sends null as the arguments of a tool without any.",
      source: "anthropics/anthropic-sdk-python#1265"
    ) {
      $0.delta("input_json_delta") {
        if $0["partial_json"]?.says("{}") == true { $0["partial_json"] = "null" }
      }
    },
    Defect(
      "stream-call-end-turn", breaks: "sse-tool-stop-reason",
      "Streams the end of a turn although a tool is called.", source: "BerriAI/litellm#34692"
    ) {
      $0.event("message_delta") { data, _ in
        data.edit("delta") {
          if $0["stop_reason"]?.says("tool_use") == true { $0["stop_reason"] = "end_turn" }
        }
      }
    },
    Defect(
      "stream-truncated-call", breaks: "sse-tool-truncated-reason",
      "Streams a call cut off by the limit as a finished one.", source: "raullenchai/Rapid-MLX#826"
    ) {
      $0.events.append { events, _ in
        guard events.last(where: { $0.name == "content_block_start" }).map(isCall) ?? false else { return }
        for index in events.indices where events[index].name == "message_delta" {
          events[index].data.edit("delta") {
            if $0["stop_reason"]?.says("max_tokens") == true { $0["stop_reason"] = "tool_use" }
          }
        }
      }
    },
    Defect(
      "stream-text-lost", breaks: "sse-tool-text-then-tool", "Loses the text in front of a streamed call.",
      source: "sgl-project/sglang#34214"
    ) {
      $0.script.append { segments, context in
        guard context.isStream, segments.contains(where: { if case .tool = $0 { true } else { false } })
        else { return }
        segments.removeAll { if case .text = $0 { true } else { false } }
      }
    },
    Defect(
      "stream-calls-merged", breaks: "sse-tool-parallel-indices",
      "Sends the fragments of a second call to the first.", source: "BerriAI/litellm#15307"
    ) {
      $0.events.append { events, _ in
        let calls = events.filter(isCall).compactMap { $0.data["index"]?.int }
        guard calls.count > 1 else { return }
        for index in events.indices
        where isFragment(events[index]) && events[index].data["index"]?.int == calls[1] {
          events[index].data["index"] = JSON(calls[0])
        }
      }
    },
    Defect(
      "stream-empty-text", breaks: "sse-tool-no-empty-text-block",
      "Opens a text block first, whatever comes.", source: "BerriAI/litellm#29518"
    ) {
      $0.events.append { events, _ in
        guard let first = events.firstIndex(where: { $0.name == "content_block_start" }),
          isCall(events[first])
        else { return }
        for index in events.indices {
          if let old = events[index].data["index"]?.int { events[index].data["index"] = JSON(old + 1) }
        }
        events.insert(
          contentsOf: [
            StreamEvent("content_block_start", ["index": 0, "content_block": ["type": "text", "text": ""]]),
            StreamEvent("content_block_stop", ["index": 0]),
          ], at: first)
      }
    },
    Defect(
      "fragment-utf8-broken", breaks: "sse-tool-unicode-fragments",
      "Cuts arguments by bytes and replaces what does not fit.", source: "musistudio/claude-code-router#1672"
    ) {
      $0.delta("input_json_delta") { delta in
        let text = delta["partial_json"]?.string ?? ""
        if !text.utf8.allSatisfy({ $0 < 0x80 }) {
          delta["partial_json"] = .string(
            String(text.unicodeScalars.map { $0.isASCII ? Character($0) : "\u{FFFD}" }))
        }
      }
    },
    Defect(
      "stream-call-differs", breaks: "sse-tool-nonstream-parity",
      "Streams other arguments than it sends as JSON.", source: "raullenchai/Rapid-MLX#1480"
    ) {
      $0.script.append { segments, context in
        guard context.isStream else { return }
        segments = segments.map { segment in
          guard case .tool(let name, .object(var input)) = segment else { return segment }
          for member in input.members where member.value.type == .integer {
            input[member.key] = JSON((member.value.int ?? 0) + 1)
          }
          for member in input.members {
            if let text = member.value.string { input[member.key] = .string(text + "!") }
          }
          return .tool(name: name, input: .object(input))
        }
      }
    },
  ]

  /// Streams that only the SDK's own way of rebuilding a message shows to be wrong.
  static let accumulation: [Defect] = [
    Defect(
      "block-untyped", breaks: "sse-sdk-accumulator-replay",
      "Ends the content with a block that has no type.",
      source: "sdk: lib/streaming/_messages.py:464-558"
    ) {
      $0.events.append { events, _ in
        guard let end = events.firstIndex(where: { $0.name == "message_delta" }) else { return }
        let index = JSON((events.compactMap { $0.data["index"]?.int }.max() ?? -1) + 1)
        events.insert(
          contentsOf: [
            StreamEvent("content_block_start", ["index": index, "content_block": [:]]),
            StreamEvent("content_block_stop", ["index": index]),
          ], at: end)
      }
    }
  ]
}
