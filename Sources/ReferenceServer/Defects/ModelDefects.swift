import Wire

extension Defect {
  private static func list(
    _ name: String, breaks requirement: String, _ summary: String, source: String,
    _ edit: @escaping Hooks.Edit<JSON>
  ) -> Defect {
    Defect(name, breaks: requirement, summary, source: source) { $0.modelList.append(edit) }
  }

  /// The model list and single models.
  static let models: [Defect] = [
    Defect(
      "models-absent", breaks: "models-list-200", "Has no model list.", source: "sdk: resources/models.py:162"
    ) { $0.refuseWire(404, "no such endpoint") { $0.route == .modelList } },
    list(
      "models-bare-array", breaks: "models-list-object", "Lists models in a bare array.",
      source: "measured: models bare array"
    ) { list, _ in list = list["data"] ?? [] },
    list(
      "models-id-missing", breaks: "models-entry-id", "Lists models by name only.",
      source: "agentgateway/agentgateway#2235"
    ) { list, _ in
      list.edit("data") {
        $0.editElements {
          $0["name"] = $0["id"]
          $0.remove("id")
        }
      }
    },
    list(
      "models-id-twice", breaks: "models-entry-id", "Lists a model twice.",
      source: "agentgateway/agentgateway#2235"
    ) { list, _ in list.edit("data") { $0.editArray { if let first = $0.first { $0.append(first) } } } },
    list(
      "models-openai", breaks: "models-entry-anthropic-fields", "Lists models in the form of another API.",
      source: "BerriAI/litellm#30273"
    ) { list, _ in
      list = [
        "object": "list",
        "data": .array(
          (list["data"]?.array ?? []).map {
            ["id": $0["id"] ?? nil, "object": "model", "created": 1_735_689_600, "owned_by": "reference"]
          }), "has_more": list["has_more"] ?? nil, "first_id": list["first_id"] ?? nil,
        "last_id": list["last_id"] ?? nil
      ]
    },
    list(
      "models-created-number", breaks: "models-entry-anthropic-fields",
      "Gives the creation of a model in seconds.", source: "sdk: types/model_info.py"
    ) { list, _ in list.edit("data") { $0.editElements { $0["created_at"] = 1_735_689_600 } } },
    list(
      "models-has-more-missing", breaks: "models-has-more-false",
      "Does not say whether there are more models.", source: "sdk: pagination.py:37-57"
    ) { list, _ in list.remove("has_more") },
    list(
      "models-first-id-wrong", breaks: "models-first-last-id", "Gives first and last id the wrong way round.",
      source: "sdk: pagination.py"
    ) { list, _ in
      let first = list["first_id"] ?? nil
      list["first_id"] = list["last_id"]
      list["last_id"] = first
    },
    Defect(
      "models-limit-ignored", breaks: "models-limit", "Ignores the limit but reports pages as if it had not.",
      source: "sdk: types/model_list_params.py"
    ) {
      $0.modelList.append { list, context in
        guard list["has_more"]?.bool == true else { return }
        list["data"] = .array(context.configuration.models.map(ModelsReply.info))
      }
    },
    Defect(
      "models-slow", breaks: "models-limit-1000", "Takes four seconds to list its models.",
      source: "claude-code: gateway guide"
    ) {
      $0.reply.append { reply, context in
        if context.route == .modelList, context.request.query.contains("limit=1000") { reply.delay += 4000 }
      }
    },
    Defect(
      "models-after-id-ignored", breaks: "models-after-id",
      "Always lists the first page and says there are more.", source: "measured: models_has_more"
    ) {
      $0.request.append { request, _ in
        if request.path.hasSuffix("/v1/models") {
          request.query = request.query.split(separator: "&").filter { !$0.hasPrefix("after_id") }.joined(
            separator: "&")
        }
      }
    },
    Defect(
      "model-absent", breaks: "models-get", "Cannot look up a single model.",
      source: "sdk: resources/models.py:90"
    ) {
      $0.refuseWire(404, "no such endpoint") { context in
        guard case .model(let id) = context.route else { return false }
        return context.configuration.models.contains { $0.id.sameBytes(as: id) }
          && !context.request.path.contains(":")
      }
    },
    Defect(
      "model-other-id", breaks: "models-get", "Looks up another model than the one asked for.",
      source: "lmstudio-ai/lmstudio-bug-tracker#1217"
    ) { $0.modelInfo.append { info, _ in info["id"] = "other/model-7b" } },
    Defect(
      "model-encoded-slash", breaks: "models-get-encoded-slash", "Does not decode the slash in a model id.",
      source: "measured: models.retrieve slash id"
    ) {
      $0.refuseWire(404, "model not found") {
        $0.request.path.contains("%2F") || $0.request.path.contains("%2f")
      }
    },
    Defect(
      "model-unknown-200", breaks: "models-get-unknown", "Makes up a model when it does not exist.",
      source: "lmstudio-ai/lmstudio-bug-tracker#1217"
    ) {
      $0.intercept.append { context in
        guard case .model(let id) = context.route,
          !context.configuration.models.contains(where: { $0.id.sameBytes(as: id) })
        else { return nil }
        return .reply(
          ServerReply(status: 200, json: ModelsReply.info(Model(id: id, displayName: id, createdAt: 0))))
      }
    },
    list(
      "models-listed-unusable", breaks: "models-ids-usable", "Lists models under ids it does not serve.",
      source: "lmstudio-ai/lmstudio-bug-tracker#1730"
    ) { list, _ in
      list.edit("data") {
        $0.editElements { if $0["id"]?.string?.contains("text-only") == true { $0["id"] = "text-only@q4" } }
      }
    },
    Defect(
      "models-key-header-only", breaks: "models-auth", "Accepts for the model list only a key in x-api-key.",
      source: "claude-code: gateway guide", needsAuthentication: true
    ) {
      $0.authentication.append { isValid, context in
        if context.route == .modelList, Credentials(context.request).keys.isEmpty { isValid = false }
      }
    }
  ]

