import Testing
import Wire

@testable import Transport

@Suite struct CancellationTests {
  /// Longer than other tests can hold all threads: at its end the server closes the connection.
  static let silence: [Step] = [.readRequest, .sleep(milliseconds: 120_000)]

  @Test func endsATransferAtOnceAndClosesItsConnection() async {
    let server = ScriptServer([
      .readRequest, .send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n"), .readRequest,
    ])
    let transport = CurlTransport()
    let task = Task { await transport.send(Request(method: "GET", url: server.url), id: "1") }
    #expect(await eventually { !server.requests.isEmpty })
    try? await Task.sleep(for: .milliseconds(50))
    let clock = ContinuousClock()
    let began = clock.now
    task.cancel()
    let exchange = await task.value
    #expect(exchange.failureKind == .cancelled)
    #expect(exchange.bodyText == "abc")
    // What is waited for here is the processor; without the cancellation the transfer would go on for a minute.
    #expect(clock.now - began < .seconds(20))
    #expect(await eventually { server.openConnections == 0 })
  }

  @Test func aTaskThatIsCancelledAlreadySendsNothingForLong() async {
    let server = ScriptServer(Self.silence)
    let transport = CurlTransport()
    let task = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return await transport.send(Request(method: "GET", url: server.url), id: "1")
    }
    #expect(await task.value.failureKind == .cancelled)
  }

  @Test func ofAPinnedTransferThatWaitsForItsTurn() async {
    let gate = Gate()
    let server = ScriptServer([
      .readRequest, .wait(gate), .send(ConnectionTests.ok), .readRequest, .send(ConnectionTests.ok),
    ])
    let transport = CurlTransport()
    let options = TransferOptions(connection: .pinned("a"))
    let request = Request(method: "GET", url: server.url)
    async let first = transport.send(request, options: options, id: "1")
    #expect(await eventually { !server.requests.isEmpty })
    let second = Task { await transport.send(request, options: options, id: "2") }
    try? await Task.sleep(for: .milliseconds(20))
    second.cancel()
    let cancelled = await second.value
    #expect(cancelled.failureKind == .cancelled && cancelled.connection == 0 && cancelled.timings.ended == 0)
    gate.open()
    let third = await transport.send(request, options: options, id: "3")
    #expect(await first.end == .complete && third.end == .complete && third.reusedConnection)
  }

  @Test func everyTransferEndsExactlyOnce() async {
    let server = ScriptServer([.forever([.readRequest, .sleep(milliseconds: 1), .send(ConnectionTests.ok)])])
    let transport = CurlTransport()
    let ends = await withTaskGroup(of: Exchange.self) { group in
      for number in 0..<300 {
        group.addTask {
          let task = Task { await transport.send(Request(method: "GET", url: server.url), id: "\(number)") }
          if number % 2 == 0 { task.cancel() }
          return await task.value
        }
      }
      return await group.reduce(into: [TransferEnd]()) { $0.append($1.end) }
    }
    #expect(ends.count == 300)
    #expect(ends.count { $0 == .complete } >= 150)
  }

  @Test func shuttingDownCancelsWhatIsUnderWay() async {
    let server = ScriptServer(Self.silence)
    let transport = CurlTransport()
    let request = Request(method: "GET", url: server.url)
    let exchanges = await withTaskGroup(of: Exchange.self) { group in
      for _ in 0..<3 { group.addTask { await transport.send(request, id: "1") } }
      for _ in 0..<3 {
        group.addTask {
          await transport.send(request, options: TransferOptions(connection: .pinned("p")), id: "2")
        }
      }
      #expect(await eventually { server.requests.count == 4 })
      transport.shutdown()
      return await group.reduce(into: [Exchange]()) { $0.append($1) }
    }
    #expect(exchanges.count == 6)
    #expect(exchanges.allSatisfy { $0.failureKind == .cancelled })
    let late = await transport.send(request, id: "3")
    #expect(late.failureKind == .cancelled)
    transport.shutdown()
  }

  @Test func aTransportThatCouldNotBeStartedFailsEachTransfer() async {
    let failure = TransferFailure(.internal, "the system has no thread for the transport (error 11)")
    let transport = CurlTransport(unavailable: failure)
    let exchange = await transport.send(Request(method: "GET", url: "http://127.0.0.1:9"), id: "1")
    #expect(exchange.end == .failed(failure) && exchange.response == nil)
    transport.shutdown()
  }

  @Test func aTransportThatIsLetGoClosesItsConnections() async {
    let server = ScriptServer([.readRequest, .send(ConnectionTests.ok), .readRequest])
    var transport: CurlTransport? = CurlTransport()
    _ = await transport?.send(Request(method: "GET", url: server.url), id: "1")
    #expect(server.openConnections == 1)
    transport = nil
    #expect(await eventually { server.openConnections == 0 })
  }
}
