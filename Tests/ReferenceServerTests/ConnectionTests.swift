import ReferenceServer
import Testing
import Wire

@Suite(.serialized) struct ConnectionTests {
  private func start(_ defects: String..., change: (inout Configuration) -> Void = { _ in }) async throws
    -> Subject
  {
    try await Subject(
      .socket,
      Subject.configuration {
        $0.defects = defects
        change(&$0)
      })
  }

  private func request(_ body: JSON, _ headers: [HeaderLine] = []) -> [UInt8] {
    ServerRequest("POST", "/v1/messages", headers: headers, body: body.bytes()).wireBytes
  }

  private func head(_ lines: String...) -> [UInt8] {
    Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8)
  }

  @Test func aConnectionCarriesManyExchanges() async throws {
    let subject = try await start()
    let client = try SocketClient(port: subject.port)
    var ids: Set<String> = []
    for stream in [false, true, false, true] {
      try client.send(request(minimal(["stream": .bool(stream)])))
      let reply = try client.response()
      #expect(reply.status == 200)
      #expect(reply.isComplete)
      ids.insert(reply.header("request-id") ?? "")
    }
    #expect(ids.count == 4)
    await subject.stop()
  }

  @Test func pipelinedRequestsAreAnsweredInOrder() async throws {
    let subject = try await start()
    let client = try SocketClient(port: subject.port)
    let words = ["one", "two", "three", "four"]
    try client.send(words.flatMap { request(minimal(["messages": user("Repeat exactly: \($0)")])) })
    for word in words { #expect(try client.response().json["content"]?[0]?["text"] == .string(word)) }
    await subject.stop()
  }

  @Test func requestBodiesMayComeInChunks() async throws {
    let subject = try await start()
    let client = try SocketClient(port: subject.port)
    try client.send(head("POST /v1/messages HTTP/1.1", "Host: x", "Transfer-Encoding: chunked"))
    let body = minimal(["messages": user("Repeat exactly: chunked")]).bytes()
    for part in [body.prefix(10), body.dropFirst(10)] {
      try client.send(Array("\(String(part.count, radix: 16))\r\n".utf8) + part + [13, 10])
    }
    try client.send(Array("0\r\n\r\n".utf8))
    #expect(try client.response().json["content"]?[0]?["text"] == "chunked")
    await subject.stop()
  }

  @Test func aClientMayWaitForPermissionToSend() async throws {
    let subject = try await start()
    let client = try SocketClient(port: subject.port)
    let body = minimal().bytes()
    try client.send(
      head("POST /v1/messages HTTP/1.1", "Host: x", "Expect: 100-continue", "Content-Length: \(body.count)"))
    #expect(try client.response().status == 100)
    try client.send(body)
    #expect(try client.response().status == 200)
    await subject.stop()
  }

  @Test func aBodyThatIsTooLargeIsRefusedAndTheConnectionLives() async throws {
    let subject = try await start { $0.maximumBodyBytes = 2000 }
    let client = try SocketClient(port: subject.port)
    try client.send(request(minimal(["messages": user(String(repeating: "x", count: 5000))])))
    let refused = try client.response()
    #expect(refused.status == 413)
    #expect(try refused.json["error"]?["type"] == "request_too_large")
    try client.send(request(minimal()))
    #expect(try client.response().status == 200)
    // Announced with Expect, it is refused before it is sent.
    try client.send(
      head("POST /v1/messages HTTP/1.1", "Host: x", "Expect: 100-continue", "Content-Length: 5000"))
    let early = try client.response()
    #expect(early.status == 413)
    #expect(early.header("connection") == "close")
    #expect(try !client.read())
    await subject.stop()
  }

  @Test(arguments: ["/", "/api/hello"]) func headIsAnsweredWithoutABody(_ path: String) async throws {
    let subject = try await start { $0.authentication = .required(["secret"]) }
    let client = try SocketClient(port: subject.port)
    try client.send(head("HEAD \(path) HTTP/1.1", "Host: x"))
    #expect(try client.response(toHead: true).status == 200)
    try client.send(head("GET /v1/nope HTTP/1.1", "Host: x", "x-api-key: secret"))
    #expect(try client.response().status == 404)
    await subject.stop()
  }

  @Test func noiseIsRefusedInTheEnvelope() async throws {
    let subject = try await start()
    let client = try SocketClient(port: subject.port)
    try client.send(Array("\u{1}\u{2}NOISE\r\n\r\n".utf8))
    let reply = try client.response()
    #expect(reply.status == 400)
    #expect(try reply.json["error"]?["type"] == "invalid_request_error")
    #expect(try !client.read())
    #expect(try subject.post(minimal()).status == 200)
    await subject.stop()
  }

  @Test func oldClientsGetAClosedConnection() async throws {
    let subject = try await start()
    for stream in [false, true] {
      let client = try SocketClient(port: subject.port)
      let body = minimal(["stream": .bool(stream)]).bytes()
      try client.send(head("POST /v1/messages HTTP/1.0", "Content-Length: \(body.count)") + body)
      let reply = try client.response()
      #expect(reply.header("transfer-encoding") == nil)
      #expect(reply.text.contains(stream ? "message_stop" : "end_turn"))
      #expect(try !client.read())
    }
    await subject.stop()
  }

  @Test func aStreamArrivesInPieces() async throws {
    let subject = try await start { $0.deltaDelay = 5 }
    let client = try SocketClient(port: subject.port)
    try client.send(request(minimal(["stream": true])))
    var reads = 0
    while Received.find(Array("\r\n0\r\n\r\n".utf8), in: client.received, from: 0) == nil {
      guard try client.read() else { break }
      reads += 1
    }
    #expect(reads > 10)
    await subject.stop()
  }

  @Test func aClientMayLeaveInAStream() async throws {
    let subject = try await start { $0.deltaDelay = 5 }
    for _ in 0..<5 {
      let client = try SocketClient(port: subject.port)
      try client.send(request(minimal(["stream": true])))
      _ = try client.read()
    }
    let begun = ContinuousClock.now
    #expect(try subject.post(minimal()).status == 200)
    #expect(ContinuousClock.now - begun < .seconds(5))
    await subject.stop()
  }

  @Test func stoppingEndsOpenStreams() async throws {
    var isRefused = false
    // A server of another test may get the port in the meantime, though hardly three times.
    for _ in 0..<3 where !isRefused {
      let subject = try await start { $0.deltaDelay = 1000 }
      let client = try SocketClient(port: subject.port)
      try client.send(request(minimal(["stream": true])))
      _ = try client.read()
      await subject.stop()
      while try client.read() {}
      isRefused = (try? SocketClient(port: subject.port)) == nil
    }
    #expect(isRefused)
  }

  @Test func parallelRequestsDoNotMix() async throws {
    let subject = try await start { $0.deltaDelay = 2 }
    let port = subject.port
    try await withThrowingTaskGroup(of: (String, String).self) { group in
      for number in 0..<4 {
        group.addTask {
          let client = try SocketClient(port: port)
          let body = minimal([
            "stream": .bool(number % 2 == 0),
            "messages": user("Repeat exactly: marker-\(number)-" + String(repeating: "x ", count: 20)),
          ])
          try client.send(ServerRequest("POST", "/v1/messages", body: body.bytes()).wireBytes)
          let reply = try client.response()
          if number % 2 == 1 {
            return ("marker-\(number)-", try reply.json["content"]?[0]?["text"]?.string ?? "")
          }
          return (
            "marker-\(number)-", try reply.events.compactMap { $0.data["delta"]?["text"]?.string }.joined()
          )
        }
      }
      for try await (marker, text) in group { #expect(text.hasPrefix(marker)) }
    }
    await subject.stop()
  }
}
