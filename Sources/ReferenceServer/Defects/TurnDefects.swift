import Wire

extension Defect {
  private static func cacheControl(_ input: ValidationInput) -> [JSON] {
    input.placedBlocks.compactMap { $0.block.value("cache_control") }
  }

  /// Turns, blocks and what may be replayed.
  static let turns: [Defect] = [
    Defect(
      "blocks-cost-more", breaks: "turn-string-vs-block", "Charges extra for content in blocks.",
      source: "sdk: types/message_create_params.py:99-110"
    ) {
      $0.body.append { body, _ in
        body.edit("messages") {
          $0.editElements {
            $0.edit("content") { content in
              if content.array?.count == 1 {
                content.editElements { block in
                  if let text = block["text"]?.string { block["text"] = .string("[1] " + text) }
                }
              }
            }
          }
        }
      }
    },
    Defect(
      "history-dropped", breaks: "turn-history-counted",
      "Passes on the last message alone when it is a plain text.", source: "docs: token-counting"
    ) {
      $0.body.append { body, _ in
        guard let last = body["messages"]?.array?.last, last["content"]?.string != nil else { return }
        body["messages"] = [last]
      }
    },
    refusing(
      "user-twice-refused", breaks: "turn-consecutive-user", "Demands that roles alternate strictly.",
      source: "sdk: types/message_create_params.py:57"
    ) { $0.repeats("user") && $0.blocks("tool_result").isEmpty },
    refusing(
      "assistant-twice-refused", breaks: "turn-consecutive-assistant",
      "Refuses two assistant messages in a row.", source: "sdk: types/message_create_params.py:57"
    ) { $0.repeats("assistant") },
    refusing(
      "history-500", breaks: "turn-multi-turn", "Crashes on a conversation with plain earlier turns.",
      source: "docs: api/messages", with: 500
    ) {
      $0.messages.count == 3 && $0.messages[1]["content"]?.string != nil
        && $0.roles == ["user", "assistant", "user"]
    },
    refusing(
      "many-messages-500", breaks: "turn-many-messages", "Crashes on more than a hundred messages.",
      source: "docs: api/messages", with: 500
    ) { $0.messages.count > 100 },
    serving(
      "content-empty-served", breaks: "turn-empty-content-400", "Answers a user who said nothing.",
      source: "anthropics/claude-code#6774", rule: "messages.empty"),
    serving(
      "text-empty-served", breaks: "turn-empty-text-block-400", "Accepts an empty text block.",
      source: "BerriAI/litellm#22979", rule: "text.empty"),
    refusing(
      "assistant-empty-500", breaks: "turn-empty-final-assistant",
      "Crashes on an empty assistant message at the end.", source: "docs: api/messages", with: 500
    ) { $0.roles.last == "assistant" && ($0.messages.last?["content"]?.says("") == true) },
    Defect(
      "prefill-repeated", breaks: "turn-prefill-continues", "Repeats the assistant text it was given.",
      source: "sdk: types/message_create_params.py:63-68"
    ) {
      $0.text { text, context in (Conversation(context.body).prefill ?? "") + text }
    },
    refusing(
      "prefill-space-500", breaks: "turn-prefill-trailing-space",
      "Crashes on assistant text that ends in a blank.", source: "docs: api/messages", with: 500
    ) { $0.roles.last == "assistant" && $0.messages.last?["content"]?.string?.hasSuffix(" ") == true },
    Defect(
      "prefill-new-turn", breaks: "turn-prefill-not-new-turn",
      "Opens a fresh answer after the assistant text it was given.", source: "docs: api/messages"
    ) {
      $0.text { text, context in
        Conversation(context.body).prefill.map { $0.isEmpty ? text : "Hi! \(Script.paragraph)" } ?? text
      }
    },
    refusing(
      "replay-refused", breaks: "turn-replay-own-output", "Takes assistant turns only as strings.",
      source: "sdk: types/message.py:141"
    ) {
      $0.messages.contains {
        $0["role"]?.says("assistant") == true
          && $0["content"]?.array?.allSatisfy { $0["type"]?.says("text") == true && $0["citations"] == nil }
            == true
      }
    },
    refusing(
      "null-citations-refused", breaks: "turn-replay-null-citations", "Refuses citations that are null.",
      source: "measured: parse"
    ) { $0.placedBlocks.contains { $0.block["citations"]?.isNull == true } },
    refusing(
      "caller-refused", breaks: "turn-replay-caller", "Refuses tool calls that say who their caller was.",
      source: "measured: parse"
    ) { $0.placedBlocks.contains { $0.block["caller"] != nil } },
    serving(
      "unknown-block-served", breaks: "turn-unknown-block-type",
      "Passes over content blocks of unknown types.", source: "docs: api/messages", rule: "block.type"),
    refusing(
      "extra-key-500", breaks: "turn-block-extra-keys", "Crashes on a key that a text block does not have.",
      source: "claude-code: gateway guide", with: 500
    ) {
      $0.blocks("text").contains {
        $0.block.object?.keys.contains { !["type", "text", "cache_control", "citations"].contains($0) }
          ?? false
      }
    },
    refusing(
      "cache-control-refused", breaks: "turn-cache-control-message", "Refuses cache breakpoints in messages.",
      source: "claude-code: reading 2.1.42"
    ) { input in
      input.blocks("text").contains {
        $0.parent == nil && $0.block.value("cache_control")?["type"]?.says("ephemeral") == true
      } && cacheControl(input).count < 5
    },
    refusing(
      "cache-control-null-refused", breaks: "turn-cache-control-null",
      "Refuses a cache_control that is null.", source: "BerriAI/litellm#33816"
    ) {
      $0.placedBlocks.contains { $0.block["cache_control"]?.isNull == true }
        || $0.tools.contains { $0["cache_control"]?.isNull == true }
        || $0.systemBlocks.contains { $0["cache_control"]?.isNull == true }
    },
    refusing(
      "cache-control-5-500", breaks: "turn-cache-control-5", "Crashes on a fifth cache breakpoint.",
      source: "docs: prompt-caching", with: 500
    ) { cacheControl($0).count > 4 },
    refusing(
      "cache-control-type-500", breaks: "turn-cache-control-bad-type",
      "Crashes on a cache breakpoint of an unknown kind.", source: "docs: prompt-caching", with: 500
    ) { cacheControl($0).contains { $0["type"]?.says("ephemeral") != true } },
    refusing(
      "search-result-500", breaks: "turn-search-result-block", "Crashes on a search result.",
      source: "sdk: types/search_result_block_param.py", with: 500
    ) { !$0.blocks("search_result").isEmpty },
  ]
}
