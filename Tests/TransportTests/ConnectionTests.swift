import Testing
import Transport
import Wire

@Suite struct ConnectionTests {
  static let ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
  let transport = CurlTransport()

  func send(_ server: ScriptServer, _ use: ConnectionUse = .reuse, method: String = "GET") async -> Exchange {
    await transport.send(
      Request(method: method, url: server.url + "/"), options: TransferOptions(connection: use), id: "1")
  }

  @Test func isUsedAgain() async {
    let server = ScriptServer([.forever([.readRequest, .send(Self.ok)])])
    let exchanges = await [send(server), send(server), send(server)]
    #expect(exchanges.map(\.connection) == [1, 1, 1])
    #expect(exchanges.map(\.reusedConnection) == [false, true, true])
    #expect(exchanges.map(\.timings.connected).dropFirst() == [0, 0])
    #expect((exchanges[0].timings.connected ?? 0) > 0)
    #expect(server.accepted == 1)
  }

  @Test func isNewWhenAFreshOneIsAskedFor() async {
    let server = ScriptServer([.forever([.readRequest, .send(Self.ok)])])
    let exchanges = await [send(server), send(server, .fresh), send(server, .fresh), send(server)]
    #expect(exchanges.map(\.connection) == [1, 2, 3, 1])
    #expect(exchanges.map(\.reusedConnection) == [false, false, false, true])
    #expect(server.accepted == 3)
  }

  @Test func staysWithItsPin() async {
    let server = ScriptServer([.forever([.readRequest, .send(Self.ok)])])
    let a = ConnectionUse.pinned("a")
    let b = ConnectionUse.pinned("b")
    let exchanges = await [
      send(server, a), send(server), send(server, b), send(server, a), send(server, b), send(server),
      send(server, a),
    ]
    #expect(exchanges.map(\.connection) == [1, 2, 3, 1, 3, 2, 1])
    #expect(exchanges.map(\.reusedConnection) == [false, false, false, true, true, true, true])
  }

  @Test func pinnedRequestsTakeTurns() async {
    let server = ScriptServer([.forever([.readRequest, .sleep(milliseconds: 20), .send(Self.ok)])])
    let exchanges = await withTaskGroup(of: Exchange.self) { group in
      for _ in 0..<5 { group.addTask { await send(server, .pinned("one")) } }
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(exchanges.allSatisfy { $0.end == .complete && $0.connection == 1 })
    #expect(server.accepted == 1)
  }

  @Test func aPinGetsANewConnectionWhenTheServerClosedTheOldOne() async {
    let server = ScriptServer([.readRequest, .send(Self.ok)])
    let first = await send(server, .pinned("a"))
    #expect(await eventually { server.openConnections == 0 })
    let second = await send(server, .pinned("a"))
    #expect(first.connection == 1 && second.connection == 2 && !second.reusedConnection)
    #expect(second.end == .complete)
  }

  @Test(arguments: [
    "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok",
    "HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok...",
    "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nok.",
  ])
  func isNotUsedAgainAfter(response: String) async {
    let server = ScriptServer([.readRequest, .send(response), .sleep(milliseconds: 500)])
    let exchanges = await [send(server), send(server)]
    #expect(exchanges.map(\.connection) == [1, 2])
    #expect(exchanges.allSatisfy { $0.end == .complete && !$0.reusedConnection })
  }

  @Test func isNotUsedAgainWhenTheServerSpokeUnasked() async {
    let server = ScriptServer(
      [
        .readRequest, .send(Self.ok), .sleep(milliseconds: 20), .send("HTTP/1.1 408 Late\r\n\r\n"),
        .sleep(milliseconds: 500),
      ])
    _ = await send(server)
    try? await Task.sleep(for: .milliseconds(60))
    let second = await send(server)
    #expect(second.connection == 2 && second.response?.status == 200)
  }

  /// The one thing an HTTP library does behind one's back that costs a second generation.
  @Test(arguments: ["POST", "GET"])
  func aRequestIsNeverSentTwice(method: String) async {
    let server = ScriptServer([.readRequest, .send(Self.ok), .readRequest])
    let first = await send(server, method: method)
    let second = await send(server, method: method)
    #expect(first.end == .complete)
    #expect(second.failureKind == .emptyReply)
    #expect(second.connection == 1 && second.reusedConnection)
    try? await Task.sleep(for: .milliseconds(30))
    #expect(server.requests.count == 2 && server.accepted == 1)
  }

  @Test func manyAtOnce() async {
    let server = ScriptServer([.forever([.readRequest, .send(Self.ok)])])
    let exchanges = await withTaskGroup(of: Exchange.self) { group in
      for number in 0..<400 {
        group.addTask {
          await transport.send(
            Request(method: "POST", url: server.url + "/\(number)", body: Array("\(number)".utf8)),
            id: "\(number)")
        }
      }
      return await group.reduce(into: [Exchange]()) { $0.append($1) }
    }
    #expect(exchanges.count == 400)
    #expect(exchanges.allSatisfy { $0.end == .complete && $0.bodyText == "ok" })
    #expect(Set(exchanges.map(\.id)).count == 400)
    #expect(Set(exchanges.map(\.connection)) == Set(1...server.accepted))
    #expect(exchanges.count { !$0.reusedConnection } == server.accepted)
    #expect(Set(server.requests).count == 400)
  }
}
