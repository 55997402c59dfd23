import Wire

extension Defect {
  private static func envelope(
    _ name: String, breaks requirement: String, _ summary: String, source: String,
    _ edit: @escaping @Sendable (inout JSON) -> Void
  ) -> Defect {
    Defect(name, breaks: requirement, summary, source: source) {
      $0.errorBody.append { body, _ in edit(&body) }
    }
  }

  private static func fault(
    _ name: String, breaks requirement: String, _ summary: String, source: String,
    _ edit: @escaping @Sendable (inout APIFault) -> Void
  ) -> Defect {
    Defect(name, breaks: requirement, summary, source: source) {
      $0.fault.append { fault, _ in edit(&fault) }
    }
  }

  private static func refusal(
    _ name: String, breaks requirement: String, _ summary: String, source: String,
    _ edit: @escaping @Sendable (inout ServerReply) -> Void
  ) -> Defect {
    Defect(name, breaks: requirement, summary, source: source) {
      $0.reply.append { reply, _ in if reply.status >= 400 { edit(&reply) } }
    }
  }

  /// Refusals: envelope, types, words.
  static let errors: [Defect] = [
    envelope(
      "error-type-missing", breaks: "err-envelope-type", "Leaves the type off the top of errors.",
      source: "agustif/opencode-lmstudio#41"
    ) { $0.remove("type") },
    envelope(
      "error-string", breaks: "err-envelope-error-type", "Sends errors as a bare text.",
      source: "lmstudio-ai/lmstudio-bug-tracker#1323"
    ) { $0["error"] = $0["error"]?["message"] },
    envelope(
      "error-type-class", breaks: "err-envelope-error-type", "Names the error by a class of its own.",
      source: "vllm-project/vllm#57997"
    ) { $0.edit("error") { $0["type"] = "BadRequestError" } },
    envelope(
      "error-message-missing", breaks: "err-envelope-message", "Sends errors without a message.",
      source: "zai-org/zai-coding-plugins#14"
    ) { $0.edit("error") { $0["message"] = "" } },
    envelope(
      "error-message-list", breaks: "err-envelope-message", "Sends the message of an error as a list.",
      source: "raullenchai/Rapid-MLX#784"
    ) { $0.edit("error") { $0["message"] = [["msg": $0["message"] ?? nil]] } },
    envelope(
      "error-request-id-missing", breaks: "err-request-id-body", "Leaves the request id out of errors.",
      source: "docs: errors"
    ) { $0.remove("request_id") },
    refusal(
      "error-text-plain", breaks: "err-content-type-json", "Declares errors as plain text.",
      source: "sdk: _base_client.py:521-541"
    ) { $0.set("content-type", "text/plain") },
    fault(
      "error-type-mismatch", breaks: "err-status-type-consistent", "Calls every error an api_error.",
      source: "ollama/ollama#16094"
    ) { $0.type = "api_error" },
    fault(
      "status-422", breaks: "err-no-422", "Refuses invalid requests with status 422.",
      source: "oai-compatible-copilot#161"
    ) { if $0.status == 400 { $0.status = 422 } },
    Defect(
      "fastapi-detail", breaks: "err-no-422", "Refuses invalid requests in the manner of a web framework.",
      source: "raullenchai/Rapid-MLX#784"
    ) {
      $0.fault.append { fault, _ in if fault.status == 400 { fault.status = 422 } }
      $0.errorBody.append { body, _ in
        if body["error"]?["type"]?.says("invalid_request_error") == true {
          body = ["detail": [["type": "missing", "msg": body["error"]?["message"] ?? nil]]]
        }
      }
    },
    refusal(
      "error-body-empty", breaks: "err-no-html", "Refuses without a body.", source: "ggml-org/llama.cpp#23582"
    ) { $0.body = .whole([]) },
    refusal("error-body-text", breaks: "err-no-html", "Refuses in plain text.", source: "ollama/ollama#14828")
    { $0.body = .whole(Array("Bad Request".utf8)) },
    fault(
      "error-vague", breaks: "err-message-names-field", "Says only that something was invalid.",
      source: "docs: errors"
    ) {
      if $0.status == 400, !$0.message.hasPrefix("prompt is"), $0.errorCode == nil {
        $0.message = "Invalid request"
      }
    },
    fault(
      "error-traceback", breaks: "err-no-stacktrace", "Adds a stack trace to errors.",
      source: "BerriAI/litellm#39037"
    ) {
      $0.message +=
        "\nTraceback (most recent call last):\n  File \"/srv/app/server/routes.py\", line 212, in create_message"
    },
    fault(
      "overload-500", breaks: "err-overload-status", "Reports overload as a failure of its own.",
      source: "docs: errors"
    ) { if [429, 529].contains($0.status) { ($0.status, $0.type) = (500, "api_error") } },
    fault(
      "retry-after-words", breaks: "err-retry-after-integer",
      "Gives the wait after overload as a fraction with a unit.", source: "claude-code: gateway guide"
    ) { if [429, 529].contains($0.status) { $0.headers = [HeaderLine("retry-after", "1.5s")] } },
    refusal(
      "should-retry-always", breaks: "err-x-should-retry-valid", "Tells clients to retry invalid requests.",
      source: "lobehub/lobe-chat#1601"
    ) { $0.set("x-should-retry", "true") },
    refusal(
      "refusal-slow", breaks: "err-fast-fail", "Loads a model before it looks at the request.",
      source: "lmstudio-ai/lmstudio-bug-tracker#1730"
    ) { $0.delay += 2500 }
  ]

