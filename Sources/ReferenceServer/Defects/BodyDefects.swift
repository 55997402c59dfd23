import Wire

extension Defect {
  private static func contentIs(_ fits: @escaping @Sendable (JSON) -> Bool)
    -> @Sendable (ValidationInput) -> Bool
  {
    { $0.messages.contains { $0["content"].map(fits) ?? false } }
  }

  /// Bodies that should be refused and are served.
  static let lenientBody: [Defect] = [
    Defect(
      "invalid-json-served", breaks: "body-invalid-json", "Answers a body that is not JSON.",
      source: "docs: errors"
    ) {
      $0.accept("json")
      $0.accept("*") { $0.body.object?.isEmpty ?? true }
    },
    serving(
      "json-array-served", breaks: "body-json-array", "Answers a body that is a JSON array.",
      source: "docs: api/messages", rule: "*"
    ) { $0.body.object?.isEmpty ?? true },
    serving(
      "empty-body-served", breaks: "body-empty", "Answers a POST without a body.",
      source: "docs: api/messages", rule: "*"
    ) { $0.body.object?.isEmpty ?? true },
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
      source: "BerriAI/litellm#13252", rule: "max_tokens"
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
    ) { $0.field("top_k") != nil }
  ]

  /// Bodies that should be served, or refused properly, and are not.
  static let strictBody: [Defect] = [
    refusing(
      "model-missing-403", breaks: "body-model-missing", "Takes a missing model for a forbidden one.",
      source: "docs: errors", with: 403
    ) { $0.field("model") == nil },
    refusing(
      "max-tokens-zero-500", breaks: "body-maxtokens-zero", "Crashes when nothing is to be generated.",
      source: "sdk: types/message_create_params.py:41-43", with: 500
    ) { $0.field("max_tokens")?.int == 0 },
    refusing(
      "max-tokens-huge-500", breaks: "body-maxtokens-huge", "Crashes on a max_tokens beyond its memory.",
      source: "docs: api/messages", with: 500
    ) { ($0.field("max_tokens")?.int ?? 0) > 1_000_000 },
    refusing(
      "unknown-field-refused", breaks: "body-unknown-toplevel-ignored",
      "Refuses fields it does not know, in words of its own.", source: "claude-code: gateway guide",
      saying: "unrecognised request"
    ) { input in
      input.body.object?.keys.contains { !knownFields.contains($0) } ?? false
    },
    refusing(
      "null-field-500", breaks: "body-null-optional-fields", "Crashes on a null in an optional field.",
      source: "sdk: types/message_create_params.py", with: 500
    ) { input in
      input.body.object?.members.contains { $0.value.isNull && knownFields.contains($0.key) } ?? false
    },
    refusing(
      "metadata-refused", breaks: "body-metadata-userid", "Refuses requests with metadata.",
      source: "sdk: types/metadata_param.py"
    ) { ($0.field("metadata")?["user_id"]?.string?.utf8.count ?? 999) < 200 },
    refusing(
      "metadata-long-refused", breaks: "body-metadata-userid-json",
      "Refuses a user id of more than 256 characters.", source: "claude-code: capture 2.1.291"
    ) { ($0.field("metadata")?["user_id"]?.string?.utf8.count ?? 0) > 256 },
    refusing(
      "service-tier-refused", breaks: "body-service-tier", "Refuses requests that name a service tier.",
      source: "sdk: types/message_create_params.py:158"
    ) { $0.field("service_tier") != nil },
    refusing(
      "cache-control-toplevel-refused", breaks: "body-cache-control-toplevel",
      "Refuses a cache breakpoint at the top level.", source: "sdk: types/message_create_params.py:129"
    ) { $0.field("cache_control") != nil },
    refusing(
      "geo-500", breaks: "body-inference-geo-speed", "Crashes on a wish for a region or a speed.",
      source: "sdk: types/message_create_params.py:146,168", with: 500
    ) { $0.field("inference_geo") != nil || $0.field("speed") != nil },
    refusing(
      "context-management-refused", breaks: "body-context-management",
      "Refuses instructions on context editing.", source: "claude-code: gateway guide"
    ) { $0.field("context_management") != nil },
    refusing(
      "effort-refused", breaks: "body-output-config-effort",
      "Refuses effort levels in words no client knows.", source: "raullenchai/Rapid-MLX#685"
    ) { $0.field("output_config")?["effort"] != nil },
    refusing(
      "sampling-refused", breaks: "body-sampling-accepted", "Refuses top_k.", source: "docs: api/messages"
    ) { ($0.field("top_k")?.int ?? -1) >= 0 && $0.version == .a },
    refusing(
      "max-tokens-missing-422", breaks: "err-no-422", "Reports schema violations with status 422.",
      source: "vllm-project/vllm#57997", with: 422, saying: "max_tokens: Field required"
    ) { !$0.countsOnly && $0.field("max_tokens") == nil },
    refusing(
      "messages-empty-500", breaks: "err-no-5xx-on-client-fault", "Crashes on an empty list of messages.",
      source: "raullenchai/Rapid-MLX#811", with: 500
    ) { $0.field("messages")?.array?.isEmpty ?? false }
  ]

  private static let knownFields: Set<String> = [
    "model", "max_tokens", "messages", "system", "stream", "stop_sequences", "temperature", "top_p", "top_k",
    "tools",
    "tool_choice", "thinking", "metadata", "service_tier", "output_config", "cache_control", "container",
    "diagnostics",
    "inference_geo", "speed", "context_management", "mcp_servers", "thread"
  ]

  /// Message threads.
  static let threadDefects: [Defect] = [
    serving(
      "thread-ignored", breaks: "body-thread-not-silently-ignored",
      "Passes over message threads and answers from the new turn alone.",
      source: "sdk: lib/threads/_thread_state.py", rule: "*"
    ) { $0.field("thread")?["type"]?.says("continue") == true },
    Defect(
      "thread-plain-400", breaks: "body-thread-create-handled",
      "Refuses message threads without the detail code.", source: "sdk: lib/threads/_thread_state.py:599"
    ) {
      $0.fault.append { fault, context in
        if fault.errorCode == "thread_unsupported_request", !context.request.body.hasText("\"continue\"") {
          fault.errorCode = nil
        }
      }
    },
    Defect(
      "thread-continue-plain-400", breaks: "body-thread-continue-handled",
      "Refuses to continue a thread without the detail code.", source: "sdk: lib/threads/_thread_state.py:599"
    ) {
      $0.fault.append { fault, context in
        if fault.errorCode == "thread_unsupported_request", context.request.body.hasText("\"continue\"") {
          fault.errorCode = nil
        }
      }
    },
    Defect(
      "thread-create-served", breaks: "body-thread-not-silently-ignored",
      "Opens a thread, then continues it without what came before.",
      source: "sdk: lib/threads/_thread_state.py"
    ) { hooks in
      hooks.accept("*") { $0.field("thread") != nil }
    }
  ]
}

extension [UInt8] {
  func hasText(_ text: String) -> Bool { find([UInt8](text.utf8)) != nil }
}
