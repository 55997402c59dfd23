import Wire

extension Defect {
  private static func result(
    _ name: String, breaks requirement: String, _ summary: String, source: String = "docs: handle-tool-calls",
    with status: Int = 400, when: @escaping @Sendable (JSON) -> Bool
  ) -> Defect {
    refusing(
      name, breaks: requirement, summary, source: source, with: status, saying: "unsupported tool result"
    ) { input in input.blocks("tool_result").contains { when($0.block) } }
  }

  private static func calls(_ input: ValidationInput) -> Int { input.blocks("tool_use").count }

  /// A result without any of the extras that other defects stumble over.
  private static func isPlain(_ block: JSON) -> Bool {
    block["is_error"] == nil && block["cache_control"] == nil
  }

  /// Results of tool calls.
  static let toolResults: [Defect] = [
    refusing(
      "result-string-refused", breaks: "toolresult-string", "Takes tool results only as lists of blocks.",
      source: "docs: handle-tool-calls"
    ) { input in
      calls(input) == 1 && input.messages.count == 3
        && input.blocks("tool_result").contains {
          $0.block["content"]?.string?.isEmpty == false && isPlain($0.block)
            && $0.block["tool_use_id"]?.string?.hasPrefix("toolu_") == true
        }
    },
    result(
      "result-blocks-refused", breaks: "toolresult-blocks", "Takes tool results only as strings.",
      source: "vllm-project/vllm#34053"
    ) { $0["content"]?.array?.contains { $0["type"]?.says("text") == true } ?? false },
    result(
      "result-absent-500", breaks: "toolresult-absent-content", "Crashes on a tool result without content.",
      with: 500
    ) { $0["content"] == nil },
    result("result-empty-refused", breaks: "toolresult-empty-string", "Refuses an empty tool result.") {
      $0["content"]?.says("") == true
    },
    result("result-error-refused", breaks: "toolresult-is-error", "Refuses tool results marked as errors.") {
      $0["is_error"]?.bool == true
    },
    result(
      "result-no-error-refused", breaks: "toolresult-is-error-false",
      "Refuses a tool result with is_error: false.", source: "sdk: types/tool_result_block_param.py"
    ) { $0["is_error"]?.bool == false },
    result(
      "result-cache-control-refused", breaks: "toolresult-cache-control",
      "Refuses a cache breakpoint on a tool result.", source: "claude-code: reading 2.1.42"
    ) { $0["cache_control"] != nil },
    refusing(
      "result-then-text-refused", breaks: "toolresult-then-text", "Refuses text after a tool result.",
      source: "lmstudio-ai/lmstudio-bug-tracker#2008"
    ) {
      $0.messages.contains {
        $0["content"]?.array?.last?["type"]?.says("text") == true
          && $0["content"]?[0]?["type"]?.says("tool_result") == true
      }
    },
    refusing(
      "text-then-result-500", breaks: "toolresult-text-before-400", "Crashes on text before a tool result.",
      source: "ogx-ai/ogx#6367", with: 500
    ) {
      $0.messages.contains {
        $0["content"]?.array?.last?["type"]?.says("tool_result") == true
          && $0["content"]?[0]?["type"]?.says("text") == true
      }
    },
    refusing(
      "results-two-refused", breaks: "toolresult-parallel-two", "Takes one tool result to a message.",
      source: "docs: parallel-tool-use"
    ) {
      $0.messages.contains {
        ($0["content"]?.array?.filter { $0["type"]?.says("tool_result") == true }.count ?? 0) > 1
      }
    },
    refusing(
      "results-split-refused", breaks: "toolresult-parallel-split",
      "Demands that all results come in one message.", source: "docs: parallel-tool-use"
    ) { $0.repeats("user") && $0.blocks("tool_result").count > 1 },
    Defect(
      "results-by-position", breaks: "toolresult-parallel-reversed",
      "Matches results with calls by their order and pads those that do not fit.",
      source: "sgl-project/sglang#18630"
    ) {
      $0.body.append { body, _ in
        let calls =
          body["messages"]?.array?.flatMap { Conversation.blocks($0["content"] ?? .null) }.compactMap {
            $0["id"]?.string
          } ?? []
        var next = 0
        body.edit("messages") {
          $0.editElements {
            $0.edit("content") {
              $0.editElements { block in
                guard block["type"]?.says("tool_result") == true else { return }
                defer { next += 1 }
                guard calls.indices.contains(next), block["tool_use_id"]?.says(calls[next]) != true else {
                  return
                }
                block["content"] = "tool call id mismatch, result ignored"
              }
            }
          }
        }
      }
    },
    refusing(
      "result-unknown-500", breaks: "toolresult-unknown-id", "Crashes on a result for a call that never was.",
      source: "anthropics/claude-code#14643", with: 500
    ) { ValidationRule.pairing.first { $0.name == "pairing.call-missing" }?.check($0) != nil },
    refusing(
      "result-missing-500", breaks: "toolresult-missing-for-tooluse",
      "Crashes on a call that was not answered.", source: "docs: handle-tool-calls", with: 500
    ) {
      ValidationRule.pairing.first { $0.name == "pairing.result-missing" }?.check($0) != nil
        && $0.roles.last == "user" && $0.blocks("tool_result").isEmpty
    },
    result(
      "foreign-ids-refused", breaks: "toolresult-foreign-ids", "Knows no call ids but its own.",
      source: "vllm-project/vllm#38738"
    ) { $0["tool_use_id"]?.string?.hasPrefix("toolu_") != true },
    refusing(
      "history-without-tools-500", breaks: "toolresult-without-tools-param",
      "Crashes on tool calls in the history when no tools are offered.", source: "claude-code: gateway guide",
      with: 500
    ) {
      $0.tools.isEmpty
        && $0.blocks("tool_use").contains { $0.block["id"]?.string?.hasPrefix("toolu_") == true }
        && $0.blocks("tool_result").allSatisfy { isPlain($0.block) } && calls($0) == 1
    },
    refusing(
      "result-roundtrip-500", breaks: "toolresult-roundtrip-e2e",
      "Crashes when one of its own calls is answered.", source: "vllm-project/vllm#38738", with: 500
    ) {
      $0.blocks("tool_use").contains {
        $0.block["id"]?.string.map { $0.hasPrefix("toolu_01") && $0.utf8.count == 30 } ?? false
      }
    },
    result(
      "result-document-500", breaks: "toolresult-document-block", "Crashes on a document in a tool result.",
      with: 500
    ) { $0["content"]?.array?.contains { $0["type"]?.says("document") == true } ?? false },
    result(
      "result-reference-refused", breaks: "toolresult-tool-reference",
      "Refuses tool references in results without naming them.",
      source: "lmstudio-ai/lmstudio-bug-tracker#2008"
    ) { $0["content"]?.array?.contains { $0["type"]?.says("tool_reference") == true } ?? false },
  ]
}
