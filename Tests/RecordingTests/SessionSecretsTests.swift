import Cases
import Files
import Testing
import Transport
import Wire

@testable import Recording

/// What of a session must not be written down, wherever it stands and whenever it became known.
@Suite struct SessionSecretsTests {
  static let key = "AIzaSyD4x9Kq2LmN8pR5tV7wB3cF6h"

  private func request(_ headers: [HeaderField], _ text: String) -> Request {
    var request = RecorderTests.message(text)
    request.headers =
      [HeaderField("Content-Type", "application/json"), HeaderField("anthropic-version", "2023-06-01")] + headers
    return request
  }

  private func written(_ requests: [Request]) async throws -> String {
    let (_, evidence, drafts, directory) = try await RecorderTests.session(requests)
    var run = try Files.read(directory + "/evidence/run.json")
    for body in try Files.list(directory + "/evidence", extension: "body") { run += try Files.read(body) }
    try Files.remove(directory)
    return String(decoding: evidence + drafts + run, as: UTF8.self)
  }

  @Test(arguments: [
    "X-Goog-Api-Key", "Ocp-Apim-Subscription-Key", "X-Auth-Token", "X-Some-Gateway-Secret", "x-nobody-knows-it",
    "api-key",
  ])
  func noValueOfAnUnknownHeaderIsWritten(_ name: String) async throws {
    let text = try await written([request([HeaderField(name, Self.key)], "Say hi.")])
    #expect(!text.contains(Self.key) && text.contains(name))
  }

  @Test(arguments: [
    HeaderField("X-Goog-Api-Key", key), HeaderField("Cookie", "a=b; session=\"\(key)\""),
    HeaderField("Authorization", "Basic " + Base64.encode(Array("me:\(key)".utf8))),
  ])
  func whatRecursInABodyIsBlottedOut(_ header: HeaderField) async throws {
    let text = try await written([request([header], "Repeat exactly: \(Self.key)")])
    #expect(!text.contains(Self.key))
  }

  /// The body came first, and its secret was known only later.
  @Test func whatBecomesKnownLateIsTakenOutOfWhatWasWritten() async throws {
    let long = "Repeat exactly: \(Self.key) " + (0..<4000).map { String($0) }.joined(separator: " ")
    let text = try await written([
      request([], "Repeat exactly: \(Self.key)"), request([], long),
      request([HeaderField("x-api-key", Self.key)], "Say hi."),
      request([], "Say hi again."),
    ])
    #expect(!text.contains(Self.key))
    #expect(text.contains("Say hi again."))
  }

  @Test func aForeignHostOrOriginIsRefused() async throws {
    let (received, evidence, _, directory) = try await RecorderTests.session([
      request([HeaderField("Origin", "http://evil.example")], "Say hi."),
      request([HeaderField("Origin", "http://localhost:3000")], "Say hi."),
    ])
    #expect(received.map { $0.response?.status } == [403, 200])
    #expect(try RecorderTests.exchanges(evidence).count == 1)
    try Files.remove(directory)
  }

  @Test func namesAreTold() {
    let local = LocalAccess(bound: "127.0.0.1", allowed: ["Box.test"])
    for host in ["localhost", "localhost:8123", "127.0.0.1:1", "127.9.9.9", "[::1]:80", "box.test:1", "a.localhost"] {
      #expect(local.refusal(host: host, origin: nil) == nil, "\(host)")
    }
    for host in [
      "evil.example", "evil.example:8123", "127.0.0.1.evil.example", "10.0.0.1", "", "localhost.evil", "[::2]:1",
    ] {
      #expect(local.refusal(host: host, origin: nil) != nil, "\(host)")
    }
    for origin in ["null", "http://evil.example", "https://10.0.0.1:8123", "localhost", "file://"] {
      #expect(local.refusal(host: "localhost", origin: origin) != nil, "\(origin)")
    }
    #expect(local.refusal(host: nil, origin: "http://localhost:3000") == nil)
    #expect(local.warning == nil && LocalAccess(bound: "::1").warning == nil)
    let open = LocalAccess(bound: "0.0.0.0")
    #expect(open.warning != nil)
    #expect(
      open.refusal(host: "192.168.1.5:8123", origin: nil) == nil
        && open.refusal(host: "[fe80::1]:1", origin: nil) == nil)
    #expect(open.refusal(host: "evil.example", origin: nil) != nil)
  }

  @Test func roomForBodiesIsBounded() {
    let room = BodyRoom(100)
    #expect(room.take(60) && !room.take(60) && room.take(40) && !room.take(1))
    room.give(back: 50)
    #expect(room.take(50) && !room.take(1))
  }
}
