import Wire

extension Defect {
  private static func tool(
    _ name: String, breaks requirement: String, _ summary: String, source: String, with status: Int = 400,
    saying message: String = "unsupported tool", when: @escaping @Sendable (JSON) -> Bool
  ) -> Defect {
    refusing(name, breaks: requirement, summary, source: source, with: status, saying: message) {
      $0.tools.contains(where: when)
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
    },
    tool(
      "tool-type-refused", breaks: "tool-def-type-custom", "Refuses a tool that says it is a custom one.",
      source: "sdk: types/tool_param.py"
    ) { $0["type"]?.says("custom") == true },
    tool(
      "tool-description-required", breaks: "tool-def-no-description", "Refuses a tool without a description.",
      source: "sdk: types/tool_param.py"
    ) {
      $0["description"] == nil && $0["input_schema"]?.object != nil
        && $0["name"]?.string?.utf8.count ?? 0 < 60
    },
    tool(
      "tool-properties-required", breaks: "tool-def-empty-properties", "Refuses a schema without properties.",
      source: "sdk: types/tool_param.py"
    ) {
      $0["input_schema"]?["type"]?.says("object") == true
        && $0["input_schema"]?["properties"]?.object?.isEmpty ?? true
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
    ) { $0["type"].map { !$0.says("custom") } ?? false },
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
    }
  ]

  /// The choice of tools.
  static let toolChoices: [Defect] = [
    refusing(
      "choice-auto-refused", breaks: "toolchoice-auto", "Refuses the choice auto.",
      source: "sdk: types/tool_choice_auto_param.py"
    ) { $0.choice == "auto" && !$0.tools.isEmpty && $0.field("tool_choice")?.object?.count == 1 },
    Defect(
      "choice-any-ignored", breaks: "toolchoice-any-forces", "Treats any like auto.",
      source: "raullenchai/Rapid-MLX#763"
    ) {
      $0.options.append { options, _ in if options.choice == .any { options.choice = .auto } }
    },
    Defect(
      "choice-tool-ignored", breaks: "toolchoice-tool-forces-name",
      "Calls the first tool instead of the one demanded.", source: "Blaizzy/mlx-vlm#2002"
    ) {
      $0.options.append { options, _ in
        if case .tool = options.choice, let first = options.tools.first { options.choice = .tool(first.name) }
      }
    },
    Defect(
      "choice-forced-leading-text", breaks: "toolchoice-forced-no-leading-text",
      "Talks before a forced call.", source: "docs: define-tools"
    ) {
      $0.script.append { segments, context in
        guard ["any", "tool"].contains(context.body["tool_choice"]?["type"]?.string ?? "") else { return }
        let place = segments.firstIndex { if case .tool = $0 { true } else { false } } ?? 0
        segments.insert(.text("Let me look that up."), at: place)
      }
    },
    Defect(
      "choice-none-ignored", breaks: "toolchoice-none", "Calls tools although they are ruled out.",
      source: "Blaizzy/mlx-vlm#2002"
    ) {
      $0.options.append { options, context in
        if options.choice == .none, !options.tools.isEmpty { options.choice = .auto }
      }
    },
    refusing(
      "choice-none-history-500", breaks: "toolchoice-none-with-history",
      "Crashes when tools are ruled out after calls.", source: "claude-code: gateway guide", with: 500
    ) { $0.choice == "none" && !$0.blocks("tool_use").isEmpty },
    serving(
      "choice-unknown-served", breaks: "toolchoice-unknown-name",
      "Accepts a forced tool that does not exist.", source: "Blaizzy/mlx-vlm#2002", rule: "tool_choice.name"
    ) { $0.field("tool_choice")?["name"] != nil },
    serving(
      "choice-nameless-served", breaks: "toolchoice-tool-missing-name",
      "Accepts a forced tool without a name.", source: "docs: define-tools", rule: "tool_choice.name"
    ) { $0.field("tool_choice")?["name"] == nil },
    serving(
      "choice-any-toolless-served", breaks: "toolchoice-any-without-tools",
      "Accepts a forced call without tools.", source: "docs: define-tools", rule: "tool_choice.tools"),
    refusing(
      "choice-auto-toolless-500", breaks: "toolchoice-auto-without-tools", "Crashes on auto without tools.",
      source: "docs: define-tools", with: 500
    ) { $0.choice == "auto" && $0.tools.isEmpty },
    serving(
      "choice-type-served", breaks: "toolchoice-bad-type", "Passes over a tool choice it does not know.",
      source: "raullenchai/Rapid-MLX#766", rule: "tool_choice.type"),
    Defect(
      "parallel-auto-ignored", breaks: "toolchoice-disable-parallel-auto",
      "Calls several tools although one at most was asked for.",
      source: "lmstudio-ai/lmstudio-bug-tracker#1756"
    ) {
      $0.options.append { options, _ in if options.choice == .auto { options.parallel = true } }
      $0.script.append(repeatCall("auto"))
    },
    Defect(
      "parallel-any-ignored", breaks: "toolchoice-disable-parallel-any",
      "Makes two calls where exactly one was asked for.", source: "lmstudio-ai/lmstudio-bug-tracker#1756"
    ) { $0.script.append(repeatCall("any")) },
    Defect(
      "forced-arguments-invalid", breaks: "toolchoice-forced-schema-valid",
      "Fills forced calls with texts where numbers are due.", source: "raullenchai/Rapid-MLX#742"
    ) { $0.script.append(spoilArguments { $0["strict"]?.bool != true }) },
    Defect(
      "strict-ignored", breaks: "toolchoice-strict-schema-valid",
      "Fills calls to strict tools with texts where numbers are due.", source: "raullenchai/Rapid-MLX#742"
    ) { $0.script.append(spoilArguments { $0["strict"]?.bool == true }) }
  ]

  /// Makes the last call twice when parallel calls are switched off under that choice.
  private static func repeatCall(_ choice: String) -> Hooks.Edit<[Segment]> {
    { segments, context in
      guard context.body["tool_choice"]?["disable_parallel_tool_use"]?.bool == true,
        context.body["tool_choice"]?["type"]?.says(choice) == true, let last = segments.last,
        case .tool = last,
        segments.count(where: { if case .tool = $0 { true } else { false } }) == 1
      else { return }
      segments.append(last)
    }
  }

  /// Replaces integers in the calls of forced choices, for tools that fit.
  private static func spoilArguments(_ fits: @escaping @Sendable (JSON) -> Bool) -> Hooks.Edit<[Segment]> {
    { segments, context in
      guard ["any", "tool"].contains(context.body["tool_choice"]?["type"]?.string ?? "") else { return }
      segments = segments.map { segment in
        guard case .tool(let name, .object(var input)) = segment,
          context.body["tools"]?.array?.contains(where: { $0["name"]?.says(name) == true && fits($0) })
            == true
        else { return segment }
        for member in input.members where member.value.type == .integer {
          input[member.key] = .string("about " + member.value.text())
        }
        return .tool(name: name, input: .object(input))
      }
    }
  }

  private static func eachCall(_ edit: @escaping @Sendable (inout String, inout JSON) -> Void)
    -> Hooks.Edit<[Segment]>
  {
    { segments, _ in
      segments = segments.map { segment in
        guard case .tool(var name, var input) = segment else { return segment }
        edit(&name, &input)
        return .tool(name: name, input: input)
      }
    }
  }

  /// Tool calls in replies that are not streamed.
  static let toolUses: [Defect] = [
    Defect(
      "input-as-text", breaks: "tooluse-block-shape", "Sends the input of a call as JSON text.",
      source: "measured: nonstream"
    ) { $0.block("tool_use") { $0["input"] = .string($0["input"]?.text() ?? "") } },
    Defect(
      "input-missing", breaks: "tooluse-block-shape", "Calls the input of a call arguments.",
      source: "measured: nonstream"
    ) {
      $0.block("tool_use") {
        $0["arguments"] = $0["input"]
        $0.remove("input")
      }
    },
    Defect(
      "call-id-characters", breaks: "tooluse-id-pattern", "Puts dots and colons into call ids.",
      source: "claude-code: capture 2.1.291"
    ) { $0.generated.append(editIDs { "functions." + $0 + ":0" }) },
    Defect(
      "call-id-prefix", breaks: "tooluse-id-prefix", "Gives calls the ids of another API.",
      source: "vllm-project/vllm#34053"
    ) { $0.generated.append(editIDs { "chatcmpl-tool-" + $0.dropFirst(6) }) },
    Defect(
      "call-id-repeated", breaks: "tooluse-id-unique", "Gives every call the same id.",
      source: "anthropics/claude-code#20693"
    ) { $0.generated.append(editIDs { _ in "toolu_01AAAAAAAAAAAAAAAAAAAAAA" }) },
    Defect(
      "call-name-foreign", breaks: "tooluse-name-in-list", "Puts a namespace in front of tool names.",
      source: "Alishahryar1/free-claude-code#979"
    ) { $0.generated.append(editNames { "default_api_" + $0 }) },
    Defect(
      "no-argument-null", breaks: "tooluse-noarg-empty-object", "Invents an argument for tools without any.",
      source: "BerriAI/litellm#5063"
    ) { $0.script.append(eachCall { _, input in if input.object?.isEmpty == true { input = ["_": ""] } }) },
    Defect(
      "call-end-turn", breaks: "tooluse-stop-reason",
      "Says that the turn has ended although a tool is called.", source: "BerriAI/litellm#34692"
    ) {
      $0.message.append { message, _ in
        if message["stop_reason"]?.says("tool_use") == true { message["stop_reason"] = "end_turn" }
      }
    },
    Defect(
      "call-empty-text", breaks: "tooluse-no-empty-text", "Puts an empty text block in front of calls.",
      source: "BerriAI/litellm#34692"
    ) {
      $0.message.append { message, _ in
        guard message["stop_reason"]?.says("tool_use") == true else { return }
        message.edit("content") { $0.editArray { $0.insert(["type": "text", "text": ""], at: 0) } }
      }
    },
    Defect(
      "call-markup", breaks: "tooluse-no-markup-in-text",
      "Lets the model's notation for calls through as text.", source: "lmstudio-ai/lmstudio-bug-tracker#2115"
    ) {
      $0.script.append { segments, context in
        guard context.body["tool_choice"] == nil || context.body["tool_choice"]?["type"]?.says("auto") == true
        else { return }
        segments = segments.map {
          if case .tool(let name, let input) = $0 {
            .text("<tool_call>{\"name\": \"\(name)\", \"arguments\": \(input.text())}</tool_call>")
          } else {
            $0
          }
        }
      }
    },
    Defect(
      "arguments-double-escaped", breaks: "tooluse-unicode-args",
      "Escapes texts in arguments once too often.", source: "envoyproxy/ai-gateway#1465"
    ) {
      $0.script.append(
        eachCall { _, input in
          for member in input.object?.members ?? [] {
            guard let text = member.value.string, !text.utf8.allSatisfy({ $0 < 0x80 && $0 != 0x22 }) else {
              continue
            }
            input[member.key] = .string(String(JSON.string(text).text().dropFirst().dropLast()))
          }
        })
    },
    Defect(
      "truncated-call-500", breaks: "tooluse-truncated-by-maxtokens",
      "Crashes on a call cut off by the limit.", source: "vllm-project/vllm#26208"
    ) {
      $0.message.append { message, _ in
        guard message["stop_reason"]?.says("max_tokens") == true else { return }
        message.edit("content") {
          $0.editElements { if $0["type"]?.says("tool_use") == true { $0["input"] = nil as JSON } }
        }
      }
    },
    Defect(
      "truncated-call-complete", breaks: "tooluse-truncated-by-maxtokens",
      "Passes a call cut off by the limit for a finished one.", source: "raullenchai/Rapid-MLX#826"
    ) {
      $0.message.append { message, _ in
        guard message["stop_reason"]?.says("max_tokens") == true,
          message["content"]?.array?.last?["type"]?.says("tool_use") == true
        else { return }
        message["stop_reason"] = "tool_use"
      }
    },
    Defect(
      "second-call-lost", breaks: "tooluse-parallel-two-calls", "Loses all calls of a turn but the first.",
      source: "lmstudio-ai/lmstudio-bug-tracker#1528"
    ) {
      $0.options.append { options, _ in options.parallel = false }
    }
  ]

  private static func editIDs(_ edit: @escaping @Sendable (String) -> String) -> Hooks.Edit<Generated> {
    { generated, _ in
      generated.blocks = generated.blocks.map { block in
        guard case .toolUse(let id, let name, let pieces, let input) = block else { return block }
        return .toolUse(id: edit(id), name: name, pieces: pieces, input: input)
      }
    }
  }

  private static func editNames(_ edit: @escaping @Sendable (String) -> String) -> Hooks.Edit<Generated> {
    { generated, _ in
      generated.blocks = generated.blocks.map { block in
        guard case .toolUse(let id, let name, let pieces, let input) = block else { return block }
        return .toolUse(id: id, name: edit(name), pieces: pieces, input: input)
      }
    }
  }
}
