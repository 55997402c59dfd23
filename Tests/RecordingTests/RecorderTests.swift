import Cases
import Files
import ReferenceServer
import Evaluation
import Evidence
import Planning
import Running
import Testing
import Transport
import Wire

@testable import Recording

/// A session through the recorder: the client's side, the server's side, and what is written between them.
@Suite struct RecorderTests {
  static let token = "sk-session-4f9d1c77ab20e5"

  /// Sends requests to a server through a recorder and hands over what the client got and what was written.
  static func session(
    _ requests: [Request], defects: [String] = [], upstream: String? = nil
  ) async throws -> (received: [Exchange], evidence: [UInt8], drafts: [UInt8], directory: String) {
    var configuration = Configuration()
    configuration.defects = defects
    let server = try await ReferenceServer.start(configuration)
    let directory = try Files.temporaryDirectory(prefix: "dropin-record")
    let recorder = try await Recorder.start(
      upstream: upstream ?? "http://127.0.0.1:\(server.port)", directory: directory, header: header, limits: patient)
    let transport = CurlTransport()
    var received: [Exchange] = []
    for (index, request) in requests.enumerated() {
      var request = request
      request.url = "http://127.0.0.1:\(recorder.port)" + request.url
      received.append(await transport.send(request, options: TransferOptions(limits: patient), id: "\(index)"))
    }
    transport.shutdown()
    try await recorder.stop()
    await server.stop()
    return (
      received, try Files.read(directory + "/evidence/exchanges.jsonl"),
      try Files.read(directory + "/drafts/session.yaml"), directory
    )
  }

  static let header = RunDescription(
    tool: "0", suiteVersion: "0", suiteDigest: "d", baseURL: "", model: "", defaultAuth: .none, facts: TargetFacts(),
    authOrigin: "probed", selection: Selection(), replayAuth: [], started: "2026-11-20T00:00:00Z")

  static func message(_ text: String, stream: Bool = false) -> Request {
    let body: JSON = [
      "model": "reference/model-1", "max_tokens": 64, "stream": .bool(stream),
      "messages": [["role": "user", "content": .string(text)]],
    ]
    return Request(
      method: "POST", url: "/v1/messages",
      headers: [
        HeaderField("Content-Type", "application/json"), HeaderField("anthropic-version", "2023-06-01"),
        HeaderField("Authorization", "Bearer \(token)"), HeaderField("X-Odd-Casing", "kept"),
      ], body: body.bytes())
  }

