import ReferenceServer
import Testing
import Wire

/// Behaviour that a request asks for.
@Suite(.serialized) struct VariantTests {
  private final class Log: Sendable {
    let entries = Locked<[ServedExchange]>([])
  }

  private func start(isOpen: Bool = true, log: Log = Log()) async throws -> ReferenceServer {
    var options = ReferenceServer.Options()
    options.takesDefectsByRequest = isOpen
    options.log = { entry in log.entries.withLock { $0.append(entry) } }
    return try await ReferenceServer.start(Subject.configuration(), options: options)
  }

  private func post(_ server: ReferenceServer, _ path: String = "/v1/messages", _ headers: [HeaderLine] = []) throws
    -> Received
  {
    let client = try SocketClient(port: server.port)
    try client.send(ServerRequest("POST", path, headers: headers, body: minimal().bytes()).wireBytes)
    return try client.response()
  }

  @Test func aHeaderOrAPathAsksForADefectAndOthersAreNotConcerned() async throws {
    let server = try await start()
    #expect(try post(server, "/d/id-empty/v1/messages").json["id"] == "")
    #expect(try post(server, "/v1/messages", [HeaderLine("X-Dropin-Defect", "id-empty")]).json["id"] == "")
    #expect(try post(server).json["id"]?.string?.hasPrefix("msg_") == true)
    await server.stop()
  }

  @Test func severalAreJoinedAndPersonasAreTakenToo() async throws {
    let server = try await start()
    let both = try post(server, "/d/id-empty+type-missing/v1/messages").json
    #expect(both["id"] == "" && both["type"] == nil)
    let persona = Persona.all[0]
    #expect(try post(server, "/d/\(persona.name)/v1/messages").status == 200)
    await server.stop()
  }

  @Test func aNameThatDoesNotExistIsRefused() async throws {
    let server = try await start()
    let reply = try post(server, "/d/nope/v1/messages")
    #expect(reply.status == 400)
    #expect(try reply.json["error"]?["message"]?.string?.contains("no defect, persona or personality 'nope'") == true)
    await server.stop()
  }

  @Test func aServerThatIsNotOpenAnswersAsItIs() async throws {
    let server = try await start(isOpen: false)
    #expect(try post(server, "/d/id-empty/v1/messages").status == 404)
    #expect(try post(server, "/v1/messages", [HeaderLine("x-dropin-defect", "id-empty")]).json["id"] != "")
    await server.stop()
  }

  @Test func idsOfDifferentVariantsDiffer() async throws {
    let server = try await start()
    let ids = try [post(server), post(server, "/d/type-missing/v1/messages")].map { try $0.json["id"]?.string ?? "" }
    #expect(Set(ids).count == 2)
    await server.stop()
  }

  @Test func aRunHasServersAndAPlanOfItsOwn() async throws {
    let log = Log()
    var options = ReferenceServer.Options()
    options.takesDefectsByRequest = true
    options.played = ["id-empty"]
    options.log = { entry in log.entries.withLock { $0.append(entry) } }
    let server = try await ReferenceServer.start(Subject.configuration(), options: options)
    let ids = try ["/run/a", "/run/b", ""].map { try post(server, $0 + "/v1/messages").json["id"]?.string ?? "" }
    #expect(Set(ids).count == 3)
    #expect(try post(server, "/run/a/d/id-empty/v1/messages").json["id"] == "")
    let client = try SocketClient(port: server.port)
    try client.send(ServerRequest("GET", "/run/a%20b").wireBytes)
    let plan = try client.response().json
    #expect(plan["run"] == "a b" && plan["path"] == "/run/a%20b")
    #expect(plan["defects"]?.array == [["name": "id-empty", "path": "/run/a%20b/d/id-empty"]])
    #expect(try post(server, "/run/a/d/id-empty/outcome?failed").status == 200)
    #expect(try post(server, "/run/a/d/nope/outcome").status == 400)
    #expect(try post(server, "/run//v1/messages").status == 404)
    await server.stop()
    // Requests on several connections may be logged in another order than they were answered.
    let entries = log.entries.withLock { $0 }
    #expect(entries.map { $0.run?.id ?? "" }.sorted() == ["", "", "", "a", "a", "a", "a b", "b"])
    // The message, and what the client made of it.
    #expect(entries.compactMap(\.run?.names).filter { !$0.isEmpty } == [["id-empty"], ["id-empty"]])
    let told = entries.compactMap(\.outcome).first
    #expect(told?.isFailure == true && told?.words == minimal().text())
  }

  @Test func theLogHasALineForEachExchange() async throws {
    let log = Log()
    let server = try await start(log: log)
    _ = try post(server, "/d/id-empty/v1/messages?beta=true")
    _ = try post(server)
    await server.stop()
    // Two connections: the second may be logged first.
    let entries = log.entries.withLock { $0 }.sorted { $0.target < $1.target }
    #expect(entries.map(\.target) == ["/d/id-empty/v1/messages?beta=true", "/v1/messages"])
    #expect(entries.map(\.names) == [["id-empty"], []])
    #expect(entries.allSatisfy { $0.status == 200 && $0.bytes > 100 && !$0.clientLeft })
    #expect(entries[0].line.hasPrefix("POST /d/id-empty/v1/messages?beta=true 200 "))
    #expect(entries[0].line.hasSuffix("[id-empty]"))
  }

  /// A name is looked up in three places.
  @Test func noNameMeansTwoThings() {
    let names = Defect.all.map(\.name) + Persona.all.map(\.name) + Personality.all.map(\.name)
    #expect(Set(names).count == names.count)
    #expect(names.allSatisfy { !$0.contains { "+,/% ".contains($0) } })
  }

  @Test func aPortThatIsTakenIsCalledThat() async throws {
    let server = try await start()
    await #expect {
      try await ReferenceServer.start(Subject.configuration(), port: server.port)
    } throws: { "\($0)".hasPrefix("port \(server.port) of 127.0.0.1 is taken") }
    await #expect {
      try await ReferenceServer.start(Subject.configuration(), host: "192.0.2.1")
    } throws: { "\($0)".contains("no address of this machine") }
    await server.stop()
  }
}
