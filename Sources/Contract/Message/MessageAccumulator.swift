import Wire

/// Rebuilds the message of a stream exactly as the official Python client (2.x, `accumulate_event`)
/// does, its carelessness included: blocks are found by their position in the list, deltas of
/// another kind than their block are dropped in silence, and a later `message_delta` overwrites the
/// stop reason of an earlier one even with nothing.
///
/// The one difference: the arguments of a tool are read once, at the end, instead of after every
/// fragment, so that long arguments cost linear time. For an object the outcome is the same.
package struct MessageAccumulator: Sendable {
  /// All of the message but its content.
  private var frame: JSONObject?
  private var content: [Block]?
  private var usage: JSON?

  /// A content block whose growing text is kept apart, so that appending to it stays cheap.
  private struct Block: Sendable {
    var json: JSON
    var type: String?
    /// What has been appended to its text or thinking, or the arguments of its tool call.
    var appended = ""
    var citations: [JSON] = []
    var arguments = Arguments.unread
  }

  /// What is known of a tool's arguments so far, so that each fragment is read once.
  private enum Arguments {
    case unread
    /// A number, which the next fragment may still break; it begins at this byte.
    case number(from: Int)
    /// Nothing that follows can break them.
    case settled
  }

  package init() {}

  /// Takes the data of the next event, as the client does once it has left out pings, events without
  /// a name and events without data.
  ///
  /// Throws where the client raises; it must not be used any further then.
  package mutating func receive(_ event: JSON) throws(AccumulationError) {
    guard event.object != nil else { throw .init("the data of an event is not an object") }
    guard let type = event["type"]?.string else { return }
    if frame == nil {
      if type == "message_start" { try start(event["message"]) }
      return
    }
    switch type {
    case "content_block_start": try open(event["content_block"])
    case "content_block_delta": try extend(event)
    case "content_block_stop": _ = try position(event["index"])
    case "message_delta": try update(event)
    default: break
    }
  }

  /// The stream is over. Throws where the client would have raised over a tool's arguments, or for
  /// want of `message_start`.
  package func finish() throws(AccumulationError) -> JSON {
    guard var message = frame else { throw .init("there was no message_start") }
    if let content {
      var blocks: [JSON] = []
      for block in content { blocks.append(try rebuilt(block)) }
      message["content"] = .array(blocks)
    }
    if let usage { message["usage"] = usage }
    return .object(message)
  }

  private mutating func start(_ message: JSON?) throws(AccumulationError) {
    guard let object = message?.object else { throw .init("message_start has no message") }
    frame = object
    content = object["content"]?.array.map { $0.map { Block(json: $0, type: $0["type"]?.string) } }
    if let counts = object["usage"], counts.object != nil { usage = counts }
  }

  private mutating func open(_ block: JSON?) throws(AccumulationError) {
    guard block?.object != nil, let block else { throw .init("content_block_start has no content block") }
    guard content != nil else { throw .init("the content of message_start is not an array") }
    content?.append(Block(json: block, type: block["type"]?.string))
  }

  private mutating func extend(_ event: JSON) throws(AccumulationError) {
    let index = try position(event["index"])
    guard let delta = event["delta"], delta.object != nil else {
      throw .init("content_block_delta has no delta")
    }
    let type = content?[index].type
    switch (delta["type"]?.string, type) {
    case ("text_delta", "text"): try append(delta, "text", at: index)
    case ("thinking_delta", "thinking"): try append(delta, "thinking", at: index)
    case ("input_json_delta", "tool_use"), ("input_json_delta", "server_tool_use"):
      guard let piece = delta["partial_json"]?.string else { throw .init("partial_json is not a string") }
      content?[index].appended += piece
      try checkArguments(at: index)
    case ("signature_delta", "thinking"): content?[index].json["signature"] = delta["signature"] ?? .null
    case ("citations_delta", "text"): content?[index].citations.append(delta["citation"] ?? .null)
    default: break
    }
  }

  /// Half a text, a half-written word or white space alone can only be read inside an array or object, so that what
  /// is neither has to be whole with its first fragment. Only a number can be broken by a later one.
  private mutating func checkArguments(at index: Int) throws(AccumulationError) {
    guard let block = content?[index], !block.appended.isEmpty else { return }
    let start: Int
    switch block.arguments {
    case .settled: return
    case .number(let first): start = first
    case .unread:
      start =
        block.appended.utf8.enumerated().first {
          $0.element != 0x20 && $0.element != 0x0A && $0.element != 0x0D && $0.element != 0x09
        }?.offset ?? 0
    }
    let text = block.appended.utf8.dropFirst(start)
    let first = text.first
    content?[index].arguments = .settled
    if first == UInt8(ascii: "{") || first == UInt8(ascii: "[") { return }
    do { _ = try PartialJSON.parse(text) } catch {
      throw .init("the arguments of a tool call are not JSON from byte \(start + error.offset) on")
    }
    // Nobody's arguments are a number this long.
    let mayBreak = text.count < 1000 && text.allSatisfy { Self.numberBytes.contains($0) }
    if mayBreak { content?[index].arguments = .number(from: start) }
  }

  private static let numberBytes = Set("+-.0123456789eE".utf8)

  private mutating func append(_ delta: JSON, _ key: String, at index: Int) throws(AccumulationError) {
    guard let piece = delta[key]?.string else { throw .init("a delta has no string in \(key)") }
    guard content?[index].json[key]?.string != nil else {
      throw .init("a block starts without a string in \(key)")
    }
    content?[index].appended += piece
  }

  /// The position in the list of blocks. Negative ones count from its end, as they do in Python.
  private func position(_ index: JSON?) throws(AccumulationError) -> Int {
    guard let content else { throw .init("the content of message_start is not an array") }
    guard let index = index.flatMap(integer) else { throw .init("an index is missing or not an integer") }
    let position = index < 0 ? content.count + index : index
    guard content.indices.contains(position) else {
      throw .init("index \(index) is beyond the \(content.count) blocks so far")
    }
    return position
  }

  private mutating func update(_ event: JSON) throws(AccumulationError) {
    guard let delta = event["delta"], delta.object != nil else { throw .init("message_delta has no delta") }
    guard let counts = event["usage"], counts.object != nil else { throw .init("message_delta has no usage") }
    guard usage != nil else { throw .init("message_start had no usage") }
    frame?["stop_reason"] = delta["stop_reason"] ?? .null
    frame?["stop_sequence"] = delta["stop_sequence"] ?? .null
    if delta["stop_details"] != nil || frame?["stop_details"] != nil {
      frame?["stop_details"] = delta["stop_details"] ?? .null
    }
    if let container = delta["container"], !container.isNull { frame?["container"] = container }
    usage?["output_tokens"] = counts["output_tokens"] ?? .null
    for key in [
      "input_tokens", "cache_creation_input_tokens", "cache_read_input_tokens", "server_tool_use",
      "output_tokens_details",
    ] {
      if let value = counts[key], !value.isNull { usage?[key] = value }
    }
  }

  private func rebuilt(_ block: Block) throws(AccumulationError) -> JSON {
    var json = block.json
    switch block.type {
    case "text", "thinking":
      let key = block.type ?? ""
      if let opening = json[key]?.string, !block.appended.isEmpty {
        json[key] = .string(opening + block.appended)
      }
    case "tool_use", "server_tool_use":
      guard !block.appended.isEmpty else { break }
      do {
        json["input"] = try PartialJSON.parse(block.appended)
      } catch {
        throw .init("the arguments of a tool call are not JSON from byte \(error.offset) on")
      }
    default: break
    }
    if !block.citations.isEmpty {
      json["citations"] = .array((json["citations"]?.array ?? []) + block.citations)
    }
    return json
  }

  /// The client's models turn whole numbers in text or with a fraction and truth values into integers.
  private func integer(_ value: JSON) -> Int? {
    switch value {
    case .number(let number): number.int ?? Int(exactly: number.double)
    case .string(let text): Int(text)
    case .bool(let truth): truth ? 1 : 0
    default: nil
    }
  }
}

/// Where the official client would raise an exception.
package struct AccumulationError: Error, Sendable, Equatable, CustomStringConvertible {
  package var description: String
  init(_ description: String) { self.description = description }
}
