import Wire

/// A search on the web that the server runs itself, for defects and a personality: the conformant server runs none, and
/// says so.
struct WebSearch: Sendable {
  /// The call and its result, as they stand before the text.
  var blocks: [JSON] = [
    ["type": "server_tool_use", "id": "srvtoolu_01Search", "name": "web_search", "input": ["query": "hello"]],
    [
      "type": "web_search_tool_result", "tool_use_id": "srvtoolu_01Search",
      "content": [
        [
          "type": "web_search_result", "url": "https://example.com/hello", "title": "Hello",
          "encrypted_content": "Eq8B", "page_age": .null,
        ]
      ],
    ],
  ]
  var usage: JSON = ["web_search_requests": 1, "web_fetch_requests": 0]

  /// Serves requests that offer a search, and searches once in each reply to them.
  func install(_ hooks: inout Hooks) {
    for rule in ["tools.type", "tools.schema"] {
      hooks.accept(rule) { input in Self.isOffered(input.body) && !Self.hasOtherTypes(input.tools) }
    }
    hooks.message.append { message, context in
      guard Self.isOffered(context.body) else { return }
      message.edit("content") { $0.editArray { $0.insert(contentsOf: blocks, at: Self.place(in: $0)) } }
      message.edit("usage") { $0["server_tool_use"] = usage }
    }
    hooks.events.append { events, context in
      guard Self.isOffered(context.body) else { return }
      insert(into: &events)
    }
  }

  private static func isOffered(_ body: JSON) -> Bool {
    body["tools"]?.array?.contains { $0["type"]?.string?.hasPrefix("web_search_") ?? false } ?? false
  }

  private static func hasOtherTypes(_ tools: [JSON]) -> Bool {
    tools.contains { tool in
      guard let type = tool["type"]?.string else { return tool["input_schema"]?.object == nil }
      return !type.hasPrefix("web_search_") && !(type == "custom" && tool["input_schema"]?.object != nil)
    }
  }

  /// Behind the thoughts.
  private static func place(in content: [JSON]) -> Int {
    content.firstIndex { $0["type"]?.string?.hasSuffix("thinking") != true } ?? content.count
  }

  private func insert(into events: inout [StreamEvent]) {
    let starts = events.indices.filter { events[$0].name == "content_block_start" }
    let opened = starts.map { events[$0].data["content_block"] ?? .null }
    let first = Self.place(in: opened)
    let at = first < starts.count ? starts[first] : events.firstIndex { $0.name == "message_delta" } ?? events.count
    for index in events.indices[at...] {
      if let old = events[index].data["index"]?.int { events[index].data["index"] = JSON(old + blocks.count) }
      if events[index].name == "message_delta" { events[index].data.edit("usage") { $0["server_tool_use"] = usage } }
    }
    let added = blocks.enumerated().flatMap { offset, block in Self.events(of: block, at: first + offset) }
    events.insert(contentsOf: added, at: at)
  }

  /// The input of a call comes in a delta, a result with its opening.
  private static func events(of block: JSON, at index: Int) -> [StreamEvent] {
    var opening = block
    var deltas: [StreamEvent] = []
    if let input = block["input"], input.object != nil {
      opening["input"] = [:]
      let delta: JSON = ["type": "input_json_delta", "partial_json": .string(input.text())]
      deltas = [StreamEvent("content_block_delta", ["index": JSON(index), "delta": delta])]
    }
    return [StreamEvent("content_block_start", ["index": JSON(index), "content_block": opening])] + deltas
      + [StreamEvent("content_block_stop", ["index": JSON(index)])]
  }
}
