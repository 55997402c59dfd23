import Verdicts
import Wire

extension RequirementID {
  static let modelsList200: Self = "models-list-200"
  static let modelsListObject: Self = "models-list-object"
  static let modelsEntryID: Self = "models-entry-id"
  static let modelsEntryAnthropicFields: Self = "models-entry-anthropic-fields"
  static let modelsEntryLimits: Self = "models-entry-limits"
  static let modelsEntryLifecycle: Self = "models-entry-lifecycle"
  static let modelsEntryCapabilities: Self = "models-entry-capabilities"
  static let modelsHasMoreFalse: Self = "models-has-more-false"
  static let modelsFirstLastID: Self = "models-first-last-id"
  static let modelsLimit: Self = "models-limit"
  static let modelsLimit1000: Self = "models-limit-1000"
  static let modelsGet: Self = "models-get"
  static let modelsGetEncodedSlash: Self = "models-get-encoded-slash"
}

extension Endpoint {
  /// The list of models, its paging included.
  package static let models = Endpoint("models", method: "GET", path: "/v1/models", capability: "models") {
    reading, input in
    guard input.exchange.request.method == "GET", input.isSuccess, !input.response.isCompressed else { return }
    var rules = ModelsRules(input.response)
    rules.judgeList(url: input.exchange.request.url, ended: input.exchange.timings.ended)
    reading.findings += rules.collector.findings
  }

  /// One model that the list has.
  package static let model = Endpoint("model", method: "GET", path: "/v1/models/{id}", capability: "models") {
    reading, input in
    guard input.exchange.request.method == "GET", input.isSuccess, !input.response.isCompressed, let id = input.id
    else { return }
    var rules = ModelsRules(input.response)
    rules.judgeModel(id, url: input.exchange.request.url)
    reading.findings += rules.collector.findings
  }
}

struct ModelsRules {
  let response: Response
  let body: JSON?
  var collector = FindingCollector()
  /// The page size when the request names none.
  static let defaultLimit = 20
  /// Model discovery gives up after this time, in microseconds.
  static let discoveryTime = 3_000_000

  init(_ response: Response) {
    self.response = response
    body = (try? JSONParser.parse(response.body))?.root
  }

  private func place(_ tokens: String...) -> Place { place(JSONPointer(tokens)) }
  private func place(_ pointer: JSONPointer) -> Place {
    Place(byte: JSONParser.locate(pointer, in: response.body)?.lowerBound, pointer: pointer)
  }

  mutating func judgeList(url: String, ended: Int) {
    let limit = Self.queryValue("limit", of: url).flatMap { Int($0) }
    let text = response.body
    let isThere = collector.require(
      response.status == 200 && body != nil, for: .modelsList200,
      reason: response.status == 200 ? "not-json" : "wrong-status",
      "the models cannot be listed", expected: "status 200 with JSON",
      actual: "\(response.status) \(String(decoding: text.prefix(200), as: UTF8.self))")
    guard isThere, let body else { return }
    if limit == 1000 {
      collector.require(
        ended <= Self.discoveryTime, for: .modelsLimit1000, reason: "late", "model discovery takes too long",
        expected: "\(Self.discoveryTime / 1_000_000) s", actual: "\(ended / 1000) ms")
    }
    let isList = collector.require(
      body["data"]?.array != nil, for: .modelsListObject, reason: body.array != nil ? "wrong-type" : "missing-field",
      "the list of models is not an object with a `data` array", expected: "{\"data\":[…]}",
      actual: Excerpt.of(body))
    guard isList, let entries = body["data"]?.array else { return }
    judgeIDs(entries)
    for (position, entry) in entries.enumerated() where entry.object != nil {
      judgeFields(entry, JSONPointer(["data", String(position)]))
      judgeDetails(entry, JSONPointer(["data", String(position)]))
    }
    judgePaging(body, entries, limit: limit, url: url)
  }

  private mutating func judgeIDs(_ entries: [JSON]) {
    var seen = Set<[UInt8]>()
    let rules = self
    for (position, entry) in entries.enumerated() {
      let pointer = JSONPointer(["data", String(position), "id"])
      let id = entry["id"]
      let isThere = collector.require(
        id?.string?.isEmpty == false, for: .modelsEntryID, reason: id == nil ? "missing-field" : "wrong-type",
        "a listed model has no id", expected: "a non-empty string", actual: Excerpt.of(entry),
        at: rules.place(pointer))
      guard isThere, let id = id?.string else { continue }
      collector.require(
        seen.insert(Array(id.utf8)).inserted, for: .modelsEntryID, reason: "repeated", "two listed models share an id",
        expected: "a unique id", actual: id, at: rules.place(pointer))
    }
  }

  private mutating func judgeFields(_ entry: JSON, _ pointer: JSONPointer) {
    let rules = self
    collector.observe(.modelsEntryAnthropicFields)
    let checks: [(String, Bool, String)] = [
      ("type", entry["type"]?.string == "model", "\"model\""),
      ("display_name", entry["display_name"]?.string?.isEmpty == false, "a non-empty string"),
      ("created_at", entry["created_at"]?.string.map(\.isRFC3339) ?? false, "an RFC 3339 time"),
    ]
    // An entry in another API's form lacks all three; one place says that.
    guard let (key, _, expected) = checks.first(where: { !$0.1 }) else { return }
    collector.fail(
      .modelsEntryAnthropicFields, reason: entry[key] == nil ? "missing-field" : "wrong-value",
      "the \(key) of a listed model is missing or malformed", expected: expected,
      actual: Excerpt.of(entry),
      at: rules.place(pointer.appending(key)))
  }

