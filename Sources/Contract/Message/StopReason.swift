/// Why a reply ended, as the API documents it.
package enum StopReason: String, Sendable, CaseIterable {
  case endTurn = "end_turn"
  case maxTokens = "max_tokens"
  case stopSequence = "stop_sequence"
  case toolUse = "tool_use"
  case pauseTurn = "pause_turn"
  case refusal
  case contextWindowExceeded = "model_context_window_exceeded"
  /// Only under a beta.
  case compaction

  /// Words of the OpenAI API for the same thing.
  static let openAIWords: Set<String> = [
    "stop", "length", "tool_calls", "function_call", "content_filter", "eos", "eos_token",
  ]

  /// Whether it may end a reply that does or does not call a client's tool. A call may have been cut
  /// off, refused or followed by a stop sequence; nothing but a call ends with `tool_use`.
  func agrees(withToolUse callsTool: Bool, request: RequestFacts) -> Bool {
    switch self {
    case .toolUse: callsTool
    case .maxTokens, .contextWindowExceeded, .refusal, .pauseTurn, .compaction: true
    case .stopSequence: !callsTool || !request.stopSequences.isEmpty
    case .endTurn: !callsTool
    }
  }
}
