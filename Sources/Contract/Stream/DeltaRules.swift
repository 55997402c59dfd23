import Wire

extension RequirementID {
  static let sseUTF8Valid: Self = "sse-utf8-valid"
  static let sseTextStartEmpty: Self = "sse-text-start-empty"
  static let sseDeltaTypeMatchesBlock: Self = "sse-delta-type-matches-block"
  static let sseTextDeltaString: Self = "sse-text-delta-string"
  static let sseTextDeltaIncremental: Self = "sse-text-delta-incremental"
  static let sseToolPartialJSONString: Self = "sse-tool-partial-json-string"
  static let sseThinkDeltaKey: Self = "sse-think-delta-key"
  static let sseRedactedInStart: Self = "sse-redacted-in-start"
}

extension StreamGrammar {
  /// Judges what a block opens with: its own type's fields, and those empty.
  mutating func judgeBlockStart(_ event: StreamEvent) {
    guard let block = event.json?["content_block"], let kind = blocks.last?.kind else { return }
    switch kind {
    case .text:
      let text = block["text"]
      collector.require(
        text?.string?.isEmpty ?? false, for: .sseTextStartEmpty,
        reason: text == nil ? "missing-field" : text?.string == nil ? "wrong-type" : "wrong-value",
        "a text block does not start with an empty text", expected: "\"text\":\"\"", actual: Excerpt.of(block),
        at: text == nil ? event.place("content_block") : event.place("content_block", "text"))
    case .thinking: judgeThinkingStart(block, event)
    case .redactedThinking:
      collector.require(
        block["data"]?.string?.isEmpty == false, for: .sseRedactedInStart, reason: "missing-field",
        "a redacted thinking block starts without its data", expected: "a string in data",
        actual: Excerpt.of(block),
        at: event.place("content_block"))
    case .toolUse: judgeToolStart(block, event)
    case .serverToolUse, .other, .unknown: break
    }
  }

  /// Judges one delta of an open block and takes its piece.
  mutating func judgeDelta(_ event: StreamEvent, _ id: Int) {
    guard event.json?.object != nil else {
      blocks[id].hasLostContent = true
      return
    }
    guard let delta = event.json?["delta"], let type = delta["type"]?.string else {
      blocks[id].hasLostContent = true
      collector.fail(
        .sseDeltaTypeMatchesBlock, reason: "missing-field", "a content_block_delta has no delta with a type",
        expected: "an object with a type", actual: Excerpt.of(event.json?["delta"]), at: event.place("delta"))
      return
    }
    blocks[id].deltas += 1
    if let allowed = blocks[id].kind.deltaTypes {
      let isRedacted = blocks[id].kind == .redactedThinking
      let fits = collector.require(
        allowed.contains { $0.sameBytes(as: type) },
        for: isRedacted ? .sseRedactedInStart : .sseDeltaTypeMatchesBlock,
        reason: "wrong-type", "the type of a delta does not match its content block",
        expected: allowed.isEmpty ? "no delta" : allowed.joined(separator: " or "), actual: type,
        at: event.place("delta", "type"))
      guard fits else {
        blocks[id].hasLostContent = true
        return
      }
    }
    blocks[id].lastDeltaWasSignature = type == "signature_delta"
    switch type {
    case "text_delta": takePiece(delta["text"], key: "text", for: .sseTextDeltaString, in: event, ofBlock: id)
    case "thinking_delta": takePiece(delta["thinking"], key: "thinking", for: .sseThinkDeltaKey, in: event, ofBlock: id)
    case "input_json_delta":
      takePiece(delta["partial_json"], key: "partial_json", for: .sseToolPartialJSONString, in: event, ofBlock: id)
    case "signature_delta": judgeSignatureDelta(delta, in: event, ofBlock: id)
    default: break
    }
    if type == "thinking_delta" { judgeOmission(delta, event) }
  }

  private mutating func takePiece(
    _ value: JSON?, key: String, for id: RequirementID, in event: StreamEvent, ofBlock block: Int
  ) {
    collector.require(
      value?.string != nil, for: id, reason: value == nil ? "missing-field" : "wrong-type",
      "the \(key) of a delta is not a string", expected: "a string in \(key)",
      actual: Excerpt.of(event.json?["delta"]), at: value == nil ? event.place("delta") : event.place("delta", key)
    )
    guard let piece = value?.string else {
      blocks[block].hasLostContent = true
      return
    }
    blocks[block].pieces.add(piece)
    if blocks[block].replacementCharacter == nil, piece.hasReplacementCharacter {
      blocks[block].replacementCharacter = event
    }
  }

  /// Judges a block as a whole once it was closed.
  mutating func judgeClosedBlock(_ block: ContentBlockRecord) {
    switch block.kind {
    case .text:
      if block.pieces.count >= 3 || block.pieces.isCumulativeText {
        collector.require(
          !block.pieces.isCumulativeText, for: .sseTextDeltaIncremental, reason: "cumulative",
          "a text delta repeats earlier text", expected: "only what is new in each delta",
          actual: block.pieces.last, at: block.event.place())
      }
      judgeCharacters(block)
    case .thinking:
      judgeClosedThinking(block)
      judgeCharacters(block)
    case .toolUse: judgeClosedTool(block)
    // What the server sends to itself only has to get through a client.
    case .serverToolUse, .redactedThinking, .other, .unknown: break
    }
  }

  /// Replacement characters are what a server sends that cuts a character apart between two tokens.
  private mutating func judgeCharacters(_ block: ContentBlockRecord) {
    let text = block.pieces.joined
    guard text.hasNonASCII else { return }
    collector.observe(.sseUTF8Valid)
    guard let event = block.replacementCharacter, !hasInvalidText, !request.mentions("\u{FFFD}") else {
      return
    }
    if text.withoutTrailingReplacementCharacters.hasReplacementCharacter {
      reportLostCharacter(event)
    } else {
      pending.append(PendingJudgement(matter: .brokenLastCharacter, event: event))
    }
  }

  mutating func reportLostCharacter(_ event: StreamEvent) {
    collector.fail(
      .sseUTF8Valid, reason: "replacement-character", "a character of the text was lost and replaced by U+FFFD",
      expected: "whole characters", actual: event.data ?? "", at: event.place("delta"))
  }
}
