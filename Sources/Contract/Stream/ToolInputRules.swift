import Wire

extension RequirementID {
  static let sseToolStartShape: Self = "sse-tool-start-shape"
  static let sseToolStartInput: Self = "sse-tool-start-input"
  static let sseToolInputEmptyAtStart: Self = "sse-tool-input-empty-at-start"
  static let sseToolJSONConcatValid: Self = "sse-tool-json-concat-valid"
  static let sseToolJSONNotCumulative: Self = "sse-tool-json-not-cumulative"
  static let sseToolJSONNotDoubled: Self = "sse-tool-json-not-doubled"
  static let sseToolNoArg: Self = "sse-tool-noarg"
  static let sseToolArgumentsSent: Self = "sse-tool-arguments-sent"
  static let sseToolUnicodeFragments: Self = "sse-tool-unicode-fragments"
}

extension StreamGrammar {
  /// Judges the block that opens a tool call.
  mutating func judgeToolStart(_ block: JSON, _ event: StreamEvent) {
    collector.observe(.sseToolStartShape)
    for key in ["id", "name"] {
      if block[key]?.string?.isEmpty == false { continue }
      collector.fail(
        .sseToolStartShape, reason: block[key] == nil ? "missing-field" : "wrong-type",
        "a tool call starts without its \(key)",
        expected: "a non-empty string", actual: Excerpt.of(block), at: event.place("content_block", key)
      )
    }
    // Clients put the input together from the fragments, whatever the call opens with.
    collector.require(
      block["input"]?.object != nil, for: .sseToolStartInput,
      reason: block["input"] == nil ? "missing-field" : "wrong-type",
      "a tool call starts without an input object", expected: "\"input\":{}", actual: Excerpt.of(block),
      at: event.place("content_block", "input"))
  }

  /// Judges the arguments of a tool call once it was closed.
  mutating func judgeClosedTool(_ block: ContentBlockRecord) {
    let pieces = block.pieces
    let startsFilled = block.contentBlock?["input"]?.object?.isEmpty == false
    collector.observe(.sseToolInputEmptyAtStart)
    if startsFilled || pieces.count > 0 { collector.observe(.sseToolJSONNotDoubled) }
    if startsFilled, pieces.count > 0 {
      collector.fail(
        .sseToolJSONNotDoubled, reason: "doubled",
        "a tool call has its arguments both at its start and in deltas",
        expected: "an empty input at the start", actual: Excerpt.of(block.contentBlock?["input"]),
        at: block.event.place("content_block", "input"))
    } else if startsFilled {
      collector.fail(
        .sseToolInputEmptyAtStart, reason: "wrong-value", "a tool call does not start with an empty input",
        expected: "{}", actual: Excerpt.of(block.contentBlock?["input"]),
        at: block.event.place("content_block", "input"))
    }
    guard !block.hasLostContent else { return }
    judgeArguments(block)
  }

  private mutating func judgeArguments(_ block: ContentBlockRecord) {
    let pieces = block.pieces
    let name = block.contentBlock?["name"]?.string ?? ""
    let takesNothing = request.isToolWithoutParameters(name)
    if takesNothing { collector.observe(.sseToolNoArg) }
    guard pieces.count > 0 else {
      collector.observe(.sseToolJSONConcatValid)
      if block.contentBlock?["input"]?.object?.isEmpty ?? true {
        pending.append(PendingJudgement(matter: .noArguments(name), event: block.event))
      }
      return
    }
    if request.requiredMembers(of: name) != nil { collector.observe(.sseToolArgumentsSent) }
    let document: JSONDocument
    do {
      document = try JSONParser.parse(pieces.joined.utf8)
    } catch {
      judgeBrokenArguments(block, error)
      return
    }
    if pieces.count > 1 { collector.observe(.sseToolJSONNotCumulative) }
    if takesNothing, document.root.object?.isEmpty != true {
      collector.fail(
        .sseToolNoArg, reason: "wrong-value", "a tool without parameters is called with arguments",
        expected: "nothing or {}", actual: pieces.joined, at: block.event.place())
      return
    }
    let isObject = collector.require(
      document.root.object != nil, for: .sseToolJSONConcatValid, reason: "wrong-type",
      "the arguments of a tool call are not a JSON object", expected: "one JSON object", actual: pieces.joined,
      at: block.event.place())
    if isObject { judgeArgumentCharacters(block, document) }
  }

  private mutating func judgeBrokenArguments(_ block: ContentBlockRecord, _ error: JSONSyntaxError) {
    let pieces = block.pieces
    if pieces.hasRepeat {
      collector.fail(
        .sseToolJSONNotCumulative, reason: "cumulative", "a fragment of a tool's arguments repeats earlier fragments",
        expected: "only what is new in each fragment", actual: pieces.last, at: block.event.place())
      return
    }
    // Where the text merely ends too early, the stop reason tells whether that was owned up to.
    if error.offset >= pieces.joined.utf8.count,
      pieces.joined.utf8.first(where: { $0 > 0x20 }) == UInt8(ascii: "{")
    {
      pending.append(PendingJudgement(matter: .truncatedArguments(pieces.joined), event: block.event))
      return
    }
    reportInvalidArguments(
      pieces.joined, "the fragments of a tool's arguments are not JSON: \(error)", at: block.event)
  }

  mutating func reportInvalidArguments(_ text: String, _ message: String, at event: StreamEvent) {
    collector.fail(
      .sseToolJSONConcatValid, reason: "not-json", message, expected: "one JSON object", actual: text,
      at: event.place())
  }

  private mutating func judgeArgumentCharacters(_ block: ContentBlockRecord, _ document: JSONDocument) {
    guard document.root.hasString(where: { $0.hasNonASCII }) else { return }
    collector.observe(.sseToolUnicodeFragments)
    guard !hasInvalidText, document.root.hasString(where: { $0.hasReplacementCharacter }),
      !request.mentions("\u{FFFD}")
    else { return }
    collector.fail(
      .sseToolUnicodeFragments, reason: "replacement-character", "a character of a tool's arguments was lost",
      expected: "whole characters", actual: block.pieces.joined,
      at: (block.replacementCharacter ?? block.event).place())
  }
}
