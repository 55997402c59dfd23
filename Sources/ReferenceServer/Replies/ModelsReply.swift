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

  /// One page: after `after_id`, before `before_id`, at most `limit` (1 to 1000, 20 by default).
  func page(_ query: String) throws(APIError) -> JSON {
    var limit = 20
    var start = 0
    var end = models.count
    for (name, value) in query.queryItems {
      switch name {
      case "limit":
        guard let number = Int(value), (1...1000).contains(number) else {
          throw .invalid("limit", "Input should be a whole number from 1 to 1000")
        }
        limit = number
      case "after_id": start = try position(of: value, named: name) + 1
      case "before_id": end = try position(of: value, named: name)
      default: break
      }
    }
    let candidates = start < end ? models[start..<end] : []
    // Paging backwards takes the page that ends right before the named model.
    let takesLast = end < models.count && start == 0
    let hasMore = candidates.count > limit
    let page = takesLast ? candidates.suffix(limit) : candidates.prefix(limit)
    return [
      "data": .array(page.map(Self.info)), "has_more": .bool(hasMore),
      "first_id": page.first.map { .string($0.id) } ?? JSON.null,
      "last_id": page.last.map { .string($0.id) } ?? JSON.null,
    ]
  }

  private func position(of id: String, named name: String) throws(APIError) -> Int {
    guard let index = models.firstIndex(where: { $0.id.sameBytes(as: id) }) else {
      throw .invalid(name, "no model has the id '\(id)'")
    }
    return index
  }
}
