import ReferenceServer
import Wire

/// What genuine clients and browsers send: compression, origins, keys that are nearly right, newer tools and histories.
extension Probes {
  static let clients: [Probe] = {
    let json = HeaderLine("content-type", "application/json")
    let gzip = HeaderLine("accept-encoding", "gzip")
    let origin = HeaderLine("origin", "https://app.example")
    func offered(_ name: String, _ body: JSON) -> Probe { post("gzip offered, \(name)", body, [json, gzip]) }
    func key(_ value: String) -> Probe { post("key \(value)", minimal(), [json, HeaderLine("x-api-key", value)]) }
    func turns(_ name: String, _ messages: JSON, _ more: JSON = [:]) -> Probe {
      post(name, with(minimal(["messages": messages]), more))
    }
    func replayed(_ type: String, _ block: JSON) -> Probe {
      turns("\(type) replayed", [asked, ["role": "assistant", "content": [block]], ["role": "user", "content": "b"]])
    }
    let asked: JSON = ["role": "user", "content": "a"]
    let note: JSON = ["role": "system", "content": "note"]
    let name = String(repeating: "n", count: 100)
    let call: JSON = ["type": "tool_use", "id": "toolu_1", "name": .string(name), "input": [:]]
    let reference: JSON = ["type": "tool_reference", "tool_name": .string(name)]
    let named: JSON = ["name": .string(name), "input_schema": ["type": "object"]]
    func changing(_ type: String) -> Probe {
      turns(type, [asked, ["role": "system", "content": [["type": .string(type), "tool_name": "get_weather"]]]])
    }
    func offering(_ type: String, _ name: String, _ more: JSON = [:]) -> Probe {
      post("\(type) \(more.text())", with(minimal(["tools": [["type": .string(type), "name": .string(name)]]]), more))
    }
    let line: JSON = [
      "type": "object", "properties": ["a": ["enum": [.string(String(repeating: "x", count: 70_000))]]],
    ]
    return [
      offered("refused", minimal(["messages": .null])), offered("streamed", minimal(["stream": true])),
      key("secreX"), key("Xecret"), key("SECRET"), key("secretX"), key("secr"),
      raw("preflight", "OPTIONS", "/v1/messages", [origin, HeaderLine("access-control-request-method", "POST")]),
      raw("list from a page", "GET", "/v1/models", [origin]),
      post("refused on a page", minimal(["messages": .null]), [json, origin]),
      post("compressed", minimal(), [json, HeaderLine("content-encoding", "gzip")]),
      post("classifier", minimal(["stop_sequences": ["</block>"]])),
      turns("reminders", [asked, note, asked, note, asked, note]), changing("tool_addition"), changing("tool_removal"),
      offering("advisor_20260301", "advisor"), offering("code_execution_20250825", "code_execution"),
      offering("web_search_20250305", "web_search", ["tool_choice": ["type": "tool", "name": "web_search"]]),
      replayed("server_tool_use", ["type": "server_tool_use", "id": "srvtoolu_1", "name": "web_search", "input": [:]]),
      replayed("compaction", ["type": "compaction", "content": "a"]),
      turns(
        "container_upload replayed",
        [
          [
            "role": "user",
            "content": [["type": "container_upload", "file_id": "file_1"], ["type": "text", "text": "a"]],
          ]
        ]),
      turns(
        "long name replayed",
        [
          asked, ["role": "assistant", "content": [call]],
          ["role": "user", "content": [["type": "tool_result", "tool_use_id": "toolu_1", "content": [reference]]]],
        ], ["tools": [named]]),
      turns(
        "long name called",
        [
          asked, ["role": "assistant", "content": [call]],
          ["role": "user", "content": [["type": "tool_result", "tool_use_id": "toolu_1", "content": "c"]]],
        ], ["tools": [named]]),
      turns(
        "long line", [["role": "user", "content": "Use keep in one piece."]],
        [
          "stream": true, "tool_choice": ["type": "any"], "tools": [["name": "keep", "input_schema": line]],
          "max_tokens": 60000,
        ]
      ),
    ]
  }()
}
