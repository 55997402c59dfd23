import Wire

extension Defect {
  /// Structured output.
  static let structured: [Defect] = [
    Defect(
      "format-ignored", breaks: "structured-unsupported-400", "Passes over the output format.",
      source: "raullenchai/Rapid-MLX#683"
    ) { $0.options.append { options, _ in options.outputSchema = nil } },
    Defect(
      "format-loose", breaks: "structured-json-schema", "Writes JSON that does not fit the schema.",
      source: "raullenchai/Rapid-MLX#742"
    ) {
      $0.options.append { options, context in
        if options.outputSchema != nil, !context.isStream { options.outputSchema = ["const": ["answer": 42]] }
      }
    },
    Defect(
      "format-fenced", breaks: "structured-no-fences", "Wraps structured output in a code fence.",
      source: "measured: parse"
    ) {
      $0.text { text, context in hasFormat(context) && !context.isStream ? "```json\n\(text)\n```" : text }
    },
    Defect(
      "format-prose", breaks: "structured-no-fences", "Introduces structured output with a sentence.",
      source: "measured: parse"
    ) {
      $0.text { text, context in hasFormat(context) && !context.isStream ? "Here is the JSON:\n\(text)" : text
      }
    },
    Defect(
      "format-empty-block", breaks: "structured-no-empty-block",
      "Adds an empty text block to structured output.", source: "measured: parse"
    ) {
      $0.message.append { message, context in
        if hasFormat(context) {
          message.edit("content") { $0.editArray { $0.append(["type": "text", "text": ""]) } }
        }
      }
    },
    refusing(
      "format-refused", breaks: "structured-unsupported-400", "Refuses output formats without naming them.",
      source: "claude-code: gateway guide", saying: "Extra inputs are not permitted"
    ) { $0.field("output_config")?["format"]?["schema"]?.object != nil },
    refusing(
      "format-keywords-500", breaks: "structured-keywords", "Fails to make a grammar from a pattern.",
      source: "vercel/ai#13355", with: 500, saying: "failed to parse grammar"
    ) { $0.field("output_config")?["format"]?["schema"]?["properties"]?["mood"]?["pattern"] != nil },
    Defect(
      "format-beside-tools-ignored", breaks: "structured-beside-others",
      "Passes over the output format where tools are on offer.", source: "modelship-ai/modelship#71"
    ) {
      $0.options.append { options, context in
        if context.body["tools"] != nil { options.outputSchema = nil }
      }
    },
    refusing(
      "format-beside-images-500", breaks: "structured-beside-others", "Fails on an output format beside a picture.",
      source: "modelship-ai/modelship#71", with: 500, saying: "grammar is not supported with images"
    ) { $0.field("output_config")?["format"] != nil && !$0.blocks("image").isEmpty },
    Defect(
      "older-format-ignored", breaks: "structured-older-name", "Passes over the older name of the output format.",
      source: "docs: python-sdk-2.14"
    ) {
      $0.options.append { options, context in
        if context.body["output_format"] != nil { options.outputSchema = nil }
      }
    },
    serving(
      "format-schema-served", breaks: "structured-bad-schema", "Accepts an invalid schema.",
      source: "sdk: types/json_output_format_param.py", rule: "output_config.format"),
    Defect(
      "format-loose-in-stream", breaks: "structured-stream", "Streams JSON that does not fit the schema.",
      source: "sdk: lib/streaming/_messages.py:532-535"
    ) {
      $0.options.append { options, context in
        if options.outputSchema != nil, context.isStream { options.outputSchema = ["const": ["answer": 42]] }
      }
    },
  ]

  private static func hasFormat(_ context: DefectContext) -> Bool {
    context.body["output_config"]?["format"]?.isNull == false
  }
}
