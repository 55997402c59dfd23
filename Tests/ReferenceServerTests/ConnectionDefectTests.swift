import ReferenceServer
import Testing
import Wire

/// Defects below HTTP, as a client on a socket meets them.
@Suite(.serialized) struct ConnectionDefectTests {
  private func subject(_ defect: String, delay: Int = 0) async throws -> Subject {
    try await Subject(
      .socket,
      Subject.configuration {
        $0.defects = [defect]
        $0.deltaDelay = delay
      })
  }

  /// Sends one request, reads to the end of the connection or of the response.
  private func exchange(_ subject: Subject, stream: Bool) throws -> (Received, SocketClient) {
    let client = try SocketClient(port: subject.port)
    try client.send(
      ServerRequest("POST", "/v1/messages", body: minimal(["stream": .bool(stream)]).bytes()).wireBytes)
    return (try client.response(), client)
  }

  @Test(arguments: ["content-length-too-long", "body-cut"]) func wholeRepliesBreakOff(_ defect: String)
    async throws
  {
    let subject = try await subject(defect)
    let (reply, client) = try exchange(subject, stream: false)
    #expect(reply.status == 200)
    #expect(!reply.isComplete)
    #expect(try !client.read())
    await subject.stop()
  }

  @Test func aShortLengthLeavesBytesBehind() async throws {
    let subject = try await subject("content-length-too-short")
    let (reply, client) = try exchange(subject, stream: false)
    #expect(throws: JSONSyntaxError.self) { try reply.json }
    if client.received.isEmpty { _ = try client.read() }
    #expect(client.received.count == 10)
    await subject.stop()
  }

  @Test func streamsAreReset() async throws {
    let subject = try await subject("stream-reset", delay: 1)
    let (reply, client) = try exchange(subject, stream: true)
    #expect(!reply.isComplete)
    #expect(client.wasReset)
    await subject.stop()
  }

  @Test func streamsAreCut() async throws {
    let subject = try await subject("stream-cut")
    let (reply, client) = try exchange(subject, stream: true)
    #expect(reply.text.contains("message_stop"))
    #expect(!reply.isComplete)
    #expect(!client.wasReset)
    await subject.stop()
  }

  @Test func connectionsAreDropped() async throws {
    let subject = try await subject("keepalive-dropped")
    let (reply, client) = try exchange(subject, stream: false)
    #expect(reply.isComplete)
    #expect(reply.header("connection") == nil)
    #expect(try !client.read())
    await subject.stop()
  }

  @Test(arguments: [("keepalive-broken", false), ("keepalive-broken-by-stream", true)])
  func connectionsCarryOneExchange(_ defect: String, _ stream: Bool) async throws {
    let subject = try await subject(defect)
    let (reply, client) = try exchange(subject, stream: stream)
    #expect(reply.isComplete)
    try client.send(ServerRequest("POST", "/v1/messages", body: minimal().bytes()).wireBytes)
    #expect(throws: SocketProblem.self) { try client.response() }
    await subject.stop()
  }

  @Test func largeBodiesAreReset() async throws {
    let subject = try await subject("large-body-reset")
    let client = try SocketClient(port: subject.port)
    let body = minimal(["messages": user(String(repeating: "x", count: 600_000))]).bytes()
    try client.send(ServerRequest("POST", "/v1/messages", body: body).wireBytes)
    #expect(throws: SocketProblem.self) { try client.response() }
    #expect(client.wasReset)
    await subject.stop()
  }

  @Test func aLeavingClientPoisonsTheServer() async throws {
    let subject = try await subject("poisoned-by-disconnect", delay: 5)
    #expect(try subject.post(minimal()).status == 200)
    do {
      let client = try SocketClient(port: subject.port)
      try client.send(
        ServerRequest("POST", "/v1/messages", body: minimal(["stream": true]).bytes()).wireBytes)
      _ = try client.read()
    }
    try await Task.sleep(for: .milliseconds(300))
    #expect(try subject.post(minimal()).status == 503)
    await subject.stop()
  }

  @Test func parallelRepliesMix() async throws {
    let subject = try await subject("cross-talk")
    var hasMixed = false
    // The requests have to overlap, which a busy machine does not always grant.
    for _ in 0..<20 where !hasMixed { hasMixed = try distinctReplies(subject.port) < 3 }
    #expect(hasMixed)
    await subject.stop()
  }

  /// How many different texts three clients get that ask for different ones at the same time. All requests
  /// are on their way before the first reply is read, so that no thread of the test has to be free for it.
  private func distinctReplies(_ port: Int) throws -> Int {
    let clients = try ["one", "two", "three"].map { word in
      let client = try SocketClient(port: port)
      let body = minimal(["messages": user("Repeat exactly: \(word)")])
      try client.send(ServerRequest("POST", "/v1/messages", body: body.bytes()).wireBytes)
      return client
    }
    return Set(try clients.map { try $0.response().json["content"]?[0]?["text"]?.string ?? "" }).count
  }
}
