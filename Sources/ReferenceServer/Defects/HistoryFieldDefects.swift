import Wire

extension Defect {
  /// Blocks of the history that lack something, and are served.
  static let historyFields: [Defect] = [
    lacking(
      "call-id-missing-served", breaks: "turn-tool-use-fields", "Serves calls without an id.", key: "id", of: "tool_use"
    ),
    lacking(
      "call-name-missing-served", breaks: "turn-tool-use-fields", "Serves calls without a name.", key: "name",
      of: "tool_use"
    ),
    lacking(
      "result-id-missing-served", breaks: "turn-tool-result-id", "Gives results without an id to the last call.",
      key: "tool_use_id", of: "tool_result"),
    lacking("text-null-served", breaks: "turn-text-null", "Takes a text of null for none.", key: "text", of: "text"),
    lacking(
      "image-source-missing-served", breaks: "turn-image-source", "Passes over images without a source.", key: "source",
      of: "image"),
    lacking(
      "thinking-empty-served", breaks: "turn-thinking-fields", "Serves thinking blocks without their thoughts.",
      key: "thinking", of: "thinking"),
    refusing(
      "unsigned-thinking-refused", breaks: "think-replay-unsigned",
      "Refuses thinking without a signature in words that no client knows.", source: "ggml-org/llama.cpp#18551",
      saying: "messages: invalid history"
    ) { $0.blocks("thinking").contains { $0.block["signature"] == nil && $0.block["thinking"]?.string != nil } },
  ]

  private static func lacking(
    _ name: String, breaks requirement: String, _ summary: String, key: String, of type: String
  ) -> Defect {
    serving(name, breaks: requirement, summary, source: "sdk: types/\(type)_block_param.py", rule: "*") { input in
      input.blocks(type).contains { $0.block.value(key) == nil }
    }
  }
}