  /// Token counting.
  static let counting: [Defect] = [
    Defect(
      "count-zero", breaks: "count-basic", "Counts nothing.", source: "Wei-Shaw/claude-relay-service#731"
    ) { $0.count.append { count, _ in count["input_tokens"] = 0 } },
    Defect(
      "count-other-key", breaks: "count-basic", "Reports the count under a key of its own.",
      source: "lmstudio-ai/lmstudio-bug-tracker#2055"
    ) { $0.count.append { count, _ in count = ["tokens": count["input_tokens"] ?? nil] } },
    refusing(
      "count-max-tokens-required", breaks: "count-no-maxtokens-needed", "Demands max_tokens for counting.",
      source: "sdk: resources/messages/messages.py:1872", saying: "max_tokens: Field required"
    ) { $0.countsOnly && $0.field("max_tokens") == nil },
    refusing(
      "count-extra-500", breaks: "count-extra-maxtokens", "Crashes on max_tokens in a count request.",
      source: "sdk: resources/messages/messages.py:1872", with: 500
    ) { $0.countsOnly && $0.field("max_tokens") != nil },
    Defect(
      "count-system-ignored", breaks: "count-system", "Leaves the system prompt out of the count.",
      source: "router-for-me/CLIProxyAPI#679"
    ) { $0.count.append { count, context in recount(&count, context, without: "system") } },
    Defect(
      "count-tools-ignored", breaks: "count-tools", "Leaves tools out of the count.",
      source: "router-for-me/CLIProxyAPI#840"
    ) { $0.count.append { count, context in recount(&count, context, without: "tools") } },
    refusing(
      "count-thinking-refused", breaks: "count-thinking-param",
      "Refuses to count when thinking is mentioned.", source: "sdk: resources/messages/messages.py:1872"
    ) { $0.countsOnly && $0.field("thinking") != nil },
    Defect(
      "count-too-high", breaks: "count-matches-usage", "Counts nearly half more than it charges.",
      source: "zai-org/zai-coding-plugins#12"
    ) {
      $0.count.append { count, _ in
        count["input_tokens"] = JSON((count["input_tokens"]?.int ?? 0) * 143 / 100 + 3)
      }
    },
    refusing(
      "count-history-500", breaks: "count-multiturn-tools", "Crashes when it counts tool calls.",
      source: "claude-code: reading 2.1.42", with: 500
    ) { $0.countsOnly && !$0.blocks("tool_use").isEmpty },
    Defect(
      "count-image-ignored", breaks: "count-image", "Leaves images out of the count.",
      source: "docs: token-counting"
    ) {
      $0.count.append { count, context in
        var body = context.body
        body.edit("messages") {
          $0.editElements {
            $0.edit("content") { $0.editArray { $0.removeAll { $0["type"]?.says("image") == true } } }
          }
        }
        count["input_tokens"] = JSON(PromptCounter.count(body))
      }
    },
    serving(
      "count-messages-optional", breaks: "count-missing-messages", "Counts a request without messages.",
      source: "docs: token-counting", rule: "messages"
    ) { $0.countsOnly },
    serving(
      "count-any-model", breaks: "count-unknown-model",
      "Counts for any model although it serves only its own.", source: "docs: errors", rule: "model.known"
    ) { $0.countsOnly },
    Defect(
      "count-generates", breaks: "count-no-generation", "Counts by generating a reply.",
      source: "docs: token-counting"
    ) {
      $0.reply.append { reply, context in
        if context.route == .countTokens, reply.status == 200 { reply.delay += 2500 }
      }
    },
    Defect(
      "count-queues", breaks: "count-during-generation", "Counts only when nothing is being generated.",
      source: "Wei-Shaw/claude-relay-service#731"
    ) {
      $0.reply.append { reply, context in
        if context.route == .countTokens, context.state.with({ $0.inFlight > 1 }) { reply.delay += 5000 }
      }
    },
    Defect(
      "count-absent-200", breaks: "count-absent-404", "Has no token counting and answers 200 all the same.",
      source: "lmstudio-ai/lmstudio-bug-tracker#2055"
    ) {
      $0.intercept.append { context in
        guard context.route == .countTokens else { return nil }
        return .reply(
          ServerReply(
            status: 200,
            json: [
              "error": .string(
                "Unexpected endpoint or method. (POST \(context.request.path)). Returning 200 anyway")
            ]))
      }
    },
    Defect(
      "count-absent-500", breaks: "count-absent-404", "Has no token counting and crashes when asked.",
      source: "BerriAI/litellm#13252"
    ) { $0.refuseWire(501, "not implemented") { $0.route == .countTokens } }
  ]

  private static func recount(_ count: inout JSON, _ context: DefectContext, without key: String) {
    var body = context.body
    body.remove(key)
    count["input_tokens"] = JSON(PromptCounter.count(body))
  }
}
