import Wire

extension Personality {
  /// How the prompt reaches the model.
  static let prompts: [Personality] = [
    Personality(
      "no-tool-template", .model,
      "The model's template has no place for tools: it sees neither tools, calls nor results."
    ) {
      $0.body.append { body, _ in
        body["tools"] = nil
        body["tool_choice"] = nil
        body.edit("messages") { messages in
          messages.editElements { message in
            message.edit("content") { content in
              content.editArray { blocks in
                blocks.removeAll { block in ["tool_use", "tool_result"].contains { block["type"]?.says($0) == true } }
              }
            }
          }
        }
      }
    },
    Personality("prompt-cache", .model, "Beginnings of prompts are cached, asked or not, and usage says so.") {
      $0.inputTokens.append { count, context in
        let text =
          (context.body["tools"]?.text() ?? "") + (context.body["system"]?.text() ?? "")
          + (context.body["messages"]?.text() ?? "")
        let read = context.state.with { memory in
          let known = memory.notes["prompts"]?.array?.compactMap(\.string) ?? []
          let shared = known.map { commonPrefix($0, text) }.max() ?? 0
          memory.notes["prompts"] = .array((known + [text]).suffix(40).map { .string($0) })
          return count * shared / max(text.utf8.count, 1)
        }
        context.state.with { $0.notes["read " + context.requestID] = JSON(min(read, count - 1)) }
      }
      $0.message.append { message, context in message.edit("usage") { split(&$0, context) } }
      $0.start { message, context in message.edit("usage") { split(&$0, context) } }
      $0.event("message_delta") { data, context in data.edit("usage") { split(&$0, context) } }
    },
    Personality(
      "character-tokens", .model, "A token is one character.", configure: { $0.tokensAreCharacters = true }
    ) {
      _ in
    },
  ]

  /// Takes what was read from the cache out of the input.
  private static func split(_ usage: inout JSON, _ context: DefectContext) {
    let read = context.state.with { $0.notes["read " + context.requestID]?.int } ?? 0
    guard let total = usage["input_tokens"]?.int, read > 0 else { return }
    usage["input_tokens"] = JSON(total - read)
    usage["cache_read_input_tokens"] = JSON(read)
  }

  private static func commonPrefix(_ left: String, _ right: String) -> Int {
    zip(left.utf8, right.utf8).prefix { $0 == $1 }.count
  }
}