  static func exchanges(_ evidence: [UInt8]) throws -> [Exchange] {
    try evidence.split(separator: 0x0A).map { line in
      try Exchange(json: try #require(try JSONParser.parse(Array(line)).root["exchange"]))
    }
  }

  @Test func whatTheClientGetsIsWhatTheServerSent() async throws {
    let requests = [
      Self.message("Say hi."), Self.message("Count from 1 to 50", stream: true),
      Request(method: "GET", url: "/v1/models"),
      Request(method: "HEAD", url: "/"), Request(method: "GET", url: "/nowhere?x=1"),
    ]
    let (received, evidence, _, directory) = try await Self.session(requests)
    let recorded = try Self.exchanges(evidence)
    #expect(recorded.count == requests.count)
    for (mine, theirs) in zip(received, recorded) {
      #expect(mine.end == .complete && theirs.end == .complete)
      #expect(mine.response?.status == theirs.response?.status)
      #expect(mine.response?.body == theirs.response?.body)
      #expect(mine.response?.head.headers.first("request-id") == theirs.response?.head.headers.first("request-id"))
      #expect(mine.framingFaults == [])
    }
    // The stream came in pieces, not when it was over.
    #expect((received[1].response?.arrivals.count ?? 0) > 1)
    #expect(received[1].response?.mediaType == "text/event-stream")
    #expect(recorded[0].request.headers.map(\.name).contains("X-Odd-Casing"))
    try Files.remove(directory)
  }

  @Test func theTokenNeverReachesTheDisk() async throws {
    let requests = [
      Self.message("Repeat exactly: \(Self.token)"), Self.message("Repeat exactly: \(Self.token)", stream: true),
      Request(method: "GET", url: "/v1/models?api_key=\(Self.token)"),
    ]
    let (received, evidence, drafts, directory) = try await Self.session(requests)
    // The client gets it back as the server said it; only the copy is cleaned.
    let answer = String(decoding: received[0].response?.body ?? [], as: UTF8.self)
    #expect(answer.contains(Self.token))
    let redactor = Redactor(secrets: [Self.token])
    for written in [evidence, drafts, try Files.read(directory + "/evidence/run.json")] {
      #expect(!redactor.contains(written))
    }
    #expect(try Self.exchanges(evidence)[0].request.headers.first("authorization") == "Bearer ${TOKEN}")
    try Files.remove(directory)
  }

  @Test func aReplyThatIsCutOffIsCutOffForTheClientToo() async throws {
    let (received, evidence, _, directory) = try await Self.session(
      [Self.message("Say hi.", stream: true)], defects: ["stream-cut"])
    guard case .failed(let failure) = received[0].end else {
      Issue.record("the client took half a reply for a whole one")
      return
    }
    #expect(failure.kind == .truncated || failure.kind == .reset)
    guard case .failed = try Self.exchanges(evidence)[0].end else {
      Issue.record("the evidence says that the reply was whole")
      return
    }
    try Files.remove(directory)
  }

  @Test func nobodyThereIsABadGateway() async throws {
    let (received, evidence, _, directory) = try await Self.session(
      [Self.message("Say hi.")], upstream: "http://127.0.0.1:9")
    #expect(received[0].response?.status == 502)
    let said = try JSONParser.parse(received[0].response?.body ?? []).root
    #expect(said["type"] == "error")
    #expect(try Self.exchanges(evidence)[0].response == nil)
    try Files.remove(directory)
  }

  /// The server would go on for a minute. It is told that the client has left while the recorder still runs, and the
  /// recorder does not wait for the end; nothing here depends on how long that takes.
  @Test func aClientThatLeavesIsLeftUpstream() async throws {
    let (served, seen) = AsyncStream.makeStream(of: ServedExchange.self)
    var options = ReferenceServer.Options()
    options.log = { seen.yield($0) }
    let server = try await ReferenceServer.start(Configuration(), options: options)
    let directory = try Files.temporaryDirectory(prefix: "dropin-record")
    let recorder = try await Recorder.start(
      upstream: "http://127.0.0.1:\(server.port)", directory: directory, header: Self.header, limits: Self.patient)
    let transport = CurlTransport()
    var request = Self.message("Wait 60000 ms", stream: true)
    request.url = "http://127.0.0.1:\(recorder.port)" + request.url
    let received = await transport.send(
      request, options: TransferOptions(limits: Self.patient, disconnect: .afterBodyBytes(1)), id: "1")
    #expect(received.end == .closedByClient)
    let exchange = await served.first { _ in true }
    #expect(exchange?.clientLeft == true)
    try await recorder.stop()
    transport.shutdown()
    await server.stop()
    let recorded = try Self.exchanges(try Files.read(directory + "/evidence/exchanges.jsonl"))
    #expect(recorded.count == 1 && recorded[0].end == .closedByClient)
    try Files.remove(directory)
  }

  /// Other tests can hold every thread for minutes.
  static let patient = TransferLimits(connect: 3_600_000, firstByte: 3_600_000, idle: 3_600_000, total: 3_600_000)

  @Test func draftsAskForWhatAPersonMustDecide() async throws {
    let (_, _, drafts, directory) = try await Self.session([
      Self.message("Say ${this}."), Self.message("Say ${this}."), Request(method: "GET", url: "/v1/models"),
    ])
    let text = String(decoding: drafts, as: UTF8.self)
    #expect(text.split(separator: "requirement: TODO").count == 3, "two drafts: a request that came twice is one")
    #expect(text.contains("\"${model}\"") && text.contains("$${this}") && text.contains("auth: bearer"))
    #expect(!text.contains("Authorization"))
    let specs = directory + "/specs"
    try Files.makeDirectories(specs + "/requirements")
    try Files.makeDirectories(specs + "/cases")
    try Files.write(drafts, to: specs + "/cases/session.yaml")
    var loader = SuiteLoader(specs: specs, fixtures: directory)
    let loaded = try loader.load()
    // Nothing is wrong with a draft but what has been left open.
    #expect(Set(loaded.diagnostics.map(\.code)) == ["unknown-requirement"], "\(loaded.diagnostics)")
    #expect(loaded.suite.cases.count == 2)
    try Files.remove(directory)
  }

  @Test func aSessionIsJudgedByTheInvariants() async throws {
    let requests = [Self.message("Say hi."), Self.message("Say hi.", stream: true)]
    for (defects, broken) in [([String](), [String]()), (["index-from-one"], ["sse-index-from-zero"])] {
      let (_, _, _, directory) = try await Self.session(requests, defects: defects)
      let evidence = EvidenceDirectory(directory + "/evidence")
      #expect(try evidence.readHeader().isRecording && evidence.readHeader().model == "reference/model-1")
      let outcome = try RecordedSession(RecordedEvidence(evidence)).outcome()
      #expect(outcome.exchanges.count == 2 && outcome.results.count > 20)
      #expect(outcome.results.filter { $0.verdict.kind == .fail }.map(\.requirement) == broken)
      try Files.remove(directory)
    }
  }
}
