import Wire

/// The bodies of the models endpoints.
struct ModelsReply {
  var models: [Model]

  static func info(_ model: Model) -> JSON {
    [
      "type": "model", "id": .string(model.id), "display_name": .string(model.displayName),
      "created_at": .string(CivilTime(secondsSince1970: model.createdAt).timestamp),
      "lifecycle": "active", "deprecated_at": .null, "retires_at": .null,
      "max_input_tokens": JSON(model.contextWindow), "max_tokens": JSON(model.maximumOutput),
    ]
  }

  func find(_ id: String) throws(APIError) -> Model {
    guard let model = models.first(where: { $0.id.sameBytes(as: id) }) else {
      throw .notFound("model: \(id)")
    }
    return model
  }

  func page(_ query: String) throws(APIError) -> JSON {
    try ListPage(noun: "model", entries: models.map { (id: $0.id, json: Self.info($0)) }).byIDs(query)
  }
}
