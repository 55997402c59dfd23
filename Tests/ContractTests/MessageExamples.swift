import Wire

@testable import Contract

private let stopping = jsonRequest.with("stop_sequences", ["three"])
private let structured = jsonRequest.with(
  "output_config",
  ["format": ["type": "json_schema", "schema": ["type": "object", "properties": ["a": ["type": "integer"]]]]])
private func choosing(_ choice: JSON) -> JSON { jsonRequest.with("tool_choice", choice) }
private let strict = jsonRequest.with(
  "tools",
  [["name": "get_weather", "strict": true, "input_schema": jsonRequest["tools"]![0]!["input_schema"]!]])
private func stopped(_ reason: JSON, _ sequence: JSON, _ words: String) -> JSON {
  textMessage.with("stop_reason", reason).with("stop_sequence", sequence).with("content", [text(words)])
}
private func called(_ content: JSON...) -> JSON { toolMessage.with("content", .array(content)) }
private func pluralized(_ key: String, _ value: JSON?) -> JSON {
  textMessage.with("usage", textMessage["usage"]!.with(key, value))
}
private let weather = toolCall("toolu_1", "get_weather", ["location": "Rome"])
private let longThought = "First I multiply 27 by 453 and find 12231 in the end."

let acceptedMessages: [ExchangeExample] = [
  .accepted(
    "text", reply(textMessage),
    keeps: [
      "resp-content-type-json", "resp-json-single-object", "resp-no-choices", "resp-type-message",
      "resp-role-assistant", "resp-id-nonempty", "resp-id-prefix", "resp-model-nonempty",
      "resp-content-array",
      "resp-content-text-shape", "resp-block-own-fields", "resp-no-unknown-block-types",
      "resp-content-not-blank",
      "resp-stop-reason-nonnull", "resp-stop-sequence-key", "resp-usage-ints", "resp-usage-input-positive",
      "resp-usage-output-positive", "resp-usage-no-openai-keys", "resp-text-no-template-tokens",
      "stop-reason-enum", "stop-reason-not-openai", "stop-sequence-null-otherwise", "stop-max-tokens-bound",
      "tooluse-no-markup-in-text", "resp-request-id-header", "http-no-redirect", "http-framing-valid",
    ]),
  .accepted(
    "tool call", reply(toolMessage),
    keeps: [
      "tooluse-block-shape", "tooluse-id-pattern", "tooluse-id-prefix", "tooluse-name-in-list",
      "tooluse-stop-reason", "tooluse-no-empty-text",
    ]),
  .accepted(
    "parallel calls", reply(called(text("Two at once."), weather, toolCall("toolu_2", "now", [:]))),
    keeps: ["tooluse-id-unique", "tooluse-noarg-empty-object"]),
  .accepted(
    "call with unicode", reply(called(toolCall("toolu_1", "get_weather", ["location": "日本 😀"]))),
    keeps: ["tooluse-unicode-args", "resp-utf8"]),
  .accepted(
    "thinking", reply([thinking("Hm."), text("12231")]),
    keeps: ["think-block-shape", "think-before-text", "think-not-in-text"]),
  .accepted("long thinking", reply([thinking(longThought), text("12231")]), keeps: ["think-not-duplicated"]),
  .accepted(
    "no thinking", reply(textMessage, jsonRequest.with("thinking", ["type": "disabled"])),
    keeps: ["think-disabled"]),
  .accepted(
    "thinking not asked for", reply(textMessage, jsonRequest.with("thinking", nil)),
    keeps: ["think-absent-unless-asked"]),
  .accepted("cache counts", reply(pluralized("cache_read_input_tokens", nil)), keeps: ["resp-usage-ints"]),
  .accepted(
    "cache counts null", reply(pluralized("cache_read_input_tokens", .null)),
    keeps: ["resp-usage-cache-fields-types"]),
  .accepted(
    "all from the cache",
    reply(
      pluralized("input_tokens", 0).with(
        "usage", ["input_tokens": 0, "output_tokens": 3, "cache_read_input_tokens": 90])),
    keeps: ["resp-usage-input-positive"]),
  .accepted(
    "empty content",
    reply(textMessage.with("content", []).with("usage", ["input_tokens": 5, "output_tokens": 1])),
    keeps: ["resp-content-array"]),
  .accepted(
    "stop sequence", reply(stopped("stop_sequence", "three", "one two "), stopping),
    keeps: ["stop-sequence-hit", "stop-sequence-excluded"]),
  .accepted("cut at the limit", reply(stopped("max_tokens", .null, "日\u{FFFD}")), keeps: ["resp-utf8"]),
  .accepted(
    "cut call", reply(called(toolCall("toolu_1", "get_weather", [:])).with("stop_reason", "max_tokens")),
    keeps: ["tooluse-stop-reason"]),
  .accepted(
    "stream declined", reply(textMessage, jsonRequest.with("stream", false)),
    keeps: ["resp-stream-false-explicit"]),
  .accepted(
    "forced call", reply(called(thinking("Hm."), weather), choosing(["type": "any"])),
    keeps: ["toolchoice-any-forces", "toolchoice-forced-no-leading-text", "toolchoice-forced-schema-valid"]),
  .accepted(
    "named call", reply(toolMessage, choosing(["type": "tool", "name": "get_weather"])),
    keeps: ["toolchoice-tool-forces-name"]),
  .accepted("no call", reply(textMessage, choosing(["type": "none"])), keeps: ["toolchoice-none"]),
  .accepted(
    "one call of many", reply(toolMessage, choosing(["type": "auto", "disable_parallel_tool_use": true])),
    keeps: ["toolchoice-disable-parallel-auto"]),
  .accepted(
    "one forced call", reply(toolMessage, choosing(["type": "any", "disable_parallel_tool_use": true])),
    keeps: ["toolchoice-disable-parallel-any"]),
  .accepted("strict call", reply(toolMessage, strict), keeps: ["toolchoice-strict-schema-valid"]),
  .accepted(
    "structured", reply([text("{\"a\":1}")], structured),
    keeps: ["structured-json-schema", "structured-no-fences", "structured-no-empty-block"]),
  .accepted(
    "talk about markup",
    reply(
      [text("A <think> tag and <|im_end|>.")],
      jsonRequest.with("messages", [["role": "user", "content": "What are <think> and <|im_end|>?"]])),
    keeps: ["resp-text-no-template-tokens"]),
  .accepted("struck-out text", reply([text("<s>old</s>")]), keeps: ["resp-text-no-template-tokens"]),
  .accepted(
    "compressed",
    exchange(
      request: jsonRequest, requestHeaders: [HeaderField("accept-encoding", "gzip, deflate")],
      headers: jsonHeaders + [HeaderField("content-encoding", "gzip")], body: [0x1F, 0x8B, 8]),
    keeps: ["http-gzip-optional"]),
]

