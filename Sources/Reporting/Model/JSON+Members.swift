import Wire

extension JSON {
  /// An object of the members that have a value, in the order given.
  static func object(members pairs: KeyValuePairs<String, JSON?>) -> JSON {
    .object(JSONObject(pairs.compactMap { key, value in value.map { .init(key: key, value: $0) } }))
  }

  static func strings(_ texts: [String]) -> JSON { .array(texts.map(JSON.string)) }
}
