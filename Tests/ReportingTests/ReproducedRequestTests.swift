import Files
import Testing
import Wire

@testable import Reporting

/// Lines sent by the real curl, and what arrived.
@Suite(.serialized, .enabled(if: ShellProcess.hasCurl, "needs curl")) struct ReproducedRequestTests {
  static let bodies: [(String, [UInt8])] = [
    ("json", Array(#"{"a":"it's \"quoted\" $HOME `id` \\ % ! # ~ é 日本"}"#.utf8)),
    ("empty", []), ("at sign", Array("@/etc/passwd".utf8)), ("dash", Array("-n".utf8)),
    ("lines", Array("a\nb\r\n\n".utf8)), ("line feeds at the end", Array("a\n\n\n".utf8)),
    ("every byte", Array(UInt8.min...UInt8.max)),
    ("percent and controls", Array("%s %d \\n \u{1}'%%".utf8)),
    ("dash and zero", Array("-e \u{0}x\u{0}".utf8)), ("zero first", [0, 0x31, 0x32, 0x33]),
    ("bidi", Array("{\"x\":\"\u{202E}\"}".utf8)), ("quotes", Array("''''\"\"''".utf8)),
    ("accents upon marks", Array("'\u{301}; \\\u{301} $\u{301} `\u{301}".utf8)),
    ("long text", Array(String(repeating: "x'", count: 12_000).utf8)),
    ("long bytes", (0..<16_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }),
  ]

  @Test(arguments: bodies.indices, ShellProcess.shells) func theSameBodyArrives(
    _ index: Int, _ shell: String
  ) throws {
    let (name, body) = Self.bodies[index]
    let server = try EchoServer()
    let request = Request(
      method: "POST", url: "http://127.0.0.1:\(server.port)/v1/messages",
      headers: [HeaderField("content-type", "application/json")], body: body)
    let line = ReproductionTests.line(request)
    #expect(!line.contains("$EVIDENCE"))
    let process = try ShellProcess(line, shell: shell)
    let received = try server.next()
    #expect(received.body == body, "\(name)")
    #expect(process.status() == 0)
  }

  @Test(arguments: ShellProcess.shells) func theSameHeadArrives(_ shell: String) throws {
    let server = try EchoServer()
    let path = "/v1/../a/./b?x={1}[2]&y=it's"
    let request = Request(
      method: "PUT", url: "http://127.0.0.1:\(server.port)\(path)",
      headers: [
        HeaderField("x-api-key", ReproductionTests.secret),
        HeaderField("Authorization", "Bearer wrong-key"),
        HeaderField("X-Empty", ""), HeaderField("X-Odd", "a \"b\" $HOME `id` \\ 'c' é"),
        HeaderField("x-two", "1"),
        HeaderField("x-two", "2"),
      ], body: [0x31])
    let process = try ShellProcess(
      ReproductionTests.line(request), shell: shell, environment: ["TOKEN=from the $environment"])
    let received = try server.next()
    #expect(
      received.head == [
        "PUT \(path) HTTP/1.1", "Host: 127.0.0.1:\(server.port)", "x-api-key: from the $environment",
        "Authorization: Bearer wrong-key", "X-Empty:", "X-Odd: a \"b\" $HOME `id` \\ 'c' é", "x-two: 1",
        "x-two: 2",
        "Content-Length: 1",
      ])
    #expect(process.status() == 0)
  }

  @Test(arguments: ["GET", "HEAD", "DELETE", "POST", "OPTIONS"]) func theMethodArrives(
    _ method: String
  ) throws {
    let server = try EchoServer()
    let request = Request(method: method, url: "http://127.0.0.1:\(server.port)/")
    let process = try ShellProcess(ReproductionTests.line(request))
    let received = try server.next()
    #expect(
      received.head == ["\(method) / HTTP/1.1", "Host: 127.0.0.1:\(server.port)"]
        + (method == "POST" ? ["Content-Length: 0"] : []))
    #expect(process.status() == 0)
  }

  @Test(arguments: ["word ", "                \n", "it's \"q\" \\ é ", "%s\u{1}"], ShellProcess.shells)
  func aLongBodyOfRepetitionsNeedsNoEvidence(_ unit: String, _ shell: String) throws {
    let server = try EchoServer()
    let text = String(repeating: unit, count: 20_000 + 90_000 / unit.utf8.count)
    let body = Array("{\"a\": \"".utf8) + Array(text.utf8) + Array("é\"}\n\n".utf8)
    let request = Request(method: "POST", url: "http://127.0.0.1:\(server.port)/", body: body)
    let line = ReproductionTests.line(request)
    #expect(line.utf8.count < 500)
    let process = try ShellProcess(line, shell: shell)
    #expect(try server.next().body == body)
    #expect(process.status() == 0)
  }

  @Test func aLongBodyComesFromTheEvidence() throws {
    let server = try EchoServer()
    let body = (0..<1_500_000).map { UInt8(truncatingIfNeeded: $0 &* $0 &>> 3) }
    let folder = try Files.temporaryDirectory(prefix: "dropin-reproduction")
    defer { try? Files.remove(folder) }
    try Files.write(body, to: folder + "/0042.body")
    let request = Request(method: "POST", url: "http://127.0.0.1:\(server.port)/", body: body)
    let line = ReproductionTests.line(request)
    #expect(line.utf8.count < 300)
    let process = try ShellProcess(line, environment: ["EVIDENCE=\(folder)"])
    let received = try server.next()
    #expect(received.body == body)
    #expect(!received.head.contains { $0.lowercased().hasPrefix("expect") })
    #expect(process.status() == 0)
  }
}
