import ReferenceServer
import Testing
import Wire

@Suite struct StreamEqualityTests {
  /// The message that a client rebuilds from the events of a stream.
  static func rebuilt(_ events: [(name: String, data: JSON)]) throws -> JSON {
    var message = try #require(events.first?.data["message"])
    var blocks: [JSON] = []
    var fragments: [Int: String] = [:]
    var open: Int?
    for (name, data) in events.dropFirst() {
      #expect(data["type"] == .string(name))
      switch name {
      case "content_block_start":
        #expect(open == nil)
        open = data["index"]?.int
        #expect(open == blocks.count)
        blocks.append(try #require(data["content_block"]))
      case "content_block_delta":
        let index = try #require(data["index"]?.int)
        #expect(index == open)
        let delta = try #require(data["delta"])
        for key in ["text", "thinking", "signature"] {
          guard let piece = delta[key]?.string else { continue }
          blocks[index][key] = .string((blocks[index][key]?.string ?? "") + piece)
        }
        if let piece = delta["partial_json"]?.string { fragments[index, default: ""] += piece }
      case "content_block_stop":
        let index = try #require(data["index"]?.int)
        if let text = fragments[index], !text.isEmpty, let input = try? JSONParser.parse(text) {
          blocks[index]["input"] = input
        }
        open = nil
      case "message_delta":
        message["stop_reason"] = data["delta"]?["stop_reason"]
        message["stop_sequence"] = data["delta"]?["stop_sequence"]
        for member in data["usage"]?.object?.members ?? [] {
          var usage = try #require(message["usage"])
          usage[member.key] = member.value
          message["usage"] = usage
        }
      default: break
      }
    }
    message["content"] = .array(blocks)
    return message
  }

  static let bodies: [Probes.Probe] = Probes.all.filter { probe in
    probe.request.method == "POST" && probe.request.path == "/v1/messages" && !probe.overlaps
      && !probe.afterDisconnect
      && (try? MessagesServer(Subject.configuration()).respond(to: probe.request).status) == 200
  }

  @Test func manyKindsOfReplyAreCompared() {
    #expect(Self.bodies.count > 60)
  }

  @Test(arguments: bodies.map(\.name)) func bothWaysSayTheSame(_ name: String) throws {
    let probe = try #require(Self.bodies.first { $0.name == name })
    var body = try JSONParser.parse(probe.request.body).root
    func reply(_ stream: Bool) throws -> ServerReply {
      // A server each, so that both give the same ids.
      body["stream"] = .bool(stream)
      var request = probe.request
      request.body = body.bytes()
      return try MessagesServer(Subject.configuration()).respond(to: request)
    }
    let streamed = try reply(true)
    guard case .stream(let steps) = streamed.body else {
      Issue.record("not a stream")
      return
    }
    let events = try Received(body: steps.flatMap(\.bytes)).events
    if events.last?.name == "error" { return }
    let whole = try JSONParser.parse(try reply(false).bodyBytes).root
    let message = try Self.rebuilt(events)
    #expect(events.last?.name == "message_stop")
    #expect(message["stop_reason"] == whole["stop_reason"])
    #expect(message["usage"] == whole["usage"])
    #expect(message["id"] == whole["id"])
    // A call that was cut off is known in full neither way; the stream only has its fragments.
    let isCut = whole["stop_reason"] == "max_tokens" && whole["content"]?.array?.last?["type"] == "tool_use"
    if !isCut { #expect(message == whole) }
  }

  @Test func everyDeltaIsWholeText() throws {
    let text =
      "\u{1F468}\u{200D}\u{1F469}\u{200D}\u{1F467} \u{65E5}\u{672C}\u{8A9E} e\u{301} \u{1F1EB}\u{1F1F7} end"
    for size in 1...5 {
      let server = try MessagesServer(Subject.configuration { $0.tokensPerDelta = size })
      let request = ServerRequest(
        "POST", "/v1/messages",
        body: minimal(["stream": true, "messages": user("Repeat exactly: " + text)]).bytes())
      guard case .stream(let steps) = server.respond(to: request).body else { continue }
      for step in steps { #expect(step.bytes.firstInvalidUTF8 == nil) }
      let events = try Received(body: steps.flatMap(\.bytes)).events
      let deltas = events.compactMap { $0.data["delta"]?["text"]?.string }
      #expect(deltas.joined().sameBytes(as: text))
      #expect(deltas.count > 1)
    }
  }
}
