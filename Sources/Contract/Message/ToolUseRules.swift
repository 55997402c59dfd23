import Wire

extension MessageRules {
  mutating func judgeTools() {
    let calls = blocks("tool_use")
    var ids = Set<[UInt8]>()
    for call in calls {
      if !origin.isStream { judgeShape(call) }
      judgeID(call, isOneOfMany: calls.count > 1, seen: &ids)
      judgeName(call)
      if !origin.isStream { judgeInput(call) }
    }
    if !origin.isStream { judgeToolStopReason(calls) }
    if !calls.isEmpty, !origin.isStream { judgeEmptyText() }
    judgeToolMarkup()
  }

  private mutating func judgeShape(_ call: Block) {
    collector.observe(.toolUseBlockShape)
    for key in ["id", "name"] {
      let found = call.json[key]
      if found?.string?.isEmpty == false { continue }
      collector.fail(
        .toolUseBlockShape, found == nil ? "missing-field" : found?.string == nil ? "wrong-type" : "empty",
        "a tool call has no \(key)", expected: "a string with something in it", actual: shown(call.json),
        at: origin.place(call.pointer.appending(key)))
    }
    guard call.json["input"]?.object == nil else { return }
    collector.fail(
      .toolUseBlockShape, call.json["input"] == nil ? "missing-field" : "wrong-type",
      "the input of a tool call is no object", expected: "a JSON object", actual: shown(call.json["input"]),
      at: origin.place(call.pointer.appending("input")))
  }

  private mutating func judgeID(_ call: Block, isOneOfMany: Bool, seen: inout Set<[UInt8]>) {
    guard let id = call.json["id"]?.string, !id.isEmpty else { return }
    let pointer = call.pointer.appending("id")
    if isOneOfMany {
      collector.require(
        seen.insert(Array(id.utf8)).inserted, .toolUseIDUnique, "repeated", "two tool calls share an id",
        expected: "an id of its own", actual: id, at: origin.place(pointer))
    }
    let isPlain = id.utf8.allSatisfy {
      switch $0 {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "_"), UInt8(ascii: "-"): true
      default: false
      }
    }
    collector.require(
      isPlain, .toolUseIDPattern, "wrong-pattern",
      "the id of a tool call has characters that are not allowed",
      expected: "letters, digits, _ and -", actual: id, at: origin.place(pointer))
    guard isPlain else { return }
    collector.require(
      id.utf8.starts(with: "toolu_".utf8), .toolUseIDPrefix, "wrong-prefix",
      "the id of a tool call does not begin with toolu_", expected: "toolu_…", actual: id,
      at: origin.place(pointer))
  }

  private mutating func judgeName(_ call: Block) {
    guard request.json != nil, !request.continuesThread, let name = call.json["name"]?.string, !name.isEmpty
    else { return }
    collector.require(
      request.tool(named: name) != nil, .toolUseNameInList, "unknown-tool",
      "a call is to a tool that the request does not offer",
      expected: request.tools.compactMap { $0["name"]?.string }.joined(separator: ", "), actual: name,
      at: origin.place(call.pointer.appending("name")))
  }

  private mutating func judgeInput(_ call: Block) {
    guard let input = call.json["input"], let object = input.object else { return }
    let pointer = call.pointer.appending("input")
    if let name = call.json["name"]?.string, request.isToolWithoutParameters(name) {
      collector.require(
        object.isEmpty, .toolUseNoArgEmptyObject, "wrong-value",
        "a tool without parameters is called with arguments",
        expected: "{}", actual: shown(input), at: origin.place(pointer))
    }
    guard anyString(in: input, { $0.hasNonASCII }), !request.mentions("\u{FFFD}") else { return }
    collector.require(
      !anyString(in: input) { $0.hasReplacementCharacter }, .toolUseUnicodeArgs, "replacement-character",
      "a character of a tool's arguments was lost", expected: "whole characters", actual: shown(input),
      at: origin.place(pointer))
  }

  private mutating func judgeToolStopReason(_ calls: [Block]) {
    guard let reason = stopReason, message["content"]?.array != nil else { return }
    if !calls.isEmpty { collector.observe(.toolUseStopReason) }
    guard !reason.agrees(withToolUse: !calls.isEmpty, request: request) else { return }
    collector.fail(
      .toolUseStopReason, "wrong-value",
      calls.isEmpty
        ? "the stop reason tool_use comes without a call"
        : "a reply that calls a tool gives another stop reason",
      expected: calls.isEmpty ? "another stop reason" : "tool_use", actual: reason.rawValue,
      at: origin.place("stop_reason"))
  }

  private mutating func judgeEmptyText() {
    collector.observe(.toolUseNoEmptyText)
    for (block, text) in texts where text.isBlank {
      collector.fail(
        .toolUseNoEmptyText, "empty", "a reply that calls a tool has a text block with nothing in it",
        expected: "no such block", actual: shown(.string(text)), at: origin.place(block.pointer))
    }
  }

  /// How models write tool calls when no server turns them into blocks.
  static let toolMarkup = [
    "<tool_call>", "[TOOL_CALLS]", "<function=", "<function_calls>", "<|tool_call|>", "<|python_tag|>",
    "<|tool_calls_section_begin|>", "<|tool▁calls▁begin|>", "<tool_calls>",
  ]

  private mutating func judgeToolMarkup() {
    guard !request.tools.isEmpty, !texts.isEmpty else { return }
    collector.observe(.toolUseNoMarkupInText)
    judgeMarkup(
      Self.toolMarkup, .toolUseNoMarkupInText, "a tool call in the model's own notation stands in the text",
      expected: "a tool_use block")
  }
}
