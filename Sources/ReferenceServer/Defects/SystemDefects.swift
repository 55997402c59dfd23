import Wire

extension Defect {
  private static func systemBlocks(
    _ name: String, breaks requirement: String, _ summary: String, source: String,
    when: @escaping @Sendable (JSON) -> Bool
  ) -> Defect {
    refusing(name, breaks: requirement, summary, source: source) { $0.systemBlocks.contains(where: when) }
  }

  /// System prompts and system messages.
  static let system: [Defect] = [
    serving(
      "system-number-served", breaks: "system-wrong-type", "Answers a request whose system prompt is a number.",
      source: "docs: api/messages", rule: "system"
    ) { $0.field("system")?.int != nil },
    Defect(
      "system-string-dropped", breaks: "system-string",
      "Leaves a system prompt given as a string out of the prompt.", source: "router-for-me/CLIProxyAPI#679"
    ) {
      $0.body.append { body, _ in if body["system"]?.string != nil { body.remove("system") } }
    },
    refusing(
      "system-array-refused", breaks: "system-array", "Takes no system prompt but a string.",
      source: "claude-code: capture 2.1.291", saying: "system: Input should be a valid string"
    ) { $0.systemBlocks.count == 1 && $0.systemBlocks[0]["cache_control"] == nil },
    Defect(
      "system-array-costs-more", breaks: "system-string-array-equal",
      "Charges extra for a system prompt in blocks.", source: "sdk: types/message_create_params.py:191"
    ) {
      $0.body.append { body, _ in
        guard body["system"]?.array?.count == 1 else { return }
        body.edit("system") {
          $0.editElements { block in block["text"] = .string("[block] " + (block["text"]?.string ?? "")) }
        }
      }
    },
    Defect(
      "system-first-block-only", breaks: "system-array-multi", "Reads the first system block only.",
      source: "router-for-me/CLIProxyAPI#679"
    ) {
      $0.body.append { body, _ in body.edit("system") { $0.editArray { $0 = Array($0.prefix(1)) } } }
    },
    systemBlocks(
      "cache-scope-refused", breaks: "system-cache-control-scope",
      "Refuses the scope Claude Code writes into cache breakpoints.", source: "claude-code: reading 2.1.42"
    ) { $0["cache_control"]?["scope"] != nil },
    systemBlocks(
      "attribution-refused", breaks: "system-attribution-block", "Chokes on Claude Code's attribution line.",
      source: "claude-code: gateway guide"
    ) { $0["text"]?.string?.hasPrefix("x-anthropic-billing-header") ?? false },
    Defect(
      "attribution-breaks-cache", breaks: "system-attribution-cache",
      "Reports cache hits, but none once the attribution line has changed.",
      source: "ggml-org/llama.cpp#20623"
    ) {
      $0.message.append { message, context in Caching.report(&message, context, keyIncludesAttribution: true)
      }
    },
    refusing(
      "system-empty-500", breaks: "system-empty-string", "Crashes on an empty system prompt.",
      source: "docs: api/messages", with: 500
    ) { $0.body["system"]?.says("") == true },
    serving(
      "system-image-served", breaks: "system-image-block-400", "Accepts an image as system prompt.",
      source: "docs: api/messages", rule: "system"),
    refusing(
      "system-role-refused", breaks: "system-role-in-messages",
      "Refuses system messages between turns in a schema checker's words.",
      source: "lmstudio-ai/lmstudio-bug-tracker#1399",
      saying: "request.messages.1.role: Invalid discriminator value. Expected 'user' | 'assistant'"
    ) { $0.roles.contains("system") && $0.roles.first != "system" },
    refusing(
      "system-role-blocks-500", breaks: "system-role-blocks", "Crashes on a system message in block form.",
      source: "vllm-project/vllm#41114", with: 500
    ) { $0.messages.contains { $0["role"]?.says("system") == true && $0["content"]?.array != nil } },
    refusing(
      "system-role-first-500", breaks: "system-role-first",
      "Crashes on a conversation that opens with a system message.", source: "vllm-project/vllm#41114",
      with: 500
    ) { $0.roles.first == "system" },
    Defect(
      "system-role-dropped", breaks: "system-role-not-dropped",
      "Drops system messages between turns without a word.", source: "docs: mid-conversation-system-messages"
    ) {
      $0.body.append { body, _ in
        body.edit("messages") { $0.editArray { $0.removeAll { $0["role"]?.says("system") == true } } }
      }
    },
    Defect(
      "system-disobeyed", breaks: "system-obeyed", "Ignores what the system prompt says.",
      source: "docs: api/messages"
    ) {
      $0.options.append { options, _ in options.conversation.system = [] }
    },
  ]
}
