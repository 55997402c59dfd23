import Verdicts
import Wire

extension RequirementID {
  static let toolChoiceAnyForces: Self = "toolchoice-any-forces"
  static let toolChoiceToolForcesName: Self = "toolchoice-tool-forces-name"
  static let toolChoiceForcedNoLeadingText: Self = "toolchoice-forced-no-leading-text"
  static let toolChoiceNone: Self = "toolchoice-none"
  static let toolChoiceDisableParallelAuto: Self = "toolchoice-disable-parallel-auto"
  static let toolChoiceDisableParallelAny: Self = "toolchoice-disable-parallel-any"
  static let toolChoiceForcedSchemaValid: Self = "toolchoice-forced-schema-valid"
  static let toolChoiceStrictSchemaValid: Self = "toolchoice-strict-schema-valid"
}

extension MessageRules {
  /// Whether what the request says about tools was obeyed. A reply that was cut off or refused
  /// proves nothing.
  mutating func judgeToolChoice() {
    guard !request.tools.isEmpty, message["content"]?.array != nil, let reason = stopReason else { return }
    let calls = blocks("tool_use")
    let isWhole = reason == .toolUse || reason == .endTurn || reason == .stopSequence
    switch request.toolChoice {
    case "none":
      collector.require(
        calls.isEmpty, for: .toolChoiceNone, reason: "called", "a tool is called although `tool_choice` is none",
        expected: "no tool_use", actual: Excerpt.of(calls.first?.json),
        at: calls.first.map { origin.place($0.pointer) } ?? Place())
    case "any" where isWhole, "tool" where isWhole: judgeForcedChoice(calls)
    default: break
    }
    judgeParallelCalls(calls, isWhole: isWhole)
    judgeSchemas(calls)
  }

  private var hasWrongStopReason: Bool {
    collector.isViolated(.toolUseStopReason) && blocks("tool_use").isEmpty
  }

  private mutating func judgeForcedChoice(_ calls: [Block]) {
    // A stop reason that claims a call where there is none has been reported, and so has a call in the text.
    guard !hasWrongStopReason, !collector.isViolated(.toolUseNoTextWhenForced) else { return }
    // Where the arguments hold the notation of calls, a call that is missing has broken on that.
    if calls.isEmpty, request.tools.contains(where: { $0.hasString(where: ToolDialect.isNotation(in:)) }) { return }
    let name = request.chosenTool ?? ""
    let isNamed = request.toolChoice == "tool"
    // A tool that the request does not define cannot be called.
    guard !isNamed || request.tools.contains(where: { $0["name"]?.string?.sameBytes(as: name) == true }) else { return }
    let id: RequirementID = isNamed ? .toolChoiceToolForcesName : .toolChoiceAnyForces
    collector.require(
      !calls.isEmpty, for: id, reason: "not-called", "no tool is called although `tool_choice` forces one",
      expected: isNamed ? "a call of \(name)" : "a tool_use block", actual: Excerpt.of(message["content"]),
      at: origin.place("content"))
    guard !calls.isEmpty else { return }
    if isNamed, !collector.isViolated(.toolUseNameInList) {
      for call in calls where call.json["name"]?.string?.sameBytes(as: name) != true {
        collector.fail(
          id, reason: "wrong-tool", "another tool is called than `tool_choice` names", expected: name,
          actual: Excerpt.of(call.json["name"]), at: origin.place(call.pointer.appending("name")))
      }
    }
    let first = blocks.first { $0.type != "thinking" && $0.type != "redacted_thinking" }
    // A block with nothing in it is no text; it has been reported as empty.
    let isBlank = first?.json["text"]?.string?.isBlank == true
    guard !isBlank else { return }
    collector.require(
      first?.type == "tool_use", for: .toolChoiceForcedNoLeadingText, reason: "leading-text",
      "something else comes before a forced tool call", expected: "tool_use first",
      actual: Excerpt.of(first?.json),
      at: first.map { origin.place($0.pointer) } ?? Place())
  }

  private mutating func judgeParallelCalls(_ calls: [Block], isWhole: Bool) {
    guard request.disablesParallelTools, isWhole else { return }
    if isForced, calls.isEmpty { return }
    collector.require(
      calls.count <= 1, for: isForced ? .toolChoiceDisableParallelAny : .toolChoiceDisableParallelAuto,
      reason: "parallel",
      "several tools are called although the request disabled parallel calls", expected: "one call",
      actual: "\(calls.count) calls", at: calls.count > 1 ? origin.place(calls[1].pointer) : Place())
  }

  /// Arguments of forced and of strict calls come from a grammar, so that they have to fit.
  private mutating func judgeSchemas(_ calls: [Block]) {
    guard stopReason == .toolUse else { return }
    for call in calls {
      guard let name = call.json["name"]?.string, let tool = request.tool(named: name),
        let schema = tool["input_schema"], let input = call.json["input"], input.object != nil
      else { continue }
      let isStrict = tool["strict"]?.bool == true
      guard isStrict || isForced else { continue }
      // Arguments for a tool that takes none have a requirement of their own.
      if request.isToolWithoutParameters(name) { continue }
      let pointer = call.pointer.appending("input")
      // Damage says more than that the damaged value does not fit.
      let isDamaged = judgeFixedValues(
        FixedValue.members(of: schema), in: input, owners: .calls(isStream: origin.isStream), at: pointer)
      if isDamaged { continue }
      guard let problem = JSONSchemaValidator(schema).firstProblem(in: input) else {
        collector.observe(isStrict ? .toolChoiceStrictSchemaValid : .toolChoiceForcedSchemaValid)
        continue
      }
      collector.fail(
        isStrict ? .toolChoiceStrictSchemaValid : .toolChoiceForcedSchemaValid, reason: "schema",
        problem.actual == "null"
          ? "an optional argument that has nothing to say came as null"
          : "the arguments of a call do not fit the tool's schema", expected: problem.expected,
        actual: problem.actual, at: origin.place(pointer.appending(problem.pointer)))
    }
  }
}
