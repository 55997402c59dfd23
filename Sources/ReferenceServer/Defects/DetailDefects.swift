import Wire

extension Defect {
  /// What replies say beside what everybody reads: details of usage and of endings, citations, further members.
  static let details: [Defect] = [
    onMessage(
      "message-timings", breaks: "resp-message-own-fields", "Adds its timings to messages.",
      source: "sdk: types/message.py"
    ) { $0["timings"] = ["predicted_ms": 12] },
    onEvents(
      "stop-timings", breaks: "sse-stop-own-fields", "Adds its timings to the end of streams.",
      source: "docs: streaming"
    ) { events in
      for index in events.indices where events[index].name == "message_stop" {
        events[index].data["timings"] = ["predicted_ms": 12]
      }
    },
    Defect(
      "citations-untyped", breaks: "resp-citations-shape", "Cites by page and text alone.",
      source: "sdk: types/text_citation.py"
    ) { $0.block("text") { $0["citations"] = [["cited_text": "Hello", "page": 1]] } },
    onMessage(
      "stop-details-always", breaks: "resp-stop-details", "Explains every ending as if it were a refusal.",
      source: "sdk: types/refusal_stop_details.py"
    ) { $0["stop_details"] = ["type": "refusal", "category": .null, "explanation": "finished"] },
    Defect(
      "pause-at-the-limit", breaks: "stop-pause-turn-server-tools", "Calls a turn that met its limit paused.",
      source: "docs: handling-stop-reasons"
    ) {
      // Whether a call was cut off has rules of its own, and so has a limit of one token.
      $0.message.append { message, context in
        guard message["stop_reason"]?.says("max_tokens") == true, (context.body["max_tokens"]?.int ?? 0) > 1,
          context.body["tools"] == nil, context.body["thinking"] == nil
        else { return }
        message["stop_reason"] = "pause_turn"
      }
    },
    onUsage(
      "thinking-beyond-output", breaks: "resp-usage-thinking-tokens", "Counts more thinking than output.",
      source: "docs: python-sdk-2.14"
    ) { $0["output_tokens_details"] = ["thinking_tokens": JSON(($0["output_tokens"]?.int ?? 0) + 10)] },
    onUsage(
      "cache-parts-zero", breaks: "resp-usage-cache-creation-sum",
      "Says that it has cached tokens, for neither five minutes nor an hour.", source: "sdk: types/cache_creation.py"
    ) {
      let count = ($0["input_tokens"]?.int ?? 0) / 2
      $0["input_tokens"] = JSON(($0["input_tokens"]?.int ?? 0) - count)
      $0["cache_creation_input_tokens"] = JSON(count)
    },
    onUsage("service-tier-own", breaks: "resp-usage-words", "Names a service tier of its own.") {
      $0["service_tier"] = "default"
    },
    onUsage(
      "iterations-number", breaks: "resp-usage-iterations", "Reports its iterations as a number.",
      source: "docs: python-sdk-2.14"
    ) { $0["iterations"] = 1 },
    Defect(
      "count-with-output", breaks: "count-own-fields", "Adds output tokens to a count.",
      source: "sdk: types/message_tokens_count.py"
    ) { $0.count.append { count, _ in count["output_tokens"] = 0 } },
    listed(
      "models-limit-words", breaks: "models-entry-limits", "Writes the limits of models in thousands.",
      source: "docs: python-sdk-2.14"
    ) { $0["max_input_tokens"] = "200k" },
    listed(
      "models-lifecycle-own", breaks: "models-entry-lifecycle", "Says of models that they are loaded.",
      source: "docs: python-sdk-2.14"
    ) { $0["lifecycle"] = "loaded" },
    listed(
      "models-capabilities-list", breaks: "models-entry-capabilities", "Lists what models can do by name.",
      source: "docs: python-sdk-2.14"
    ) { $0["capabilities"] = ["completion", "vision"] },
    listed(
      "models-window-boast", breaks: "models-window-real", "Lists models with ten times their window.",
      source: "docs: python-sdk-2.14"
    ) { if let window = $0["max_input_tokens"]?.int { $0["max_input_tokens"] = JSON(window * 10) } },
    Defect(
      "cache-forgets", breaks: "resp-usage-cache-grows", "Reads less of a prompt from its cache each time it comes.",
      source: "docs: prompt-caching"
    ) {
      $0.message.append { message, context in
        guard let key = context.body["system"]?.array?.last?["text"]?.string, context.body["system"]?.array?.count == 3
        else { return }
        let times = context.state.with { memory in
          let times = (memory.notes["forgets " + key]?.int ?? 0) + 1
          memory.notes["forgets " + key] = JSON(times)
          return times
        }
        message.edit("usage") { usage in
          let total = usage["input_tokens"]?.int ?? 0
          let read = total / (times + 1)
          usage["cache_read_input_tokens"] = JSON(read)
          usage["input_tokens"] = JSON(total - read)
        }
      }
    },
    onFault(
      "refusal-false-friend", breaks: "err-no-false-recovery-word",
      "Ends every refusal of a value with a remark on the context.",
      source: "measured: clients in front of a scripted server"
    ) {
      if $0.status == 400 { $0.message += " This model's maximum context length is 200000 tokens." }
    },
  ]

  private static func listed(
    _ name: String, breaks requirement: String, _ summary: String, source: String,
    edit: @escaping @Sendable (inout JSON) -> Void
  ) -> Defect {
    Defect(name, breaks: requirement, summary, source: source) {
      $0.modelList.append { list, _ in list.edit("data") { $0.editElements(edit) } }
      $0.modelInfo.append { model, _ in edit(&model) }
    }
  }
}
