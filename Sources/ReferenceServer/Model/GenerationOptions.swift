import Wire

/// Everything the scripted model is told, read from a request without failing.
struct GenerationOptions: Sendable {
  enum ToolChoice: Sendable, Equatable {
    case auto, any
    case tool(String)
    case none
  }
  enum Thinking: Sendable { case off, shown, omitted }

  var maximumTokens: Int
  /// Tokens left in the context window after the prompt.
  var room: Int
  var stopSequences: [String]
  var thinking: Thinking
  /// Tokens the thinking may take.
  var thinkingBudget: Int
  var tools: [ToolDefinition]
  var choice: ToolChoice
  var parallel: Bool
  /// The schema of `output_config.format`.
  var outputSchema: JSON?
  var conversation: Conversation
  /// What the last user turn says.
  var prompt: String

  init(_ body: JSON, configuration: Configuration, room: Int) {
    self.room = room
    maximumTokens = body["max_tokens"]?.int ?? 1024
    stopSequences = (body["stop_sequences"]?.array ?? []).compactMap(\.string).filter { !$0.isEmpty }
    tools = (body["tools"]?.array ?? []).compactMap(ToolDefinition.init)
    conversation = Conversation(body)
    prompt = conversation.lastUserText
    parallel = body["tool_choice"]?["disable_parallel_tool_use"]?.bool != true
    choice =
      switch body["tool_choice"]?["type"]?.string ?? "auto" {
      case "any": .any
      case "tool": .tool(body["tool_choice"]?["name"]?.string ?? "")
      case "none": .none
      default: .auto
      }
    if tools.isEmpty { choice = .none }
    let asked = body["thinking"]
    thinkingBudget = asked?["budget_tokens"]?.int ?? Int.max
    let isAsked = ["enabled", "adaptive"].contains { asked?["type"]?.says($0) == true }
    let thinks =
      switch configuration.thinks {
      case .never: false
      case .whenAsked: isAsked
      case .always: asked?["type"]?.says("disabled") != true
      }
    thinking = !thinks ? .off : asked?["display"]?.says("omitted") == true ? .omitted : .shown
    // The second is its older name.
    let format = body["output_config"]?.value("format") ?? body.value("output_format")
    if format?["type"]?.says("json_schema") == true { outputSchema = format?["schema"] }
  }
}

/// A tool the model may call.
struct ToolDefinition: Sendable {
  var name: String
  var schema: JSON

  /// Nil for tools without a schema: those of the server's own kind are not played.
  init?(_ tool: JSON) {
    guard let name = tool["name"]?.string, let schema = tool["input_schema"], schema.object != nil else {
      return nil
    }
    self.name = name
    self.schema = schema
  }
}