let faultyMessages: [ExchangeExample] = [
  .faulty(
    "html",
    exchange(
      request: jsonRequest,
      headers: [HeaderField("content-type", "text/html"), HeaderField("request-id", "r")],
      body: Array("<html>".utf8)), breaks: "resp-content-type-json"),
  .faulty(
    "declared as text",
    exchange(
      request: jsonRequest,
      headers: [HeaderField("content-type", "text/plain"), HeaderField("request-id", "r")],
      body: textMessage.bytes()), breaks: "resp-content-type-json"),
  .faulty("empty body", exchange(request: jsonRequest, body: []), breaks: "resp-json-single-object"),
  .faulty(
    "two objects", exchange(request: jsonRequest, body: textMessage.bytes() + textMessage.bytes()),
    breaks: "resp-json-single-object", reason: "not-json"),
  .faulty(
    "array", exchange(request: jsonRequest, json: [textMessage]), breaks: "resp-json-single-object",
    reason: "wrong-type"),
  .faulty(
    "too deep", exchange(request: jsonRequest, body: [UInt8](repeating: 0x5B, count: 100_000)),
    breaks: "resp-json-single-object"),
  .faulty(
    "invalid UTF-8",
    exchange(
      request: jsonRequest, body: Array(textMessage.text().utf8).map { $0 == UInt8(ascii: "w") ? 0xC3 : $0 }),
    breaks: "resp-utf8", reason: "invalid-utf8"),
  .faulty(
    "lone surrogate",
    exchange(
      request: jsonRequest,
      body: Array(
        reply([text("SURROGATE")]).response!.body.flatMap {
          $0 == UInt8(ascii: "S") ? Array("\\ud83d".utf8) : [$0]
        }
      )), breaks: "resp-utf8", reason: "lone-surrogate"),
  .faulty(
    "lost character", reply([text("日\u{FFFD}語")]), breaks: "resp-utf8", reason: "replacement-character"),
  .faulty(
    "stream not asked for",
    exchange(request: jsonRequest, headers: streamHeaders, body: Array("event: x\n\n".utf8)),
    breaks: "resp-content-type-json", reason: "event-stream"),
  .faulty(
    "stream declined",
    exchange(
      request: jsonRequest.with("stream", false), headers: streamHeaders, body: Array("event: x\n\n".utf8)),
    breaks: "resp-stream-false-explicit"),
  .faulty(
    "error in success", reply(["type": "error", "error": ["type": "api_error", "message": "x"]]),
    breaks: "err-no-200-with-error"),
  .faulty("bare error in success", reply(["error": "context too long"]), breaks: "err-no-200-with-error"),
  .faulty(
    "error in success to a stream", exchange(request: plainRequest, json: ["error": ["message": "x"]]),
    breaks: "err-no-200-with-error"),
  .faulty(
    "OpenAI completion",
    reply([
      "id": "chatcmpl-1", "object": "chat.completion",
      "choices": [["message": ["role": "assistant", "content": "x"]]],
    ]), breaks: "resp-no-choices"),
  .faulty("no type", reply(textMessage.with("type", nil)), breaks: "resp-type-message"),
  .faulty("wrong role", reply(textMessage.with("role", "user")), breaks: "resp-role-assistant"),
  .faulty("empty id", reply(textMessage.with("id", "")), breaks: "resp-id-nonempty", reason: "empty"),
  .faulty("foreign id", reply(textMessage.with("id", "chatcmpl-1")), breaks: "resp-id-prefix"),
  .faulty(
    "no model", reply(textMessage.with("model", .null)), breaks: "resp-model-nonempty", reason: "wrong-type"),
  .faulty(
    "content string", reply(textMessage.with("content", "Hi")), breaks: "resp-content-array",
    reason: "wrong-type"),
  .faulty(
    "content string under a forced choice",
    reply(toolMessage.with("content", "x"), choosing(["type": "any"])), breaks: "resp-content-array"),
  .faulty("content null", reply(textMessage.with("content", .null)), breaks: "resp-content-array"),
  .faulty("text null", reply([["type": "text", "text": .null], text("x")]), breaks: "resp-content-text-shape"),
  .faulty("bare string in content", reply(["Hi", text("x")]), breaks: "resp-content-text-shape"),
  .faulty("foreign field", reply([text("x").with("input", [:])]), breaks: "resp-block-own-fields"),
  .faulty(
    "unknown block", reply([["type": "reasoning", "text": "x"], text("x")]),
    breaks: "resp-no-unknown-block-types"),
  .faulty(
    "nothing for many tokens",
    reply(textMessage.with("content", []).with("usage", ["input_tokens": 5, "output_tokens": 1000])),
    breaks: "resp-content-not-blank"),
  .faulty(
    "no stop reason", reply(textMessage.with("stop_reason", nil)), breaks: "resp-stop-reason-nonnull",
    reason: "missing-field"),
  .faulty(
    "stop reason null", reply(textMessage.with("stop_reason", .null)), breaks: "resp-stop-reason-nonnull",
    reason: "null"),
  .faulty(
    "no stop sequence", reply(textMessage.with("stop_sequence", nil)), breaks: "resp-stop-sequence-key"),
  .faulty("usage missing", reply(textMessage.with("usage", nil)), breaks: "resp-usage-ints"),
  .faulty(
    "usage empty", reply(textMessage.with("usage", [:])), breaks: "resp-usage-ints", reason: "missing-field"),
  .faulty(
    "usage string", reply(pluralized("output_tokens", "6")), breaks: "resp-usage-ints", reason: "wrong-type"),
  .faulty(
    "usage float", reply(pluralized("output_tokens", 6.5)), breaks: "resp-usage-ints", reason: "wrong-type"),
  .faulty(
    "usage negative", reply(pluralized("input_tokens", -1)), breaks: "resp-usage-ints", reason: "wrong-value"),
  .faulty(
    "OpenAI usage", reply(textMessage.with("usage", ["prompt_tokens": 1, "completion_tokens": 2])),
    breaks: "resp-usage-ints"),
  .faulty("OpenAI keys as well", reply(pluralized("total_tokens", 31)), breaks: "resp-usage-no-openai-keys"),
  .faulty("no input counted", reply(pluralized("input_tokens", 0)), breaks: "resp-usage-input-positive"),
  .faulty("no output counted", reply(pluralized("output_tokens", 0)), breaks: "resp-usage-output-positive"),
  .faulty(
    "cache count string", reply(pluralized("cache_read_input_tokens", "0")),
    breaks: "resp-usage-cache-fields-types"),
  .faulty(
    "OpenAI stop reason", reply(textMessage.with("stop_reason", "length")), breaks: "stop-reason-not-openai"),
  .faulty(
    "unknown stop reason", reply(textMessage.with("stop_reason", "done")), breaks: "stop-reason-enum",
    reason: "wrong-value"),
  .faulty(
    "numeric stop reason", reply(textMessage.with("stop_reason", 1)), breaks: "stop-reason-enum",
    reason: "wrong-type"),
  .faulty(
    "stray stop sequence", reply(textMessage.with("stop_sequence", "x")),
    breaks: "stop-sequence-null-otherwise"),
  .faulty(
    "stop sequence not named", reply(stopped("stop_sequence", .null, "one two "), stopping),
    breaks: "stop-sequence-hit", reason: "missing-field"),
  .faulty(
    "another stop sequence named", reply(stopped("stop_sequence", "two", "one "), stopping),
    breaks: "stop-sequence-hit", reason: "wrong-value"),
  .faulty(
    "stop sequence not enforced", reply(stopped("end_turn", .null, "one two three four"), stopping),
    breaks: "stop-sequence-hit", reason: "not-enforced"),
  .faulty(
    "stop sequence in the text", reply(stopped("stop_sequence", "three", "one two three"), stopping),
    breaks: "stop-sequence-excluded"),
  .faulty("over the limit", reply(pluralized("output_tokens", 4000)), breaks: "stop-max-tokens-bound"),
  .faulty("template token", reply([text("Hi<|im_end|>")]), breaks: "resp-text-no-template-tokens"),
  .faulty("end token", reply([text("Hi</s>")]), breaks: "resp-text-no-template-tokens"),
  .faulty(
    "input as string", reply(called(toolCall("toolu_1", "get_weather", "{}"))), breaks: "tooluse-block-shape",
    reason: "wrong-type"),
  .faulty(
    "call without id", reply(called(weather.with("id", nil))), breaks: "tooluse-block-shape",
    reason: "missing-field"),
  .faulty("id pattern", reply(called(weather.with("id", "call.1"))), breaks: "tooluse-id-pattern"),
  .faulty("id prefix", reply(called(weather.with("id", "call_1"))), breaks: "tooluse-id-prefix"),
  .faulty("same ids", reply(called(weather, weather)), breaks: "tooluse-id-unique"),
  .faulty("unknown tool", reply(called(weather.with("name", "weather"))), breaks: "tooluse-name-in-list"),
  .faulty(
    "arguments for a tool without", reply(called(toolCall("toolu_1", "now", ["x": 1]))),
    breaks: "tooluse-noarg-empty-object"),
  .faulty(
    "turn ended with a call", reply(toolMessage.with("stop_reason", "end_turn")),
    breaks: "tooluse-stop-reason"),
  .faulty(
    "tool use without a call", reply(textMessage.with("stop_reason", "tool_use")),
    breaks: "tooluse-stop-reason"),
  .faulty("blank text before a call", reply(called(text("\n\n"), weather)), breaks: "tooluse-no-empty-text"),
  .faulty("call as text", reply([text("<tool_call>{}</tool_call>")]), breaks: "tooluse-no-markup-in-text"),
  .faulty(
    "lost character in arguments",
    reply(called(toolCall("toolu_1", "get_weather", ["location": "日\u{FFFD}"]))),
    breaks: "tooluse-unicode-args"),
  .faulty(
    "thinking without signature", reply([thinking("Hm.").with("signature", nil), text("x")]),
    breaks: "think-block-shape"),
  .faulty("thinking after text", reply([text("x"), thinking("Hm.")]), breaks: "think-before-text"),
  .faulty("thinking tags", reply([text("<think>hm</think>x")]), breaks: "think-not-in-text"),
  .faulty(
    "harmony tags", reply([text("<|channel|>analysis<|message|>hm<|end|>x")]), breaks: "think-not-in-text"),
  .faulty(
    "thought twice", reply([thinking(longThought), text("So: \(longThought)")]),
    breaks: "think-not-duplicated"),
  .faulty(
    "thinking though off",
    reply([thinking("Hm."), text("x")], jsonRequest.with("thinking", ["type": "disabled"])),
    breaks: "think-disabled"),
  .faulty(
    "thinking unasked", reply([thinking("Hm."), text("x")], jsonRequest.with("thinking", nil)),
    breaks: "think-absent-unless-asked"),
  .faulty(
    "choice any ignored", reply(textMessage, choosing(["type": "any"])), breaks: "toolchoice-any-forces"),
  .faulty(
    "choice any, claimed only", reply(textMessage.with("stop_reason", "tool_use"), choosing(["type": "any"])),
    breaks: "tooluse-stop-reason"),
  .faulty(
    "another tool than named", reply(toolMessage, choosing(["type": "tool", "name": "now"])),
    breaks: "toolchoice-tool-forces-name", reason: "wrong-tool"),
  .faulty(
    "named tool not called", reply(textMessage, choosing(["type": "tool", "name": "now"])),
    breaks: "toolchoice-tool-forces-name", reason: "not-called"),
  .faulty(
    "text before a forced call", reply(called(text("Let me see."), weather), choosing(["type": "any"])),
    breaks: "toolchoice-forced-no-leading-text"),
  .faulty("call though none", reply(toolMessage, choosing(["type": "none"])), breaks: "toolchoice-none"),
  .faulty(
    "parallel though off",
    reply(
      called(weather, toolCall("toolu_2", "now", [:])),
      choosing(["type": "auto", "disable_parallel_tool_use": true])),
    breaks: "toolchoice-disable-parallel-auto"),
  .faulty(
    "two forced calls",
    reply(
      called(weather, toolCall("toolu_2", "now", [:])),
      choosing(["type": "any", "disable_parallel_tool_use": true])), breaks: "toolchoice-disable-parallel-any"
  ),
  .faulty(
    "forced arguments misfit",
    reply(called(toolCall("toolu_1", "get_weather", ["location": 1])), choosing(["type": "any"])),
    breaks: "toolchoice-forced-schema-valid"),
  .faulty(
    "strict arguments misfit", reply(called(toolCall("toolu_1", "get_weather", [:])), strict),
    breaks: "toolchoice-strict-schema-valid"),
  .faulty(
    "structured misfit", reply([text("{\"a\":\"1\"}")], structured), breaks: "structured-json-schema",
    reason: "schema"),
  .faulty(
    "structured prose", reply([text("I cannot do that.")], structured), breaks: "structured-json-schema",
    reason: "not-json"),
  .faulty(
    "structured in a fence", reply([text("```json\n{\"a\":1}\n```")], structured),
    breaks: "structured-no-fences"),
  .faulty(
    "structured after an empty block", reply([text(""), text("{\"a\":1}")], structured),
    breaks: "structured-no-empty-block"),
]
