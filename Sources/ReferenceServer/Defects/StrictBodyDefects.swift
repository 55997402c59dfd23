import Wire

extension Defect {
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
      "newer-fields-refused", breaks: "body-newer-fields",
      "Refuses fallbacks and servers of tools without naming them.",
      source: "docs: python-sdk-2.14", saying: "invalid request body"
    ) { $0.field("fallbacks") != nil || $0.field("mcp_servers") != nil },
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
    ) { $0.field("messages")?.array?.isEmpty ?? false },
  ]

  private static let knownFields: Set<String> = [
    "model", "max_tokens", "messages", "system", "stream", "stop_sequences", "temperature", "top_p", "top_k",
    "tools",
    "tool_choice", "thinking", "metadata", "service_tier", "output_config", "cache_control", "container",
    "diagnostics",
    "inference_geo", "speed", "context_management", "mcp_servers", "thread", "tags", "safeguards", "billing_policy",
    "fallbacks", "compaction", "output_format",
  ]
}
