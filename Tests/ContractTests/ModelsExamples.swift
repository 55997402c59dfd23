import Wire

@testable import Contract

private let modelA: JSON = [
  "type": "model", "id": "org/a:7b", "display_name": "A", "created_at": "2026-01-02T03:04:05Z",
]
private let modelB = modelA.with("id", "b")
private func list(_ data: [JSON], more: JSON? = false) -> JSON {
  let page: JSON = [
    "data": .array(data), "first_id": data.first?["id"] ?? .null, "last_id": data.last?["id"] ?? .null,
  ]
  return page.with("has_more", more)
}
private let both = list([modelA, modelB])
private func models(_ json: JSON, _ query: String = "", status: Int = 200, ended: Int = 1_000_000) -> Exchange {
  exchange("/v1/models\(query)", method: "GET", status: status, json: json, ended: ended)
}
private func counting(_ status: Int, _ body: String) -> Exchange {
  exchange(
    "/v1/messages/count_tokens?beta=true", request: jsonRequest, status: status, body: Array(body.utf8))
}
private let missing =
  "{\"type\":\"error\",\"error\":{\"type\":\"not_found_error\",\"message\":\"x\"},\"request_id\":\"req_1\"}"

let acceptedModels: [ExchangeExample] = [
  .accepted(
    "list", models(both),
    keeps: [
      "models-list-200", "models-list-object", "models-entry-id", "models-entry-anthropic-fields",
      "models-has-more-false", "models-first-last-id",
    ]),
  .accepted("empty list", models(list([])), keeps: ["models-first-last-id"]),
  .accepted(
    "one of many", models(list([modelA], more: true), "?limit=1"),
    keeps: ["models-limit", "models-has-more-false"]),
  .accepted("limit ignored", models(both, "?limit=1"), keeps: ["models-limit"]),
  .accepted("discovery", models(both, "?limit=1000"), keeps: ["models-limit-1000"]),
  .accepted("one model", exchange("/v1/models/b", method: "GET", json: modelB), keeps: ["models-get"]),
  .accepted(
    "encoded id", exchange("/v1/models/org%2Fa:7b", method: "GET", json: modelA),
    keeps: ["models-get-encoded-slash"]),
  .accepted("count", counting(200, "{\"input_tokens\":12}"), keeps: ["count-basic"]),
  .accepted("no counting", counting(404, missing), keeps: ["count-absent-404"]),
]

let faultyModels: [ExchangeExample] = [
  .faulty("bare array", models([modelA]), breaks: "models-list-object"),
  .faulty(
    "list is html", exchange("/v1/models", method: "GET", body: Array("<html>".utf8)),
    breaks: "models-list-200"),
  .faulty(
    "no ids", models(list([modelA.with("id", nil), modelB]).with("first_id", .null)),
    breaks: "models-entry-id", reason: "missing-field"),
  .faulty("same ids", models(list([modelB, modelB])), breaks: "models-entry-id", reason: "repeated"),
  .faulty(
    "OpenAI list", models(["object": "list", "data": [["id": "a", "object": "model", "created": 1]]]),
    breaks: "models-entry-anthropic-fields"),
  .faulty(
    "time as a number", models(list([modelA.with("created_at", 1)])),
    breaks: "models-entry-anthropic-fields"),
  .faulty(
    "more forever", models(list([modelA, modelB], more: true)), breaks: "models-has-more-false",
    reason: "wrong-value"),
  .faulty(
    "more not said", models(list([modelA, modelB], more: nil)), breaks: "models-has-more-false",
    reason: "missing-field"),
  .faulty("wrong first id", models(both.with("first_id", "x")), breaks: "models-first-last-id"),
  .faulty("last id missing", models(both.with("last_id", nil)), breaks: "models-first-last-id"),
  .faulty("over the limit", models(list([modelA, modelB], more: true), "?limit=1"), breaks: "models-limit"),
  .faulty("slow discovery", models(both, "?limit=1000", ended: 4_000_000), breaks: "models-limit-1000"),
  .faulty(
    "another model", exchange("/v1/models/b", method: "GET", json: modelA), breaks: "models-get",
    reason: "wrong-value"),
  .faulty(
    "encoded id taken literally",
    exchange("/v1/models/org%2Fa:7b", method: "GET", json: modelA.with("id", "org%2Fa:7b")),
    breaks: "models-get-encoded-slash"),
  .faulty(
    "count under another name", counting(200, "{\"tokens\":5}"), breaks: "count-basic",
    reason: "missing-field"),
  .faulty("count zero", counting(200, "{\"input_tokens\":0}"), breaks: "count-basic", reason: "wrong-value"),
  .faulty(
    "count string", counting(200, "{\"input_tokens\":\"12\"}"), breaks: "count-basic", reason: "wrong-type"),
  .faulty(
    "success without a count", counting(200, "{\"error\":\"Unexpected endpoint\"}"),
    breaks: "count-absent-404"),
  .faulty(
    "counting not implemented", counting(501, missing.replacingFirst("not_found_error", "api_error")),
    breaks: "count-absent-404", reason: "wrong-status"),
]

extension String {
  fileprivate func replacingFirst(_ old: String, _ new: String) -> String {
    guard let range = firstRange(of: old) else { return self }
    return replacingCharacters(in: range, with: new)
  }
  fileprivate func replacingCharacters(in range: Range<String.Index>, with new: String) -> String {
    self[..<range.lowerBound] + new + self[range.upperBound...]
  }
}
