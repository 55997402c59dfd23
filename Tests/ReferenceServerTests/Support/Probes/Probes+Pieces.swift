import Wire

/// What requests are put together from.
extension Probes {
  static let weather: JSON = [
    "name": "get_weather", "description": "Weather of a city.",
    "input_schema": [
      "type": "object",
      "properties": ["city": ["type": "string"], "days": ["type": "integer"], "unit": ["enum": ["c", "f"]]],
      "required": ["city", "days"],
    ],
  ]
  static let clock: JSON = ["name": "get_time", "input_schema": ["type": "object", "properties": [:]]]
  static let png =
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
  static let gif = "R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"

  static func image(_ data: String, _ type: String = "image/png") -> JSON {
    ["type": "image", "source": ["type": "base64", "media_type": .string(type), "data": .string(data)]]
  }

  /// A tool round: call, result, and what the user sends with it.
  static func round(_ results: [JSON], calls: [String] = ["toolu_1"], before: [JSON] = [], extra: [JSON] = [])
    -> JSON
  {
    let uses: [JSON] = calls.map {
      ["type": "tool_use", "id": .string($0), "name": "get_weather", "input": ["city": "Paris", "days": 1]]
    }
    return [
      ["role": "user", "content": "Weather?"], ["role": "assistant", "content": .array(before + uses)],
      ["role": "user", "content": .array(results + extra)],
    ]
  }

  static func result(_ id: String = "toolu_1", _ members: JSON = ["content": "18 C"]) -> JSON {
    with(["type": "tool_result", "tool_use_id": .string(id)], members)
  }
}
