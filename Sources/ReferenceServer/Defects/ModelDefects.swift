import Contract
import Wire

extension Defect {
  private static func list(
    _ name: String, breaks requirement: String, _ summary: String, source: String,
    edit: @escaping Hooks.Edit<JSON>
  ) -> Defect {
    Defect(name, breaks: requirement, summary, source: source) { $0.modelList.append(edit) }
  }

  /// The model list and single models.
  static let models: [Defect] = [
    Defect(
      "models-500", breaks: "models-list-200", "Crashes when asked for its models.",
      source: "sdk: resources/models.py:162"
    ) { $0.refuseWire(500, "no model directory") { $0.route == .modelList } },
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
    ) { list, _ in list.edit("data") { $0.editArray { if $0.count > 1 { $0.insert($0[0], at: 1) } } } },
    list(
      "models-openai", breaks: "models-entry-anthropic-fields", "Lists models in the form of another API.",
      source: "BerriAI/litellm#30273"
    ) { list, _ in
      list = [
        "object": "list",
        "data": .array(
          (list["data"]?.array ?? []).map {
            ["id": $0["id"] ?? .null, "object": "model", "created": 1_735_689_600, "owned_by": "reference"]
          }), "has_more": list["has_more"] ?? .null, "first_id": list["first_id"] ?? .null,
        "last_id": list["last_id"] ?? .null,
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
        list["last_id"] = context.configuration.models.last.map { .string($0.id) } ?? JSON.null
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
        guard case .endpoint(.model, let id?) = context.route else { return false }
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
        guard case .endpoint(.model, let id?) = context.route,
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
        guard case .required = context.configuration.authentication else { return }
        if context.route == .modelList, Credentials(context.request).keys.isEmpty { isValid = false }
      }
    },
  ]
}
