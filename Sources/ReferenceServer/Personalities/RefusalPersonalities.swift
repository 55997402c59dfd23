import Wire

extension Personality {
  /// What is refused, and how.
  static let refusals: [Personality] = [
    Personality(
      "rate-limited-now-and-then", .manner,
      "Every thirteenth request for a message is one too many, for no stated time."
    ) {
      $0.intercept.append { context in
        guard context.isMessage, context.isEvery(13, "limited") else { return nil }
        return .fault(APIError(429, type: "rate_limit_error", "Too many requests."))
      }
      $0.reply.append { reply, _ in if reply.status == 429 { reply.set("retry-after", nil) } }
    },
    Personality(
      "fails-now-and-then", .manner, "Every seventeenth request for a message meets a backend that is not there (502)."
    ) {
      $0.intercept.append { context in
        guard context.isMessage, context.isEvery(17, "failed") else { return nil }
        return .fault(APIError(502, type: "api_error", "Bad gateway"))
      }
    },
    Personality("strict", .manner, "Refuses members of messages, blocks and tools that the API does not have.") {
      $0.extraRules.append(ValidationRule("strict") { unknownMember($0) })
    },
  ]

  /// The first member that no version of the API has.
  private static func unknownMember(_ input: ValidationInput) -> APIError? {
    func extra(_ value: JSON, besides known: Set<String>, at path: String) -> APIError? {
      value.object?.members.first { !known.contains($0.key) }.map {
        .invalid("\(path).\($0.key)", "Extra inputs are not permitted")
      }
    }
    for (index, message) in input.messages.enumerated() {
      let fault = extra(message, besides: ["role", "content"], at: "messages.\(index)")
      if let fault { return fault }
    }
    for placed in input.blocks("text") {
      if let fault = extra(placed.block, besides: ["type", "text", "cache_control", "citations"], at: placed.path) {
        return fault
      }
    }
    for placed in input.blocks("tool_use") {
      let known: Set = ["type", "id", "name", "input", "cache_control", "caller"]
      if let fault = extra(placed.block, besides: known, at: placed.path) { return fault }
    }
    for placed in input.blocks("tool_result") {
      let known: Set = ["type", "tool_use_id", "content", "is_error", "cache_control"]
      if let fault = extra(placed.block, besides: known, at: placed.path) { return fault }
    }
    return nil
  }
}
