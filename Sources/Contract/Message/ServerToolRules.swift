import Wire

extension RequirementID {
  static let serverToolUseShape: Self = "servertool-use-shape"
  static let serverToolIDPrefix: Self = "servertool-id-prefix"
  static let serverToolResultPaired: Self = "servertool-result-paired"
  static let serverToolResultShape: Self = "servertool-result-shape"
  static let serverToolUsage: Self = "servertool-usage"
}

/// Calls that the server answers itself, as a search on the web: judged where a reply has any.
extension MessageRules {
  mutating func judgeServerTools() {
    let calls = blocks.filter { Self.serverCalls.contains($0.type) }
    let results = blocks.filter { Self.isServerResult($0.type) }
    guard !calls.isEmpty || !results.isEmpty else { return }
    for call in calls { judgeServerCall(call) }
    for result in results { judgeServerResult(result) }
    judgePairing(calls, results)
    judgeSearchCount(results)
  }

  private static let serverCalls = ["server_tool_use", "mcp_tool_use"]

  private static func isServerResult(_ type: String) -> Bool { type.hasSuffix("_tool_result") }

  private mutating func judgeServerCall(_ call: Block) {
    let names = call.type == "mcp_tool_use" ? ["id", "name", "server_name"] : ["id", "name"]
    for key in names {
      let found = call.json[key]
      collector.require(
        found?.string?.isEmpty == false, for: .serverToolUseShape,
        reason: found == nil ? "missing-field" : found?.string == nil ? "wrong-type" : "empty",
        "a call that the server answers has no \(key)", expected: "a non-empty string", actual: Excerpt.of(call.json),
        at: origin.place(call.pointer.appending(key)))
    }
    let input = call.json["input"]
    collector.require(
      input?.object != nil, for: .serverToolUseShape, reason: input == nil ? "missing-field" : "wrong-type",
      "the input of a call that the server answers is not an object", expected: "a JSON object",
      actual: Excerpt.of(input), at: origin.place(call.pointer.appending("input")))
    guard let id = call.json["id"]?.string, !id.isEmpty else { return }
    let prefix = call.type == "mcp_tool_use" ? "mcptoolu_" : "srvtoolu_"
    collector.require(
      id.utf8.starts(with: prefix.utf8), for: .serverToolIDPrefix, reason: "wrong-prefix",
      "the id of a call that the server answers does not begin with \(prefix)", expected: "\(prefix)…", actual: id,
      at: origin.place(call.pointer.appending("id")))
  }

  /// Each result belongs to a call before it, and a turn that ended has a result for each call. A turn that was
  /// paused, or that waits for the client, may leave calls open, and the reply after it brings their results.
  private mutating func judgePairing(_ calls: [Block], _ results: [Block]) {
    collector.observe(.serverToolResultPaired)
    var open: [(block: Block, id: String)] = []
    var answered = Set<[UInt8]>()
    for block in blocks {
      if Self.serverCalls.contains(block.type) {
        if let id = block.json["id"]?.string { open.append((block, id)) }
      } else if Self.isServerResult(block.type) {
        guard let id = block.json["tool_use_id"]?.string else { continue }
        let isKnown = open.contains { $0.id.sameBytes(as: id) } || request.mentions(id)
        answered.insert(Array(id.utf8))
        guard !isKnown else { continue }
        collector.fail(
          .serverToolResultPaired, reason: "unknown-id", "a result of the server's belongs to no call before it",
          expected: (["the id of a call before it"] + open.map(\.id)).joined(separator: ", "), actual: id,
          at: origin.place(block.pointer.appending("tool_use_id")))
      }
    }
    guard stopReason == .endTurn, let left = open.first(where: { !answered.contains(Array($0.id.utf8)) }) else {
      return
    }
    collector.fail(
      .serverToolResultPaired, reason: "missing", "a call that the server answers has no result in a turn that ended",
      expected: "a result with the id \(left.id)", actual: "none", at: origin.place(left.block.pointer))
  }

  private mutating func judgeServerResult(_ result: Block) {
    let id = result.json["tool_use_id"]
    collector.require(
      id?.string?.isEmpty == false, for: .serverToolResultShape,
      reason: id == nil ? "missing-field" : id?.string == nil ? "wrong-type" : "empty",
      "a result of the server's does not say whose it is", expected: "a non-empty string in tool_use_id",
      actual: Excerpt.of(result.json), at: origin.place(result.pointer.appending("tool_use_id")))
    let content = result.json["content"]
    let fits =
      switch result.type {
      case "web_search_tool_result": Self.isSearchResult(content)
      case "mcp_tool_result":
        (content?.string != nil || Self.isList(content, of: ["text": ["text"]]))
          && result.json["is_error"]?.bool != nil
      default: content?["type"]?.string != nil || content?.array != nil
      }
    collector.require(
      fits, for: .serverToolResultShape, reason: content == nil ? "missing-field" : "wrong-value",
      "the content of a \(result.type) is not what its type says",
      expected: Self.resultContents.first { $0.type == result.type }?.content ?? "an object with a type",
      actual: Excerpt.of(result.json), at: origin.place(result.pointer.appending("content")))
  }

  private static let resultContents: [(type: String, content: String)] = [
    (
      "web_search_tool_result",
      "a list of web_search_result with url and title, or a web_search_tool_result_error with a documented error_code"
    ),
    ("mcp_tool_result", "a string or a list of text blocks, and is_error"),
  ]

  private static let searchErrors = [
    "invalid_tool_input", "unavailable", "max_uses_exceeded", "too_many_requests", "query_too_long",
    "request_too_large",
  ]

  private static func isSearchResult(_ content: JSON?) -> Bool {
    if content?.array != nil { return isList(content, of: ["web_search_result": ["url", "title"]]) }
    return content?["type"]?.string == "web_search_tool_result_error"
      && content?["error_code"]?.string.map(searchErrors.contains) == true
  }

  /// Whether `content` is a list of objects of these types that have these members as strings.
  private static func isList(_ content: JSON?, of types: [String: [String]]) -> Bool {
    content?.array?.allSatisfy { element in
      guard let keys = element["type"]?.string.flatMap({ types[$0] }) else { return false }
      return keys.allSatisfy { element[$0]?.string != nil }
    } == true
  }

  /// Searches are charged by the piece, so that a reply with results says how many there were.
  private mutating func judgeSearchCount(_ results: [Block]) {
    let found = results.filter { $0.type == "web_search_tool_result" && $0.json["content"]?.array != nil }
    let usage = message["usage"]?["server_tool_use"]
    guard !found.isEmpty || usage?.isNull == false else { return }
    let count = usage?["web_search_requests"]?.int
    if found.isEmpty, count == nil, usage?.object != nil { return }
    collector.require(
      count.map { $0 >= (found.isEmpty ? 0 : 1) } ?? false, for: .serverToolUsage,
      reason: count == nil ? "missing-field" : "wrong-value",
      "the reply has results of searches, and usage does not count them",
      expected: "usage.server_tool_use.web_search_requests of 1 or more", actual: Excerpt.of(message["usage"]),
      at: origin.place("usage", "server_tool_use"))
  }
}