  /// What an entry says of its model beside its name, each free to be left out.
  private mutating func judgeDetails(_ entry: JSON, _ pointer: JSONPointer) {
    let rules = self
    for key in ["max_input_tokens", "max_tokens"] {
      guard let value = entry[key], !value.isNull else { continue }
      collector.require(
        value.int.map { $0 > 0 } ?? false, for: .modelsEntryLimits,
        reason: value.int == nil ? "wrong-type" : "wrong-value",
        "the \(key) of a listed model is not a number of tokens",
        expected: "an integer, 1 or more, or null", actual: Excerpt.of(value), at: rules.place(pointer.appending(key)))
    }
    if let value = entry["lifecycle"] {
      collector.require(
        value.string.map { ["active", "deprecated", "retired"].contains($0) } ?? false, for: .modelsEntryLifecycle,
        reason: value.string == nil ? "wrong-type" : "wrong-value", "the lifecycle of a listed model is not documented",
        expected: "active, deprecated or retired", actual: Excerpt.of(value),
        at: rules.place(pointer.appending("lifecycle")))
    }
    for key in ["deprecated_at", "retires_at"] {
      guard let value = entry[key], !value.isNull else { continue }
      collector.require(
        value.string?.isRFC3339 ?? false, for: .modelsEntryLifecycle, reason: "wrong-value",
        "the \(key) of a listed model is no time", expected: "an RFC 3339 time or null", actual: Excerpt.of(value),
        at: rules.place(pointer.appending(key)))
    }
    guard let capabilities = entry["capabilities"], !capabilities.isNull else { return }
    let members = capabilities.object?.members ?? []
    let malformed = members.first { $0.value.object == nil || $0.value["supported"].map { $0.bool == nil } ?? false }
    collector.require(
      capabilities.object != nil && malformed == nil, for: .modelsEntryCapabilities, reason: "wrong-type",
      "the capabilities of a listed model do not say what is supported",
      expected: "{\"image_input\":{\"supported\":true},…} or null",
      actual: Excerpt.of(malformed?.value ?? capabilities), at: rules.place(pointer.appending("capabilities")))
  }

  private mutating func judgePaging(_ body: JSON, _ entries: [JSON], limit: Int?, url: String) {
    let rules = self
    let more = body["has_more"]
    let last = body["last_id"] ?? .null
    // Clients ask on unless told that there is no more, or that there is nothing to go on from.
    let pageSize = limit ?? Self.defaultLimit
    let goesOn = !last.isNull && more?.bool != false
    let isPlausible = more?.bool == true && entries.count >= pageSize
    collector.require(
      !goesOn || isPlausible, for: .modelsHasMoreFalse,
      reason: more == nil ? "missing-field" : more?.bool == nil ? "wrong-type" : "wrong-value",
      "a list that fits on one page makes clients ask for another", expected: "\"has_more\":false",
      actual: Excerpt.of(more), at: rules.place("has_more"))
    if let limit, !collector.isViolated(.modelsHasMoreFalse), !collector.isViolated(.modelsEntryID) {
      collector.require(
        entries.count <= limit || more?.bool != true, for: .modelsLimit, reason: "exceeded",
        "the page has more models than `limit`, and announces more", expected: "at most \(limit)",
        actual: String(entries.count), at: rules.place("data"))
    }
    guard !collector.isViolated(.modelsEntryID), !collector.isViolated(.modelsLimit) else { return }
    // A list in the OpenAI form has no paging at all.
    guard body["object"] == nil || body["first_id"] != nil || body["last_id"] != nil else { return }
    collector.observe(.modelsFirstLastID)
    for (key, entry) in [("first_id", entries.first), ("last_id", entries.last)] {
      let expected = entry?["id"] ?? .null
      if let found = body[key], found == expected { continue }
      collector.fail(
        .modelsFirstLastID, reason: body[key] == nil ? "missing-field" : "wrong-value",
        "\(key) is not the id of that entry of the list", expected: Excerpt.of(expected), actual: Excerpt.of(body[key]),
        at: rules.place(key))
    }
  }

  mutating func judgeModel(_ id: String, url: String) {
    let rules = self
    let found = body?["id"]
    if id.utf8.contains(where: { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: ":") }) {
      // Found under the escapes themselves is not found.
      let raw = url.split(separator: "/").last.map(String.init) ?? ""
      let isLiteral = found?.string.map { $0.sameBytes(as: raw) && !raw.sameBytes(as: id) } ?? false
      let isFound = collector.require(
        response.status == 200 && !isLiteral, for: .modelsGetEncodedSlash,
        reason: isLiteral ? "wrong-value" : "wrong-status",
        "a percent-encoded model id is not found", expected: "status 200 and id \(id)",
        actual: isLiteral ? Excerpt.of(found) : String(response.status), at: rules.place("id"))
      guard isFound else { return }
    }
    collector.require(
      response.status == 200 && found?.string?.sameBytes(as: id) == true, for: .modelsGet,
      reason: response.status == 200 ? "wrong-value" : "wrong-status", "a listed model is not found under its id",
      expected: "status 200 and id \(id)",
      actual: response.status == 200 ? Excerpt.of(found) : String(response.status),
      at: rules.place("id"))
    guard response.status == 200, let body, body.object != nil else { return }
    judgeFields(body, JSONPointer())
    judgeDetails(body, JSONPointer())
  }
}

extension ModelsRules {
  /// The value of `key` in the query of `url`, as it is written there.
  static func queryValue(_ key: String, of url: String) -> String? {
    guard let query = url.split(separator: "?", maxSplits: 1).dropFirst().first else { return nil }
    for pair in query.prefix(while: { $0 != "#" }).split(separator: "&") {
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      if parts.first.map(String.init)?.sameBytes(as: key) == true {
        return parts.count > 1 ? String(parts[1]) : ""
      }
    }
    return nil
  }
}
