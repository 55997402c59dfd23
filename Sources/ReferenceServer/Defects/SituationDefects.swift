import Wire

extension Defect {
  static func combination(
    _ name: String, breaks requirement: String, _ summary: String, source: String, with status: Int = 400,
    saying message: String = "the combination of options is not supported", needsAuthentication: Bool = false,
    when: @escaping @Sendable (DefectContext, JSON) -> Bool
  ) -> Defect {
    Defect(name, breaks: requirement, summary, source: source, needsAuthentication: needsAuthentication) {
      $0.refuseWire(status, message) { context in
        guard context.isMessage, let body = try? JSONParser.parse(context.request.body).root else {
          return false
        }
        return when(context, body)
      }
    }
  }

  /// Whole situations of the SDKs: each part works, the combination does not.
  static let situations: [Defect] = [
    combination(
      "tool-runner-500", breaks: "cc-sdk2-toolrunner-loop",
      "Crashes when the tool runner falls back to the whole history.",
      source: "sdk: lib/threads/_thread_state.py", with: 500
    ) { context, body in
      context.request.values(of: "anthropic-version").first == "2026-10-21" && body["thread"] == nil
        && body["messages"]?.array?.count == 3
        && body["messages"]?[2]?["content"]?[0]?["type"]?.says("tool_result") == true
    },
    combination(
      "sdk2-refused", breaks: "cc-sdk2-profile-b-smoke", "Refuses the headers of Python SDK 2.x.",
      source: "measured: capture"
    ) { context, body in
      body["tools"] == nil && body["messages"]?.array?.count == 1
        && context.request.values(of: "user-agent").contains { $0.contains("Anthropic/Python 2") }
    },
    combination(
      "sdk0-refused", breaks: "cc-sdk0-profile-a-smoke", "Refuses the headers of Python SDK 0.x.",
      source: "measured: capture"
    ) { context, _ in context.request.values(of: "user-agent").contains { $0.contains("Anthropic/Python 0") }
    },
  ]
}
