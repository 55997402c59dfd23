import Wire

extension Personality {
  /// How replies are laid out where the API leaves it open.
  static let shapes: [Personality] = [
    Personality("null-for-absent", .manner, "Optional fields that have nothing to say are null.") {
      $0.message.append { message, _ in addNulls(&message) }
      $0.start { message, _ in addNulls(&message) }
      $0.opening("text") { $0["citations"] = .null }
      $0.block("text") { $0["citations"] = .null }
      $0.event("message_delta") { data, _ in
        data.edit("usage") { nullCounters(&$0) }
        data.edit("delta") { $0["container"] = .null }
        data["context_management"] = .null
      }
    },
    Personality("foreign-ids", .manner, "Ids have the prefixes of another API.") {
      $0.message.append { message, _ in rename(&message) }
      $0.start { message, _ in rename(&message) }
      $0.opening("tool_use") { $0.edit("id") { foreign(&$0, from: "toolu_", to: "call_") } }
      $0.block("tool_use") { $0.edit("id") { foreign(&$0, from: "toolu_", to: "call_") } }
      $0.errorBody.append { body, _ in body.edit("request_id") { foreign(&$0, from: "req_", to: "") } }
      $0.reply.append { reply, _ in
        guard let id = reply.values(of: "request-id").first else { return }
        var value = JSON.string(id)
        foreign(&value, from: "req_", to: "")
        reply.set("request-id", value.string)
      }
    },
    Personality("more-members", .manner, "Replies have members that the API does not know yet.") {
      $0.message.append { message, _ in
        message["system_fingerprint"] = "fp_1"
        message.edit("usage") { $0["prompt_ms"] = 1 }
      }
      $0.start { message, _ in message["system_fingerprint"] = "fp_1" }
      $0.errorBody.append { body, _ in body.edit("error") { $0["help"] = "see the log" } }
    },
  ]

  private static func addNulls(_ message: inout JSON) {
    message["container"] = .null
    message["context_management"] = .null
    message.edit("usage") { nullCounters(&$0) }
  }

  private static func nullCounters(_ usage: inout JSON) {
    for key in ["cache_creation_input_tokens", "cache_read_input_tokens"] where usage[key]?.int == 0 {
      usage[key] = .null
    }
    for key in ["cache_creation", "service_tier", "server_tool_use", "inference_geo"] { usage[key] = .null }
  }

  private static func rename(_ message: inout JSON) {
    message.edit("id") { foreign(&$0, from: "msg_", to: "chatcmpl-") }
  }

  private static func foreign(_ id: inout JSON, from prefix: String, to other: String) {
    guard let text = id.string, text.hasPrefix(prefix) else { return }
    id = .string(other + text.dropFirst(prefix.count))
  }
}
