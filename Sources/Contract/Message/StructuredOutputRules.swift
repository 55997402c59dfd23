import Verdicts
import Wire

extension RequirementID {
  static let structuredJSONSchema: Self = "structured-json-schema"
  static let structuredNoFences: Self = "structured-no-fences"
  static let structuredNoEmptyBlock: Self = "structured-no-empty-block"
  static let structuredStream: Self = "structured-stream"
}

extension MessageRules {
  /// A reply with a schema for its output is one text block of bare JSON that fits it.
  mutating func judgeStructuredOutput() {
    guard let schema = request.outputSchema, stopReason == .endTurn || stopReason == .stopSequence else {
      return
    }
    let reasons: Set<RequirementID> = [
      .respContentArray, .respContentTextShape, .respContentNotBlank, .respTextNoTemplateTokens,
      .thinkNotInText,
    ]
    guard !collector.isAnyViolated(reasons) else { return }
    // A tool call is a legitimate step on the way to the output.
    guard blocks("tool_use").isEmpty else { return }
    let fits: RequirementID = origin.isStream ? .structuredStream : .structuredJSONSchema
    let texts = texts
    let empty = texts.filter { $0.text.isBlank }
    collector.require(
      empty.isEmpty || texts.count == 1, for: .structuredNoEmptyBlock, reason: "empty",
      "a structured reply has an empty text block as well", expected: "one text block",
      actual: "\(texts.count) text blocks", at: empty.first.map { origin.place($0.block.pointer) } ?? Place())
    let filled = texts.filter { !$0.text.isBlank }
    guard let only = filled.first, filled.count == 1 else {
      collector.fail(
        fits, reason: filled.isEmpty ? "missing" : "many-blocks", "a structured reply is not one text block",
        expected: "one text block", actual: "\(filled.count) text blocks", at: origin.place("content"))
      return
    }
    let value: JSON
    do {
      value = try JSONParser.parse(only.text)
    } catch {
      judgeSurroundings(of: only, for: fits, error)
      return
    }
    collector.observe(.structuredNoFences)
    let isDamaged = judgeFixedValues(
      FixedValue.members(of: schema), in: value, owners: .structured, at: only.block.pointer)
    if isDamaged { return }
    let problem = JSONSchemaValidator(schema).firstProblem(in: value)
    collector.require(
      problem == nil, for: fits, reason: "schema", "a structured reply does not fit the schema",
      expected: problem?.expected ?? "",
      actual: problem.map { "\($0.actual) at \($0.pointer)" } ?? "", at: origin.place(only.block.pointer))
  }

  /// Prose or a fence around JSON is another defect than text that is no JSON at all.
  private mutating func judgeSurroundings(
    of only: (block: Block, text: String), for fits: RequirementID, _ error: JSONSyntaxError
  ) {
    let text = only.text
    let place = origin.place(only.block.pointer)
    if text.containsBytes(of: "```") || text.trimmed.utf8.first.map({ $0 != 0x7B && $0 != 0x5B }) == true,
      text.utf8.contains(0x7B) || text.utf8.contains(0x5B)
    {
      collector.fail(
        .structuredNoFences, reason: "surrounded", "a structured reply has prose or a code fence around its JSON",
        expected: "bare JSON", actual: text, at: place)
    } else {
      collector.fail(
        fits, reason: "not-json", "a structured reply is not JSON: \(error)", expected: "JSON that fits the schema",
        actual: text, at: place)
    }
  }
}
