import Wire

extension Defect {
  /// Refuses requests with such a tool; those with many are left to the defect about many.
  private static func tool(
    _ name: String, breaks requirement: String, _ summary: String, source: String, with status: Int = 400,
    saying message: String = "unsupported tool", when: @escaping @Sendable (JSON) -> Bool
  ) -> Defect {
    refusing(name, breaks: requirement, summary, source: source, with: status, saying: message) {
      $0.tools.count < 20 && $0.tools.contains(where: when)
    }
  }

  /// Whether a schema holds `key` at any depth.
  private static func mentions(_ value: JSON, _ fits: (String, JSON) -> Bool) -> Bool {
    switch value {
    case .object(let object): object.members.contains { fits($0.key, $0.value) || mentions($0.value, fits) }
    case .array(let array): array.contains { mentions($0, fits) }
    default: false
    }
  }

  /// Definitions of tools.
  static let tools: [Defect] = [
    refusing(
      "tools-500", breaks: "tool-def-basic", "Crashes on a request that offers one tool.",
      source: "Blaizzy/mlx-vlm#1060", with: 500
    ) {
      $0.tools.count == 1 && $0.choice.isEmpty && $0.tools[0]["description"] != nil
        && $0.tools[0].object?.count == 3 && $0.messages.count == 1
        && $0.tools[0]["input_schema"]?["properties"]?.object?.isEmpty == false
        && !mentions($0.tools[0]) { key, _ in ["$ref", "anyOf", "maxLength"].contains(key) }
        && ($0.tools[0]["name"]?.string?.utf8.count ?? 0) < 60 && $0.isSound
    },
    tool(
      "tool-type-refused", breaks: "tool-def-type-custom", "Refuses a tool that says it is a custom one.",
      source: "sdk: types/tool_param.py"
    ) { $0["type"]?.says("custom") == true },
    tool(
      "tool-description-required", breaks: "tool-def-no-description", "Refuses a tool without a description.",
      source: "sdk: types/tool_param.py", saying: "tools.0.description: Field required"
    ) {
      $0["description"] == nil && $0["input_schema"]?["properties"]?.object?.isEmpty == false
        && $0["name"]?.string?.utf8.count ?? 0 < 60
    },
    tool(
      "tool-properties-required", breaks: "tool-def-empty-properties", "Refuses a schema without properties.",
      source: "sdk: types/tool_param.py"
    ) {
      $0["input_schema"]?["type"]?.says("object") == true
        && $0["input_schema"]?["properties"]?.object?.isEmpty ?? true && $0["strict"] == nil
        && $0["defer_loading"] == nil && $0["input_examples"] == nil && $0["eager_input_streaming"] == nil
    },
    tool(
      "grammar-500", breaks: "tool-def-complex-schema",
      "Fails to make a grammar from references and alternatives.",
      source: "lmstudio-ai/lmstudio-bug-tracker#2220", with: 500,
      saying: "Failed to initialize samplers: failed to parse grammar"
    ) { mentions($0) { key, _ in key == "$ref" || key == "anyOf" } },
    tool(
      "large-bounds-500", breaks: "tool-def-large-bounds",
      "Unrolls length bounds until its grammar is too large.",
      source: "lmstudio-ai/lmstudio-bug-tracker#2236", with: 500,
      saying: "number of repetitions exceeds sane defaults"
    ) { mentions($0) { key, value in ["maxLength", "maxItems"].contains(key) && (value.int ?? 0) > 2000 } },
    refusing(
      "many-tools-refused", breaks: "tool-def-20-tools", "Refuses more than sixteen tools.",
      source: "claude-code: capture 2.1.291"
    ) { $0.tools.count > 16 },
    tool(
      "tool-extras-refused", breaks: "tool-def-extra-fields", "Refuses the newer optional keys of tools.",
      source: "sdk: types/tool_param.py"
    ) { tool in
      ["strict", "defer_loading", "eager_input_streaming", "input_examples"].contains { tool[$0] != nil }
    },
    serving(
      "tool-name-served", breaks: "tool-def-name-invalid", "Accepts any text as a tool name.",
      source: "docs: define-tools", rule: "tools.name"
    ) { $0.tools.contains { $0["name"]?.string?.contains(" ") == true } },
    tool(
      "tool-name-64", breaks: "tool-def-name-128", "Refuses tool names of more than 64 characters.",
      source: "docs: define-tools"
    ) { (65...128).contains($0["name"]?.string?.utf8.count ?? 0) },
    serving(
      "tool-name-129-served", breaks: "tool-def-name-129", "Accepts tool names of any length.",
      source: "docs: api/messages", rule: "tools.name"
    ) { $0.tools.contains { ($0["name"]?.string?.utf8.count ?? 0) > 128 } },
    serving(
      "tool-duplicate-served", breaks: "tool-def-duplicate", "Accepts two tools of the same name.",
      source: "sdk: _error_classes.py", rule: "tools.unique"),
    serving(
      "tool-schema-missing-served", breaks: "tool-def-missing-schema", "Accepts a tool without a schema.",
      source: "sdk: types/tool_param.py", rule: "tools.schema"
    ) { $0.tools.contains { $0["input_schema"] == nil } },
    serving(
      "tool-schema-string-served", breaks: "tool-def-schema-not-object",
      "Accepts a schema that describes no object.", source: "sdk: types/tool_param.py", rule: "tools.schema"
    ) { $0.tools.contains { $0["input_schema"] != nil } },
    tool(
      "server-tool-503", breaks: "tool-def-server-tool", "Crashes on a tool that only Anthropic can run.",
      source: "agentgateway/agentgateway#2803", with: 503, saying: "no handler"
    ) { $0["type"]?.string?.hasPrefix("web_") ?? false },
    tool(
      "known-tool-500", breaks: "tool-def-known-type", "Crashes on a tool whose schema the API knows.",
      source: "sdk: types/tool_bash_20250124_param.py", with: 500, saying: "input_schema is nil"
    ) { $0["type"]?.string?.hasPrefix("bash_") ?? false },
    onFault(
      "schema-refused-unindexed", breaks: "tool-def-refusal-index", "Refuses schemas without saying whose.",
      source: "measured: clients in front of a scripted server"
    ) { $0.message.replace("tools.0.input_schema", with: "input_schema") },
    refusing(
      "tools-empty-refused", breaks: "tool-def-empty-array", "Refuses an empty list of tools.",
      source: "docs: api/messages"
    ) { $0.field("tools")?.array?.isEmpty ?? false },
    Defect(
      "tools-uncounted", breaks: "tool-tokens-counted", "Does not count tool definitions as input.",
      source: "BerriAI/litellm#22301"
    ) {
      $0.inputTokens.append { tokens, context in
        var bare = context.body
        bare.remove("tools")
        tokens = PromptCounter.count(bare)
      }
    },
  ]
}
