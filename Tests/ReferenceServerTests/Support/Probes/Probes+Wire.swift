import ReferenceServer
import Wire

/// Headers, routes, counting, credentials, sizes.
extension Probes {
  static let wire: [Probe] = {
    let json = HeaderLine("content-type", "application/json")
    func versioned(_ version: String, _ changes: JSON = [:]) -> Probe {
      post("version \(version)", minimal(changes), [json, HeaderLine("anthropic-version", version)])
    }
    func header(_ name: String, _ value: String, _ body: JSON = minimal()) -> Probe {
      post("\(name): \(value)", body, [json, HeaderLine(name, value)])
    }
    return [
      versioned("2023-06-01"), versioned("2026-10-21"), versioned("banana"), versioned("2030-01-01"),
      versioned("2026-10-21", ["temperature": 0.5]), versioned("2023-06-01", ["temperature": 0.7]),
      versioned(
        "2026-10-21",
        [
          "messages": [
            ["role": "user", "content": "x"],
            [
              "role": "assistant",
              "content": [
                ["type": "document", "source": ["type": "text", "media_type": "text/plain", "data": "d"]]
              ],
            ],
          ]
        ]),
      versioned(
        "2026-10-21",
        ["messages": said([["type": "text", "text": "x", "citations": [["type": "char_location"]]]])]),
      versioned("2026-10-21", ["messages": round([result()]), "tools": [weather]]),
      header("Anthropic-Version", "2023-06-01"), header("anthropic-beta", "interleaved-thinking-2025-05-14"),
      header("anthropic-beta", "a-2025-01-01,b-2025-01-01"),
      header("anthropic-beta", "totally-unknown-2099-01-01"),
      post(
        "beta twice",
        minimal(), [json, HeaderLine("anthropic-beta", "a"), HeaderLine("anthropic-beta", "b")]),
      post(
        "count beta", minimal(), [json, HeaderLine("anthropic-beta", "token-counting-2024-11-01")],
        path: "/v1/messages/count_tokens"),
      header("x-stainless-lang", "python"), header("x-claude-code-session-id", "1"),
      header("x-claude-code-request-class", "main"),
      header("user-agent", "Anthropic/Python 2.11.0"), header("user-agent", "Anthropic/Python 0.125.0"),
      header("accept", "application/json", minimal(["stream": true])), header("accept", "text/event-stream"),
      header("accept-encoding", "gzip, deflate"), header("x-api-key", "dummy"),
      header("authorization", "Bearer dummy"), header("authorization", "Bearer  secret"),
      header("expect", "100-continue"), header("transfer-encoding", "chunked"),
      post("charset", minimal(), [HeaderLine("content-type", "application/json; charset=utf-8")]),
      post("untyped", minimal(), []),
      raw("broken json", "POST", "/v1/messages", [json], "{"),
      raw("array", "POST", "/v1/messages", [json], "[]"), raw("empty", "POST", "/v1/messages", [json]),
      raw("stream broken", "POST", "/v1/messages", [json], #"{"stream":true}"#),
      post("beta query", minimal(), path: "/v1/messages?beta=true"),
      post("query", minimal(), path: "/v1/messages?foo=1"),
      raw("get", "GET", "/v1/messages"), raw("unknown", "POST", "/v1/nope"),
      raw("batches", "POST", "/v1/messages/batches", [json], "{}"),
      raw("head", "HEAD", "/"), raw("hello", "HEAD", "/api/hello"), raw("list", "GET", "/v1/models"),
      raw("list 1", "GET", "/v1/models?limit=1"),
      raw("list after", "GET", "/v1/models?limit=1&after_id=reference/model-1"),
      raw("list 1000", "GET", "/v1/models?limit=1000"),
      raw("model", "GET", "/v1/models/reference/model-1"),
      raw("model encoded", "GET", "/v1/models/reference%2Ftext-only:1b"),
      raw("model unknown", "GET", "/v1/models/nope"),
      raw("list bearer", "GET", "/v1/models", [HeaderLine("authorization", "Bearer secret")]),
      post("count", minimal(["max_tokens": .null]), path: "/v1/messages/count_tokens"),
      post("count query", minimal(["max_tokens": .null]), path: "/v1/messages/count_tokens?beta=true"),
      post("count system", minimal(["system": "Be kind."]), path: "/v1/messages/count_tokens"),
      post("count tools", minimal(["tools": [weather]]), path: "/v1/messages/count_tokens"),
      post("count thinking", minimal(["thinking": ["type": "adaptive"]]), path: "/v1/messages/count_tokens"),
      post("count history", minimal(["messages": round([result()])]), path: "/v1/messages/count_tokens"),
      post("count image", minimal(["messages": said([image(png)])]), path: "/v1/messages/count_tokens"),
      post("count nothing", minimal(["messages": .null]), path: "/v1/messages/count_tokens"),
      post("count unknown", minimal(["model": "nope"]), path: "/v1/messages/count_tokens"),
      credentials("key", [HeaderLine("x-api-key", "secret")]),
      credentials("bearer", [HeaderLine("authorization", "Bearer secret")]),
      credentials("lower", [HeaderLine("authorization", "bearer secret")]),
      credentials("both", [HeaderLine("x-api-key", "secret"), HeaderLine("authorization", "Bearer secret")]),
      credentials(
        "junk key", [HeaderLine("x-api-key", "junk"), HeaderLine("authorization", "Bearer secret")]),
      credentials(
        "junk bearer", [HeaderLine("x-api-key", "secret"), HeaderLine("authorization", "Bearer junk")]),
      credentials("empty key", [HeaderLine("x-api-key", ""), HeaderLine("authorization", "Bearer secret")]),
      credentials("none", []), credentials("wrong", [HeaderLine("x-api-key", "wrong")]),
      post("wrong stream", minimal(["stream": true]), [json, HeaderLine("x-api-key", "wrong")]),
      post("wrong body", [:], [json, HeaderLine("x-api-key", "wrong")]),
      Probe(
        name: "large",
        request: ServerRequest(
          "POST", "/v1/messages", headers: [json], body: minimal().bytes(), bodyLength: 1_000_000)),
      Probe(
        name: "larger",
        request: ServerRequest(
          "POST", "/v1/messages", headers: [json], body: minimal().bytes(), bodyLength: 8_000_000)),
      Probe(
        name: "too large",
        request: ServerRequest("POST", "/v1/messages", headers: [json], bodyLength: 40_000_000)),
    ]
  }()

  private static func credentials(_ name: String, _ headers: [HeaderLine]) -> Probe {
    post("credentials \(name)", minimal(), [HeaderLine("content-type", "application/json")] + headers)
  }
}
