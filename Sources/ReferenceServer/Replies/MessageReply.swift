import Wire

/// A generation as the Message object of the API.
struct MessageReply {
  var id: String
  var model: String
  var inputTokens: Int
  var generated: Generated

  var message: JSON {
    [
      "id": .string(id), "type": "message", "role": "assistant", "model": .string(model),
      "content": .array(generated.blocks.map(Self.block)), "stop_reason": .string(generated.stopReason),
      "stop_sequence": generated.stopSequence.map { .string($0) } ?? JSON.null,
      "usage": usage(output: generated.outputTokens),
    ]
  }

  static func block(_ block: Generated.Block) -> JSON {
    switch block {
    case .thinking(let pieces, let signature):
      ["type": "thinking", "thinking": .string(pieces.joined()), "signature": .string(signature)]
    case .redacted(let data): ["type": "redacted_thinking", "data": .string(data)]
    case .text(let pieces): ["type": "text", "text": .string(pieces.joined())]
    case .toolUse(let id, let name, _, let input):
      ["type": "tool_use", "id": .string(id), "name": .string(name), "input": input]
    }
  }

  /// Usage as in the message: input and output, cache counters (nothing is ever cached).
  func usage(output: Int) -> JSON {
    var usage: JSON = [
      "input_tokens": JSON(inputTokens), "cache_creation_input_tokens": 0, "cache_read_input_tokens": 0,
      "cache_creation": ["ephemeral_5m_input_tokens": 0, "ephemeral_1h_input_tokens": 0],
      "output_tokens": JSON(output), "service_tier": "standard",
    ]
    if generated.thinkingTokens > 0, output == generated.outputTokens {
      usage["output_tokens_details"] = ["thinking_tokens": JSON(generated.thinkingTokens)]
    }
    return usage
  }
}
