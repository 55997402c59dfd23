import Wire

extension Defect {
  /// Ways of LM Studio that no other family has.
  static let lmStudio: [Defect] = [
    refusing(
      "result-nontext-refused", breaks: "img-in-tool-result",
      "Refuses every block but text inside tool results, in a schema checker's words.",
      source: "lmstudio-ai/lmstudio-bug-tracker#2008",
      saying: "request.messages.2.content.0.content.1.type: Invalid literal value, expected \"text\""
    ) { input in
      input.placedBlocks.contains { $0.parent == "tool_result" && $0.block["type"]?.says("text") != true }
    },
    refusing(
      "system-role-any-refused", breaks: "system-role-in-messages",
      "Knows no role but user and assistant, wherever in the conversation the message stands.",
      source: "lmstudio-ai/lmstudio-bug-tracker#2204",
      saying: "request.messages.0.role: Invalid discriminator value. Expected 'user' | 'assistant'"
    ) { $0.roles.contains("system") },
    Defect(
      "key-error-foreign", breaks: "err-envelope-type", "Reports a wrong key in the form of another API.",
      source: "agustif/opencode-lmstudio#41", needsAuthentication: true
    ) {
      $0.errorBody.append { body, _ in
        guard body["error"]?["type"]?.says("authentication_error") == true else { return }
        body = [
          "error": [
            "message": "An LM Studio API token is required to make requests to this server",
            "type": "invalid_request", "param": .null, "code": "invalid_api_key",
          ]
        ]
      }
    },
    Defect(
      "models-list-foreign", breaks: "models-entry-anthropic-fields",
      "Lists models as another API does, without pages.",
      source: "docs: lmstudio/rest"
    ) {
      $0.modelList.append { list, _ in
        list = [
          "data": .array(
            (list["data"]?.array ?? []).map {
              ["id": $0["id"] ?? .null, "object": "model", "owned_by": "organization_owner"]
            }),
          "object": "list",
        ]
      }
    },
  ]
}
