import Wire

/// Contents that are damaged on the way.
extension Probes {
  static let contents: [Probe] = {
    let values: JSON = [
      "a": ["enum": ["x && <b>\n\\ $1 $& \u{2028}z\u{7} "]], "thought": ["enum": ["a <think>b</think> c"]],
      "digits": ["enum": ["007"]], "list": ["type": "array", "items": ["enum": ["a"]], "minItems": 1, "maxItems": 1],
      "none": ["type": "array", "items": [:], "maxItems": 0], "long": ["enum": [9_007_199_254_740_993]],
      "number": ["enum": [1]], "nothing": ["type": "null"],
    ]
    let schema: JSON = [
      "type": "object", "properties": values, "required": .array((values.object?.keys ?? []).map { .string($0) }),
    ]
    func forced(_ more: JSON) -> JSON {
      with(minimal(["tool_choice": ["type": "any"], "tools": [["name": "keep", "input_schema": schema]]]), more)
    }
    let notes: JSON = ["name": "keep", "input_schema": ["type": "object", "properties": ["n": ["type": "string"]]]]
    let copies: JSON = [
      ["role": "user", "content": "Notes: «a & b»"],
      [
        "role": "assistant",
        "content": [["type": "tool_use", "id": "toolu_1", "name": "keep", "input": ["n": "«c < d»"]]],
      ],
      [
        "role": "user",
        "content": [
          ["type": "tool_result", "tool_use_id": "toolu_1", "content": "«e > f»"],
          ["type": "text", "text": "Copy every text that stands between « and » above."],
        ],
      ],
    ]
    let format: JSON = [
      "type": "json_schema",
      "schema": [
        "type": "object", "properties": ["q": ["enum": ["a b"]]], "required": ["q"], "additionalProperties": false,
      ],
    ]
    let words = String(repeating: "word ", count: 3100)
    return [
      post("contents", forced(["max_tokens": 300])),
      post("contents stream", forced(["max_tokens": 300, "stream": true])),
      post(
        "contents copied",
        minimal([
          "max_tokens": 200, "system": "Notes: «g & h»", "messages": copies, "tools": [notes],
          "tool_choice": ["type": "none"],
        ])),
      post(
        "contents structured", minimal(["max_tokens": 100, "stream": true, "output_config": ["format": format]])),
      post("long contents", minimal(["max_tokens": 64, "messages": [["role": "user", "content": .string(words)]]])),
    ]
  }()
}
