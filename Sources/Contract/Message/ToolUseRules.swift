import Wire

extension RequirementID {
  static let toolUseBlockShape: Self = "tooluse-block-shape"
  static let toolUseIDPattern: Self = "tooluse-id-pattern"
  static let toolUseIDPrefix: Self = "tooluse-id-prefix"
  static let toolUseIDUnique: Self = "tooluse-id-unique"
  static let toolUseNameInList: Self = "tooluse-name-in-list"
  static let toolUseNoArgEmptyObject: Self = "tooluse-noarg-empty-object"
  static let toolUseStopReason: Self = "tooluse-stop-reason"
  static let toolUseNoEmptyText: Self = "tooluse-no-empty-text"
  static let toolUseNoMarkupInText: Self = "tooluse-no-markup-in-text"
  static let toolUseNoTextWhenForced: Self = "tooluse-no-text-when-forced"
  static let toolUseUnicodeArgs: Self = "tooluse-unicode-args"
}

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
        .toolUseBlockShape, reason: found == nil ? "missing-field" : found?.string == nil ? "wrong-type" : "empty",
        "a tool call has no \(key)", expected: "a non-empty string", actual: Excerpt.of(call.json),
        at: origin.place(call.pointer.appending(key)))
    }
    guard call.json["input"]?.object == nil else { return }
    collector.fail(
      .toolUseBlockShape, reason: call.json["input"] == nil ? "missing-field" : "wrong-type",
      "the input of a tool call is not an object", expected: "a JSON object", actual: Excerpt.of(call.json["input"]),
      at: origin.place(call.pointer.appending("input")))
  }

  private mutating func judgeID(_ call: Block, isOneOfMany: Bool, seen: inout Set<[UInt8]>) {
    guard let id = call.json["id"]?.string, !id.isEmpty else { return }
    let pointer = call.pointer.appending("id")
    if isOneOfMany {
      collector.require(
        seen.insert(Array(id.utf8)).inserted, for: .toolUseIDUnique, reason: "repeated", "two tool calls share an id",
        expected: "a unique id", actual: id, at: origin.place(pointer))
    }
    let isPlain = id.utf8.allSatisfy {
      switch $0 {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "_"), UInt8(ascii: "-"): true
      default: false
      }
    }
    collector.require(
      isPlain, for: .toolUseIDPattern, reason: "wrong-pattern",
      "the id of a tool call has characters that are not allowed",
      expected: "letters, digits, _ and -", actual: id, at: origin.place(pointer))
    guard isPlain else { return }
    collector.require(
      id.utf8.starts(with: "toolu_".utf8), for: .toolUseIDPrefix, reason: "wrong-prefix",
      "the id of a tool call does not begin with toolu_", expected: "toolu_…", actual: id,
      at: origin.place(pointer))
  }

  private mutating func judgeName(_ call: Block) {
    guard request.json != nil, !request.continuesThread, let name = call.json["name"]?.string, !name.isEmpty
    else { return }
    collector.require(
      request.tool(named: name) != nil, for: .toolUseNameInList, reason: "unknown-tool",
      "the reply calls a tool that the request does not define",
      expected: request.tools.compactMap { $0["name"]?.string }.joined(separator: ", "), actual: name,
      at: origin.place(call.pointer.appending("name")))
  }

  private mutating func judgeInput(_ call: Block) {
    guard let input = call.json["input"], let object = input.object else { return }
    let pointer = call.pointer.appending("input")
    if let name = call.json["name"]?.string, request.isToolWithoutParameters(name) {
      collector.require(
        object.isEmpty, for: .toolUseNoArgEmptyObject, reason: "wrong-value",
        "a tool without parameters is called with arguments",
        expected: "{}", actual: Excerpt.of(input), at: origin.place(pointer))
    }
    guard input.hasString(where: { $0.hasNonASCII }), !request.mentions("\u{FFFD}") else { return }
    collector.require(
      !input.hasString { $0.hasReplacementCharacter }, for: .toolUseUnicodeArgs, reason: "replacement-character",
      "a character of a tool's arguments was lost", expected: "whole characters", actual: Excerpt.of(input),
      at: origin.place(pointer))
  }

  private mutating func judgeToolStopReason(_ calls: [Block]) {
    guard let reason = stopReason, message["content"]?.array != nil else { return }
    if !calls.isEmpty { collector.observe(.toolUseStopReason) }
    guard !reason.agrees(withToolUse: !calls.isEmpty, request: request) else { return }
    collector.fail(
      .toolUseStopReason, reason: "wrong-value",
      calls.isEmpty
        ? "the stop reason is tool_use, and no tool is called"
        : "the reply calls a tool, and the stop reason is not tool_use",
      expected: calls.isEmpty ? "another stop reason" : "tool_use", actual: reason.rawValue,
      at: origin.place("stop_reason"))
  }

  private mutating func judgeEmptyText() {
    collector.observe(.toolUseNoEmptyText)
    for (block, text) in texts where text.isBlank {
      collector.fail(
        .toolUseNoEmptyText, reason: "empty", "a reply that calls a tool has an empty text block",
        expected: "no such block", actual: Excerpt.of(.string(text)), at: origin.place(block.pointer))
    }
  }
}
