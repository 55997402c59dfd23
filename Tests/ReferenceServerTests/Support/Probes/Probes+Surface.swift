import ReferenceServer
import Wire

/// What clients seldom send: blocks that lack a field, newer members, tools of the API, paths beside the endpoints.
extension Probes {
  static let surface: [Probe] = {
    func history(_ name: String, _ block: JSON, result: JSON = Probes.result()) -> Probe {
      post(
        name,
        minimal([
          "tools": [weather],
          "messages": [
            ["role": "user", "content": "Weather?"], ["role": "assistant", "content": [block]],
            ["role": "user", "content": [result]],
          ],
        ]))
    }
    func changed(_ name: String, _ members: JSON) -> Probe { post(name, minimal(members)) }
    let call: JSON = [
      "type": "tool_use", "id": "toolu_1", "name": "get_weather", "input": ["city": "Paris", "days": 1],
    ]
    let text: JSON = ["type": "text", "text": "look"]
    let mood: JSON = ["type": "object", "properties": ["mood": ["type": "string"]], "required": ["mood"]]
    let repeated = changed(
      "repeated system",
      [
        "system": [
          ["type": "text", "text": "a"], ["type": "text", "text": "b"], ["type": "text", "text": "Be kind."],
        ]
      ])
    return [
      history("call without id", with(call, "id", nil)), history("call without name", with(call, "name", nil)),
      history("result without id", call, result: ["type": "tool_result", "content": "18 C"]),
      changed("text of null", ["messages": said([["type": "text", "text": .null], text])]),
      changed("image without source", ["messages": said([["type": "image"], text])]),
      changed(
        "thinking without thoughts",
        [
          "messages": [
            ["role": "user", "content": "a"],
            ["role": "assistant", "content": [["type": "thinking", "signature": "x"], text]],
            ["role": "user", "content": "b"],
          ]
        ]),
      changed(
        "thinking without signature",
        [
          "messages": [
            ["role": "user", "content": "a"],
            ["role": "assistant", "content": [["type": "thinking", "thinking": "x"], text]],
            ["role": "user", "content": "b"],
          ]
        ]),
      changed("thinking without type", ["thinking": ["budget_tokens": 1024]]),
      changed("thinking without budget", ["thinking": ["type": "enabled"]]),
      changed("thinking shown in full", ["thinking": ["type": "adaptive", "display": "full"]]),
      changed("fallbacks", ["fallbacks": [["model": "reference/model-1"]]]),
      changed("bash", ["tools": [["type": "bash_20250124", "name": "bash"]]]),
      changed("search", ["tools": [["type": "web_search_20250305", "name": "web_search"]]]),
      changed(
        "pattern",
        [
          "output_config": [
            "format": [
              "type": "json_schema",
              "schema": with(mood, "properties", ["mood": ["type": "string", "pattern": "^[a-z]+$"]]),
            ]
          ]
        ]),
      changed("older format", ["output_format": ["type": "json_schema", "schema": mood]]),
      changed(
        "format beside tools",
        ["tools": [weather], "output_config": ["format": ["type": "json_schema", "schema": mood]]]),
      changed(
        "format beside a picture",
        ["messages": said([image(png)]), "output_config": ["format": ["type": "json_schema", "schema": mood]]]),
      changed("cut off", ["max_tokens": 8]), repeated, repeated,
      post("path without version", minimal(), path: "/messages"),
      post("path with two versions", minimal(), path: "/v1/v1/messages"),
    ]
  }()
}