  private static func claude(
    _ name: String, breaks requirement: String, _ summary: String, source: String, with status: Int = 400,
    when: @escaping @Sendable (DefectContext, JSON) -> Bool
  ) -> Defect {
    Defect(name, breaks: requirement, summary, source: source) {
      $0.refuseWire(status, "the combination of options is not supported") { context in
        guard context.isMessage, let body = try? JSONParser.parse(context.request.body).root else {
          return false
        }
        return when(context, body)
      }
    }
  }

  private static func isFull(_ body: JSON) -> Bool {
    (body["tools"]?.array?.count ?? 0) > 8 && body["context_management"] != nil
      && body["system"]?.array != nil
  }

  /// Whole situations of Claude Code and the SDKs: each part works, the combination does not.
  static let situations: [Defect] = [
    claude(
      "claude-code-stream-refused", breaks: "cc-full-request",
      "Refuses a whole Claude Code request with a bearer token.", source: "MoonshotAI/kimi-cli#1344"
    ) { context, body in
      isFull(body) && body["stream"]?.bool == true && body["messages"]?.array?.count ?? 0 < 3
        && context.request.values(of: "x-api-key").isEmpty
    },
    claude(
      "claude-code-key-refused", breaks: "cc-full-request-xapikey",
      "Refuses a whole Claude Code request with its key in x-api-key.", source: "claude-code: connect guide"
    ) { context, body in
      isFull(body) && body["stream"]?.bool == true && !context.request.values(of: "x-api-key").isEmpty
        && body["messages"]?.array?.count ?? 0 < 3
    },
    claude(
      "claude-code-second-turn", breaks: "cc-second-turn", "Refuses the second turn of Claude Code.",
      source: "anthropics/claude-code#10627"
    ) { _, body in
      isFull(body)
        && body["messages"]?.array?.contains {
          $0["content"]?.array?.contains { $0["type"]?.says("tool_result") == true } ?? false
        } ?? false
    },
    claude(
      "claude-code-probe-500", breaks: "cc-probe-max1-nonstream", "Crashes on Claude Code's one-token probe.",
      source: "claude-code: connect guide", with: 500
    ) { _, body in body["max_tokens"]?.int == 1 && body["messages"]?[0]?["content"]?.says(".") == true },
    claude(
      "claude-code-fallback", breaks: "cc-nonstream-fallback", "Serves Claude Code only in streams.",
      source: "ollama/ollama#13949"
    ) { _, body in isFull(body) && body["stream"]?.bool != true },
    Defect(
      "claude-code-one-agent", breaks: "cc-subagent-parallel", "Serves one Claude Code session at a time.",
      source: "claude-code: gateway guide"
    ) {
      $0.refuseWire(409, "another session is active") { context in
        !context.request.values(of: "x-claude-code-session-id").isEmpty
          && context.state.with { $0.inFlight > 1 }
      }
      $0.reply.append { reply, context in
        if !context.request.values(of: "x-claude-code-session-id").isEmpty { reply.delay += 150 }
      }
    },
    claude(
      "claude-code-compaction-500", breaks: "cc-compaction-request",
      "Crashes on the request for a summary of a long tool history.", source: "claude-code: gateway guide",
      with: 500
    ) { _, body in
      (body["messages"]?.array?.count ?? 0) > 5 && body["tools"]?.array?.isEmpty == false
        && body["messages"]?.array?.last?["role"]?.says("user") == true
        && body["messages"]?.array?.contains {
          $0["content"]?.array?.contains { $0["type"]?.says("tool_use") == true } ?? false
        } ?? false
    },
    Defect(
      "claude-code-hints-refused", breaks: "cc-hint-headers", "Refuses Claude Code's hint headers.",
      source: "claude-code: gateway guide"
    ) {
      $0.refuseWire(400, "unexpected header") {
        !$0.request.values(of: "x-claude-code-request-class").isEmpty
      }
    },
    claude(
      "tool-runner-500", breaks: "cc-sdk2-toolrunner-loop",
      "Crashes when the tool runner falls back to the whole history.",
      source: "sdk: lib/threads/_thread_state.py", with: 500
    ) { context, body in
      context.request.values(of: "anthropic-version").first == "2026-10-21" && body["thread"] == nil
        && body["messages"]?.array?.count == 3
        && body["messages"]?[2]?["content"]?[0]?["type"]?.says("tool_result") == true
    },
    claude(
      "sdk2-refused", breaks: "cc-sdk2-profile-b-smoke", "Refuses the headers of Python SDK 2.x.",
      source: "measured: capture"
    ) { context, _ in context.request.values(of: "user-agent").contains { $0.contains("Anthropic/Python 2") }
    },
    claude(
      "sdk0-refused", breaks: "cc-sdk0-profile-a-smoke", "Refuses the headers of Python SDK 0.x.",
      source: "measured: capture"
    ) { context, _ in context.request.values(of: "user-agent").contains { $0.contains("Anthropic/Python 0") }
    }
  ]
}
