import Cases
import Contract
import Wire

extension ResponseReading {
  /// One view of the response as JSON, or nil when the response has no such side.
  package func view(_ view: View) -> JSON? {
    switch view {
    case .status: status.map { JSON($0) }
    case .headers: exchange.response.map { Self.headers($0.head.headers) }
    case .contentTypes: exchange.response?.mediaType.map { .string($0) }
    case .body: body
    case .lines: lines
    case .message: message
    case .text: blocks.map { .string(joinedText($0)) }
    case .usage: usage
    case .blockTypes: blocks.map { .array($0.map { $0["type"] ?? .null }) }
    case .toolUses: blocks.map { .array($0.filter { $0["type"]?.string == "tool_use" }) }
    case .stream: streamView
    case .time: timeView
    case .end: endView
    case .connection: ["reused": .bool(exchange.reusedConnection), "announced": .bool(followsAnnouncedClose)]
    }
  }

  /// All views under their names, for paths.
  package func value(at path: ViewPath) -> JSON? {
    guard case .key(let name)? = path.segments.first, let view = View(rawValue: name) else { return nil }
    guard let root = self.view(view) else { return nil }
    return path.segments.count == 1 ? root : ViewPath.value(of: Array(path.segments.dropFirst()), in: root)
  }

  /// Nil where a line is no JSON.
  private var lines: JSON? {
    guard let lines = exchange.response?.lines else { return nil }
    let values = lines.compactMap { (try? JSONParser.parse($0.bytes))?.root }
    return values.count == lines.count ? .array(values) : nil
  }

  private var blocks: [JSON]? { message?["content"]?.array }

  private func joinedText(_ blocks: [JSON]) -> String {
    blocks.filter { $0["type"]?.string == "text" }.compactMap { $0["text"]?.string }.joined()
  }

  /// Whether a message answers a prompt that by its count has no tokens, which `resp-usage-input-positive` forbids. Where
  /// there is no answer either, nothing may have been read.
  var countsNoInput: Bool { hasAnswer && usage?["input_total"]?.double == 0 }

  /// Whether a message says or calls anything.
  var hasAnswer: Bool {
    blocks?.contains { $0["type"]?.string != "text" || $0["text"]?.string?.isEmpty == false } ?? false
  }

  private var usage: JSON? {
    guard var usage = message?["usage"], usage.object != nil else { return nil }
    if let total = usage.totalInputTokens { usage["input_total"] = JSON(total) }
    return usage
  }

  private static func headers(_ fields: [HeaderField]) -> JSON {
    var object = JSONObject()
    for field in fields {
      let name = field.name.lowercased()
      if let before = object[name]?.string {
        object[name] = .string(before + ", " + field.value)
      } else {
        object[name] = .string(field.value)
      }
    }
    return .object(object)
  }

  private var streamView: JSON? {
    guard let stream else { return nil }
    return [
      "events": .array(stream.events.map { .string($0.name ?? "") }),
      "stopped": .bool(stream.stopped),
      "error": stream.errorEvent ?? .null,
    ]
  }

  private var endView: JSON {
    switch exchange.end {
    case .complete: "complete"
    case .closedByClient: "closed-by-client"
    case .failed(let failure): .string(failure.kind.rawValue)
    }
  }

  /// Milliseconds; members that were not reached are left out.
  private var timeView: JSON {
    var object: JSON = ["total": JSON(exchange.timings.ended / 1000)]
    if let first = exchange.timings.firstByte { object["first_byte"] = JSON(first / 1000) }
    let arrivals = exchange.response?.arrivals.map(\.microseconds) ?? []
    let gaps = zip(arrivals, arrivals.dropFirst()).map { $1 - $0 }
    if let longest = gaps.max() { object["longest_gap"] = JSON(longest / 1000) }
    if let stop = stream?.events.last(where: { $0.name == "message_stop" })?.elapsed {
      object["after_stop"] = JSON(max(0, exchange.timings.ended.minus(stop)) / 1000)
    }
    return object
  }
}
