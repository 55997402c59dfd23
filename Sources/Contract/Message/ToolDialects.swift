import Wire

/// How models write tool calls when no server turns them into blocks.
struct ToolDialect: Sendable {
  var markup: String
  /// Whose notation it is.
  var name: String

  static let all: [ToolDialect] = [
    ToolDialect(markup: "<minimax:tool_call>", name: "MiniMax"),
    ToolDialect(markup: "</minimax:tool_call>", name: "MiniMax"),
    ToolDialect(markup: "<seed:tool_call>", name: "Seed"),
    ToolDialect(markup: "<longcat_tool_call>", name: "LongCat"),
    ToolDialect(markup: "<arg_key>", name: "GLM"),
    ToolDialect(markup: "<function=", name: "Qwen3-Coder and Llama (<function=…>)"),
    ToolDialect(markup: "<tool_call>", name: "Hermes and Qwen (<tool_call>)"),
    ToolDialect(markup: "</tool_call>", name: "Hermes and Qwen (</tool_call>)"),
    ToolDialect(markup: "<tool_calls>", name: "Jamba (<tool_calls>)"),
    ToolDialect(markup: "<function_calls>", name: "XML (<function_calls>)"),
    ToolDialect(markup: "<function_call>", name: "XML (<function_call>)"),
    ToolDialect(markup: "<invoke name=", name: "XML (<invoke>)"),
    ToolDialect(markup: "<tool_use>", name: "XML (<tool_use>)"),
    ToolDialect(markup: "<tool_code>", name: "Gemini (<tool_code>)"),
    ToolDialect(markup: "```tool_code", name: "Gemma (```tool_code)"),
    ToolDialect(markup: "```tool_call", name: "Gemma (```tool_call)"),
    ToolDialect(markup: "<start_function_call>", name: "FunctionGemma"),
    ToolDialect(markup: "<|tool_call>", name: "Gemma (<|tool_call>)"),
    ToolDialect(markup: "[TOOL_CALLS]", name: "Mistral ([TOOL_CALLS])"),
    ToolDialect(markup: "[TOOL_REQUEST]", name: "LM Studio ([TOOL_REQUEST])"),
    ToolDialect(markup: "<|python_tag|>", name: "Llama 3 (<|python_tag|>)"),
    ToolDialect(markup: "<|tool_call|>", name: "Granite and Phi (<|tool_call|>)"),
    ToolDialect(markup: "<|tool_calls_section_begin|>", name: "Kimi"),
    ToolDialect(markup: "<|tool_call_begin|>", name: "Kimi"),
    ToolDialect(markup: "<|tool_call_start|>", name: "LFM"),
    ToolDialect(markup: "<|tool▁calls▁begin|>", name: "DeepSeek"),
    ToolDialect(markup: "<|tool▁call▁begin|>", name: "DeepSeek"),
    ToolDialect(markup: "<｜tool▁calls▁begin｜>", name: "DeepSeek"),
    ToolDialect(markup: "<｜tool▁call▁begin｜>", name: "DeepSeek"),
    ToolDialect(markup: "<｜DSML｜", name: "DeepSeek (DSML)"),
    ToolDialect(markup: "<|DSML|", name: "DeepSeek (DSML)"),
    ToolDialect(markup: "<|START_ACTION|>", name: "Command R"),
    ToolDialect(markup: "<TOOLCALL>", name: "Nemotron"),
    ToolDialect(markup: "<|action_start|>", name: "InternLM"),
    ToolDialect(markup: "functools[", name: "Phi (functools)"),
    ToolDialect(markup: "✿FUNCTION✿", name: "Qwen (✿FUNCTION✿)"),
    ToolDialect(markup: "to=functions.", name: "gpt-oss (harmony)"),
  ]
}

extension ToolDialect {
  /// What `all` of them are known by.
  static let markup = TextSearchSet(all.map(\.markup))

  private static let notations = TextSearchSet(
    all.map(\.markup) + MessageRules.thinkingMarkup.needles + ["</invoke>", "</function>", "</parameter>"])

  /// Whether the notation of a call or of a thought stands in a text.
  static func isNotation(in text: String) -> Bool { notations.anyOccurs(in: text) }
}

extension MessageRules {
  /// A call in the text has one owner. What else is missing for it follows from that.
  mutating func judgeToolMarkup() {
    guard !request.tools.isEmpty else { return }
    if isForced, !blocks("tool_use").isEmpty { collector.observe(.toolUseNoTextWhenForced) }
    guard !texts.isEmpty else { return }
    let owner: RequirementID = isForced ? .toolUseNoTextWhenForced : .toolUseNoMarkupInText
    collector.observe(.toolUseNoMarkupInText)
    guard let (found, notation) = callInText else { return }
    collector.fail(
      owner, reason: "markup", "the text contains a tool call in the notation of \(notation)",
      expected: "a tool_use block", actual: found.text, at: origin.place(found.block.pointer))
  }

  /// Whether the choice leaves nothing but a call.
  var isForced: Bool { request.toolChoice == "any" || request.toolChoice == "tool" }

  private var callInText: (found: (block: Block, text: String), notation: String)? {
    if let found = firstOfItsOwn(ToolDialect.markup) { return (found.text, ToolDialect.all[found.index].name) }
    if let found = texts.first(where: { isBareCall($0.text) }) { return (found, "bare JSON") }
    return nil
  }

  /// Whether the text is JSON that names a tool and its arguments, in a fence or not.
  private func isBareCall(_ text: String) -> Bool {
    var bytes = Array(text.trimmed.utf8)
    if bytes.starts(with: "```".utf8), let lineEnd = bytes.firstIndex(of: 0x0A) {
      bytes = Array(bytes[(lineEnd + 1)...])
      while let last = bytes.last, last == UInt8(ascii: "`") || last <= 0x20 { bytes.removeLast() }
    }
    guard bytes.first == UInt8(ascii: "{") || bytes.first == UInt8(ascii: "["), bytes.count < 1 << 16,
      let root = try? JSONParser.parse(bytes).root
    else { return false }
    let call = root.array?.first ?? root
    let inner = call["function"]?.object == nil ? call : call["function"] ?? call
    guard let name = inner["name"]?.string, request.tool(named: name) != nil else { return false }
    return ["arguments", "parameters", "input", "args"].contains { inner[$0] != nil }
  }
}
