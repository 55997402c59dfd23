import Wire

extension Defect {
  /// Refusals: envelope, types, words.
  static let errors: [Defect] = [
    onEnvelope(
      "error-type-missing", breaks: "err-envelope-type", "Leaves the type off the top of errors.",
      source: "agustif/opencode-lmstudio#41"
    ) { $0.remove("type") },
    onEnvelope(
      "error-string", breaks: "err-envelope-error-type", "Sends errors as a bare text.",
      source: "lmstudio-ai/lmstudio-bug-tracker#1323"
    ) { $0["error"] = $0["error"]?["message"] },
    onEnvelope(
      "error-type-class", breaks: "err-envelope-error-type", "Names the error by a class of its own.",
      source: "vllm-project/vllm#57997"
    ) { $0.edit("error") { $0["type"] = "BadRequestError" } },
    onEnvelope(
      "error-message-missing", breaks: "err-envelope-message", "Sends errors without a message.",
      source: "zai-org/zai-coding-plugins#14"
    ) { $0.edit("error") { $0["message"] = "" } },
    onEnvelope(
      "error-message-list", breaks: "err-envelope-message", "Sends the message of an error as a list.",
      source: "raullenchai/Rapid-MLX#784"
    ) { $0.edit("error") { $0["message"] = [["msg": $0["message"] ?? .null]] } },
    onEnvelope(
      "error-request-id-missing", breaks: "err-request-id-body", "Leaves the request id out of errors.",
      source: "docs: errors"
    ) { $0.remove("request_id") },
    onRefusal(
      "error-text-plain", breaks: "err-content-type-json", "Declares errors as plain text.",
      source: "sdk: _base_client.py:521-541"
    ) { $0.set("content-type", "text/plain") },
    onFault(
      "error-type-mismatch", breaks: "err-status-type-consistent", "Calls every error an api_error.",
      source: "docs: errors"
    ) { $0.type = "api_error" },
    onFault(
      "status-422", breaks: "err-no-422", "Refuses invalid requests with status 422.",
      source: "Blaizzy/mlx-vlm#1264"
    ) { if $0.status == 400 { $0.status = 422 } },
    Defect(
      "fastapi-detail", breaks: "err-no-422", "Refuses invalid requests in the manner of a web framework.",
      source: "raullenchai/Rapid-MLX#784"
    ) {
      $0.fault.append { fault, _ in if fault.status == 400 { fault.status = 422 } }
      $0.errorBody.append { body, _ in
        if body["error"]?["type"]?.says("invalid_request_error") == true {
          body = ["detail": [["type": "missing", "msg": body["error"]?["message"] ?? .null]]]
        }
      }
    },
    onRefusal(
      "error-body-empty", breaks: "err-no-html", "Refuses without a body.", source: "ggml-org/llama.cpp#23582"
    ) { $0.body = .whole([]) },
    onRefusal(
      "error-body-text", breaks: "err-no-html", "Refuses in plain text.", source: "ollama/ollama#14828"
    ) { $0.body = .whole(Array("Bad Request".utf8)) },
    onFault(
      "error-vague", breaks: "err-message-names-field", "Says only that something was invalid.",
      source: "docs: errors"
    ) {
      if $0.status == 400, !$0.message.hasPrefix("prompt is"), $0.errorCode == nil {
        $0.message = "Invalid request"
      }
    },
    onFault(
      "error-traceback", breaks: "err-no-stacktrace", "Adds a stack trace to errors.",
      source: "BerriAI/litellm#39037"
    ) {
      $0.message +=
        "\nTraceback (most recent call last):\n"
        + "  File \"/srv/app/server/routes.py\", line 212, in create_message"
    },
    onFault(
      "overload-500", breaks: "err-overload-status", "Reports overload as a failure of its own.",
      source: "docs: errors"
    ) { if [429, 529].contains($0.status) { ($0.status, $0.type) = (500, "api_error") } },
    onFault(
      "retry-after-words", breaks: "err-retry-after-integer",
      "Gives the wait after overload as a fraction with a unit.", source: "claude-code: gateway guide"
    ) { if [429, 529].contains($0.status) { $0.headers = [HeaderLine("retry-after", "1.5s")] } },
    onRefusal(
      "should-retry-always", breaks: "err-x-should-retry-valid", "Tells clients to retry invalid requests.",
      source: "docs: errors"
    ) { $0.set("x-should-retry", "true") },
    onRefusal(
      "refusal-slow", breaks: "err-fast-fail", "Loads a model before it looks at the messages of a request.",
      source: "lmstudio-ai/lmstudio-bug-tracker#1730"
    ) { if $0.json?["error"]?["message"]?.string?.hasPrefix("messages") ?? false { $0.delay += 2500 } },
  ]
}
