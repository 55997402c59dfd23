import Wire

extension Defect {
  private static func contentIs(_ fits: @escaping @Sendable (JSON) -> Bool)
    -> @Sendable (ValidationInput) -> Bool
  {
    { $0.messages.contains { $0["content"].map(fits) ?? false } }
  }

  /// Bodies that should be refused and are served.
  static let lenientBody: [Defect] = [
    serving(
      "invalid-json-served", breaks: "body-invalid-json", "Answers a body that is not JSON.",
      source: "docs: errors", rule: "*"
    ) { $0.misfit?.isNull ?? false },
    serving(
      "json-array-served", breaks: "body-json-array", "Answers a body that is a JSON array.",
      source: "docs: api/messages", rule: "*"
    ) { $0.misfit?.array != nil },
    serving(
      "empty-body-served", breaks: "body-empty", "Answers a POST without a body.",
      source: "docs: api/messages", rule: "*"
    ) { $0.misfit?.says("") ?? false },
    serving(
      "model-empty-served", breaks: "body-model-empty", "Takes an empty model id for the loaded model.",
      source: "lmstudio-ai/lmstudio-bug-tracker#1217", rule: "*"
    ) { $0.body["model"]?.says("") == true },
    Defect(
      "model-unknown-500", breaks: "body-model-unknown", "Crashes on a model it does not have.",
      source: "ollama/ollama#16094"
    ) {
      $0.refuse(500, "model not loaded") {
        !$0.countsOnly && $0.model == nil && $0.body["model"]?.string?.isEmpty == false
      }
    },
    serving(
      "max-tokens-optional", breaks: "body-maxtokens-missing", "Makes up a max_tokens when there is none.",
      source: "docs: api/messages", rule: "max_tokens"
    ) { $0.field("max_tokens") == nil },
    serving(
      "max-tokens-negative-served", breaks: "body-maxtokens-negative",
      "Takes a negative max_tokens for no limit.", source: "docs: api/messages", rule: "max_tokens"
    ) { ($0.field("max_tokens")?.int ?? 0) < 0 },
    serving(
      "max-tokens-string-served", breaks: "body-maxtokens-string", "Reads a max_tokens written as a string.",
      source: "docs: api/messages", rule: "max_tokens"
    ) { $0.field("max_tokens")?.string != nil },
    serving(
      "max-tokens-float-served", breaks: "body-maxtokens-float", "Rounds a max_tokens with a fraction.",
      source: "docs: api/messages", rule: "max_tokens"
    ) { $0.field("max_tokens")?.type == .number },
    serving(
      "messages-missing-served", breaks: "body-messages-missing", "Answers a request without messages.",
      source: "raullenchai/Rapid-MLX#811", rule: "messages"
    ) { $0.field("messages") == nil },
    serving(
      "messages-empty-served", breaks: "body-messages-empty", "Answers an empty list of messages.",
      source: "raullenchai/Rapid-MLX#811", rule: "messages"
    ) { $0.field("messages")?.array?.isEmpty ?? false },
    serving(
      "messages-string-served", breaks: "body-messages-not-array", "Answers messages that are not a list.",
      source: "docs: api/messages", rule: "messages"
    ) { $0.field("messages").map { $0.array == nil } ?? false },
    serving(
      "role-unknown-served", breaks: "body-role-invalid", "Accepts any word as a role.",
      source: "raullenchai/Rapid-MLX#975", rule: "messages.role"
    ) { $0.roles.contains { !$0.isEmpty } },
    serving(
      "role-missing-served", breaks: "body-role-missing", "Takes a message without a role for the user's.",
      source: "docs: api/messages", rule: "messages.role"
    ) { $0.messages.contains { $0["role"] == nil } },
    serving(
      "content-missing-served", breaks: "body-content-missing", "Accepts a message without content.",
      source: "docs: api/messages", rule: "*"
    ) { $0.messages.contains { $0.object != nil && $0["content"] == nil } },
    serving(
      "content-number-served", breaks: "body-content-number", "Accepts a number as content.",
      source: "docs: api/messages", rule: "*", when: contentIs { $0.number != nil }),
    serving(
      "content-null-served", breaks: "body-content-null", "Accepts null as content.",
      source: "vllm-project/vllm#22627", rule: "*", when: contentIs { $0.isNull }),
    serving(
      "temperature-range-served", breaks: "body-temperature-range",
      "Accepts temperatures above one and below zero.", source: "docs: api/messages", rule: "sampling.range"
    ) { $0.field("temperature") != nil },
    serving(
      "top-p-range-served", breaks: "body-topp-range", "Accepts a top_p above one.",
      source: "docs: api/messages", rule: "sampling.range"
    ) { $0.field("top_p") != nil },
    serving(
      "top-k-negative-served", breaks: "body-topk-negative", "Accepts a negative top_k.",
      source: "docs: api/messages", rule: "sampling.range"
    ) { $0.field("top_k") != nil },
  ]
}
