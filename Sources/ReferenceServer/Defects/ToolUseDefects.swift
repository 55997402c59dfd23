import Wire

extension Defect {
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
      "call-name-lower", breaks: "tooluse-name-in-list", "Writes the names of tools in lower case.",
      source: "docs: define-tools"
    ) { $0.generated.append(editNames { $0.lowercased() }) },
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
          $0.editElements { if $0["type"]?.says("tool_use") == true { $0["input"] = .null as JSON } }
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
    },
  ]

  private static func eachCall(edit: @escaping @Sendable (inout String, inout JSON) -> Void)
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

  private static func editIDs(edit: @escaping @Sendable (String) -> String) -> Hooks.Edit<Generated> {
    { generated, _ in
      generated.blocks = generated.blocks.map { block in
        guard case .toolUse(let id, let name, let pieces, let input) = block else { return block }
        return .toolUse(id: edit(id), name: name, pieces: pieces, input: input)
      }
    }
  }

  private static func editNames(edit: @escaping @Sendable (String) -> String) -> Hooks.Edit<Generated> {
    { generated, _ in
      generated.blocks = generated.blocks.map { block in
        guard case .toolUse(let id, let name, let pieces, let input) = block else { return block }
        return .toolUse(id: id, name: edit(name), pieces: pieces, input: input)
      }
    }
  }
}
