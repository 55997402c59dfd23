import Testing
import Transport
import Wire

@testable import DropinKit

@Suite struct InProcessTransportTests {
  /// Answers as a closure says.
  struct ClosureServer: ServerTransport {
    let answer: @Sendable (DropinKit.ServerRequest) async throws -> ServerResponse
    func respond(to request: DropinKit.ServerRequest) async throws -> ServerResponse { try await answer(request) }
  }

  private func send(
    _ options: TransferOptions = TransferOptions(), body: [UInt8]? = nil,
    _ answer: @escaping @Sendable (DropinKit.ServerRequest) async throws -> ServerResponse
  ) async -> Exchange {
    let transport = InProcessTransport(ClosureServer(answer: answer), baseURL: "http://in-process.invalid")
    let request = Request(
      method: "POST", url: "http://in-process.invalid/v1/messages?beta=true", headers: [HeaderField("X", "1")],
      body: body)
    return await transport.send(request, options: options, id: "7")
  }

  /// A body of parts; the stream never ends when `ends` is false.
  private static func parts(_ texts: [String], ends: Bool = true) -> AsyncThrowingStream<[UInt8], any Error> {
    let (stream, continuation) = AsyncThrowingStream<[UInt8], any Error>.makeStream()
    for text in texts { continuation.yield(Array(text.utf8)) }
    if ends { continuation.finish() }
    return stream
  }

  @Test func theServerSeesTheRequestAndTheRecordHoldsTheResponse() async {
    let exchange = await send(body: Array("{}".utf8)) { request in
      let seen =
        "\(request.method) \(request.target) "
        + request.headers.map { "\($0.name): \($0.value)" }.joined(separator: ", ")
      return ServerResponse(status: 201, headers: [(name: "Y", value: "2")], body: Array(seen.utf8) + request.body)
    }
    #expect(exchange.end == .complete && exchange.id == "7")
    #expect(exchange.response?.status == 201 && exchange.response?.head.headers.first("y") == "2")
    #expect(
      String(decoding: exchange.response?.body ?? [], as: UTF8.self)
        == "POST /v1/messages?beta=true Host: in-process.invalid, X: 1, Content-Length: 2{}")
    #expect(exchange.response?.arrivals.last?.offset == exchange.response?.body.count)
  }

  @Test func aClientThatHangsUpKeepsWhatItWaitedFor() async {
    var options = TransferOptions()
    options.disconnect = .afterBodyBytes(5)
    let cut = await send(options) { _ in
      ServerResponse(status: 200, headers: [], body: Self.parts(["abc", "defgh"], ends: false))
    }
    #expect(cut.end == .closedByClient)
    #expect(cut.response?.body == Array("abcde".utf8))
    // A refusal is read to its end.
    let refused = await send(options) { _ in
      ServerResponse(status: 400, headers: [], body: Self.parts(["abc", "defgh"]))
    }
    #expect(refused.end == .complete && refused.response?.body.count == 8)
  }

  @Test func aServerThatNeverAnswersIsNotWaitedForLongerThanTheLimit() async {
    var options = TransferOptions()
    options.limits.firstByte = 20
    let silent = await send(options) { _ in
      try await Task.sleep(for: .seconds(600))
      return ServerResponse(status: 200, headers: [], body: [])
    }
    guard case .failed(let failure) = silent.end else { Issue.record("\(silent.end)"); return }
    #expect(failure.kind == .firstByteTimeout && silent.response == nil)
  }

  @Test func aResponseThatStopsHalfwayEndsWithTheIdleLimit() async {
    var options = TransferOptions()
    options.limits.idle = 20
    let stuck = await send(options) { _ in
      ServerResponse(status: 200, headers: [], body: Self.parts(["abc"], ends: false))
    }
    guard case .failed(let failure) = stuck.end else { Issue.record("\(stuck.end)"); return }
    #expect(failure.kind == .idleTimeout && stuck.response?.body == Array("abc".utf8))
  }

  @Test func anErrorThatTheServerThrowsIsABrokenConnection() async {
    struct Broken: Error {}
    let exchange = await send { _ in throw Broken() }
    guard case .failed(let failure) = exchange.end else { Issue.record("\(exchange.end)"); return }
    #expect(failure.kind == .reset && !failure.isUnreachable)
  }

  @Test func aBodyWithoutEndIsCutOff() async {
    var options = TransferOptions()
    options.limits.maximumBodyBytes = 4
    let exchange = await send(options) { _ in
      ServerResponse(status: 200, headers: [], body: Self.parts(["abc", "def"], ends: false))
    }
    guard case .failed(let failure) = exchange.end else { Issue.record("\(exchange.end)"); return }
    #expect(failure.kind == .bodyTooLarge && exchange.response?.body == Array("abc".utf8))
  }

  @Test func aCancelledRunDoesNotWait() async {
    let work = Task {
      await send { _ in
        try await Task.sleep(for: .seconds(600))
        return ServerResponse(status: 200, headers: [], body: [])
      }
    }
    work.cancel()
    let end = await work.value.end
    guard case .failed(let failure) = end else { Issue.record("\(end)"); return }
    #expect(failure.kind == .cancelled)
  }
}
