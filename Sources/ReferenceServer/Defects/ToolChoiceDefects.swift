import Wire

extension Defect {
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
    ) { $0.script.append(spoilArguments { $0["strict"]?.bool == true }) },
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
}
