import Wire

extension RequirementID {
  static let respContentArray: Self = "resp-content-array"
  static let respContentNotBlank: Self = "resp-content-not-blank"
  static let respContentTextShape: Self = "resp-content-text-shape"
  static let respBlockOwnFields: Self = "resp-block-own-fields"
  static let respNoUnknownBlockTypes: Self = "resp-no-unknown-block-types"
}

extension MessageRules {
  /// Types that need no beta, and for those with few fields the fields they may have.
  static let blockFields: [(type: String, fields: [String]?)] = [
    ("text", ["type", "text", "citations"]),
    ("thinking", ["type", "thinking", "signature"]),
    ("redacted_thinking", ["type", "data"]),
    ("tool_use", ["type", "id", "name", "input", "caller", "toolset_name"]),
    ("server_tool_use", nil), ("web_search_tool_result", nil), ("web_fetch_tool_result", nil),
    ("code_execution_tool_result", nil), ("bash_code_execution_tool_result", nil),
    ("text_editor_code_execution_tool_result", nil), ("tool_search_tool_result", nil),
    ("container_upload", nil),
  ]

  mutating func judgeContent() {
    let content = message["content"]
    if !origin.isStream {
      collector.require(
        content?.array != nil, for: .respContentArray, reason: content == nil ? "missing-field" : "wrong-type",
        "the content of the message is not an array", expected: "an array of content blocks",
        actual: Excerpt.of(content),
        at: origin.place("content"))
      judgeTextShape(content?.array ?? [])
    }
    guard content?.array != nil else { return }
    for block in blocks { judgeBlock(block) }
    judgeBlankReply()
  }

  private mutating func judgeTextShape(_ content: [JSON]) {
    for (position, block) in content.enumerated() {
      let pointer = JSONPointer(["content", String(position)])
      guard let type = block["type"]?.string else {
        collector.fail(
          .respContentTextShape, reason: block.object == nil ? "wrong-type" : "missing-field",
          "a content block is not an object with a type", expected: "{\"type\":\"text\",\"text\":…}",
          actual: Excerpt.of(block), at: origin.place(pointer))
        continue
      }
      guard type == "text" else { continue }
      collector.require(
        block["text"]?.string != nil, for: .respContentTextShape,
        reason: block["text"] == nil ? "missing-field" : "wrong-type",
        "the text of a text block is not a string", expected: "a string in text", actual: Excerpt.of(block),
        at: origin.place(pointer))
    }
  }

  private mutating func judgeBlock(_ block: Block) {
    guard let known = Self.blockFields.first(where: { $0.type.sameBytes(as: block.type) }) else {
      if request.allowsBlocks(block.type) { return }
      collector.fail(
        .respNoUnknownBlockTypes, reason: "unknown-type", "a content block has a type that is not documented",
        expected: "a documented type", actual: block.type, at: origin.place(block.pointer.appending("type")))
      return
    }
    collector.observe(.respNoUnknownBlockTypes)
    guard let fields = known.fields, let object = block.json.object else { return }
    // Where a field of its own is missing, a foreign one most likely stands for it.
    let optional = ["citations", "caller", "toolset_name"]
    guard fields.allSatisfy({ object[$0] != nil || optional.contains($0) }) else { return }
    collector.observe(.respBlockOwnFields)
    for key in object.keys where !fields.contains(where: { $0.sameBytes(as: key) }) {
      collector.fail(
        .respBlockOwnFields, reason: "foreign-field", "a \(block.type) block has a field of another block type",
        expected: fields.joined(separator: ", "), actual: key, at: origin.place(block.pointer.appending(key)))
    }
  }

  /// A finished turn that spent tokens has something to show for them. A few tokens may go into
  /// ending the turn at once.
  private mutating func judgeBlankReply() {
    guard stopReason == .endTurn, let output = outputTokens, output >= 1,
      !collector.isViolated(.respContentTextShape)
    else { return }
    let hasSomething = blocks.contains { $0.type != "text" } || texts.contains { !$0.text.isBlank }
    if !hasSomething, output < 10 { return }
    collector.require(
      hasSomething, for: .respContentNotBlank, reason: "blank",
      "the reply spent \(output) output tokens and has no content",
      expected: "some content", actual: Excerpt.of(message["content"]), at: origin.place("content"))
  }
}
