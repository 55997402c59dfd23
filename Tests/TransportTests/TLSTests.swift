#if os(Linux)
  import Files
  import Glibc
  import Testing
  import Transport
  import Wire

  /// Against the `openssl` tool as a server, where there is one.
  @Suite(.enabled(if: TLSServer.isAvailable)) struct TLSTests {
    static let ok = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"

    func get(_ server: TLSServer, host: String = "localhost", trusting: Bool = true) async -> Exchange {
      let transport = CurlTransport(certificateAuthorities: trusting ? server.certificate : nil)
      return await transport.send(
        Request(method: "GET", url: "https://\(host):\(server.port)/file"), options: limits(), id: "1")
    }

    @Test func bringsBackWhatTheServerSent() async throws {
      let exchange = await get(try TLSServer(serving: Self.ok))
      #expect(exchange.end == .complete && exchange.bodyText == "hello")
      #expect(exchange.framingFaults == [] && exchange.connection == 1)
      #expect((exchange.timings.connected ?? 0) > 0)
    }

    @Test func carriesLargeBodies() async throws {
      let body = String(repeating: "0123456789abcdef", count: 40_000)
      let exchange = await get(
        try TLSServer(serving: "HTTP/1.1 200 OK\r\nContent-Length: 640000\r\n\r\n" + body))
      #expect(exchange.end == .complete && exchange.bodyText == body)
    }

    @Test func refusesACertificateThatNobodyTrusts() async throws {
      let exchange = await get(try TLSServer(serving: Self.ok), trusting: false)
      #expect(exchange.failureKind == .tls)
      #expect(exchange.response == nil && exchange.connection == 0)
    }

    @Test func takesAnyCertificateWhenToldTo() async throws {
      let server = try TLSServer(serving: Self.ok)
      let transport = CurlTransport(verifiesCertificates: false)
      let exchange = await transport.send(
        Request(method: "GET", url: "https://127.0.0.1:\(server.port)/file"), options: limits(), id: "1")
      #expect(exchange.end == .complete && exchange.bodyText == "hello")
    }

    @Test func refusesACertificateForAnotherName() async throws {
      let exchange = await get(try TLSServer(serving: Self.ok), host: "127.0.0.1")
      #expect(exchange.failureKind == .tls)
    }

    @Test func seesBytesAfterTheBody() async throws {
      let exchange = await get(try TLSServer(serving: Self.ok + "!"))
      #expect(exchange.framingFaults == [FramingViolation(.excessBytes, "1 bytes, beginning !")])
      #expect(exchange.end == .complete && exchange.bodyText == "hello")
    }

    @Test func seesABodyCutShort() async throws {
      let exchange = await get(try TLSServer(serving: String(Self.ok.dropLast(2))))
      #expect(exchange.failureKind == .truncated)
      #expect(exchange.bodyText == "hel")
    }
  }

  /// `openssl s_server` with a certificate for `localhost` made for the occasion, serving one file as it is.
  final class TLSServer {
    private static let tool = "/usr/bin/openssl"
    static var isAvailable: Bool { access(tool, X_OK) == 0 }

    let certificate: String
    private(set) var port = 0
    private let folder: String
    private var process: pid_t = 0

    init(serving text: String) throws {
      folder = try Files.temporaryDirectory(prefix: "dropin-tls-")
      certificate = folder + "/cert.pem"
      try Files.write(Array(text.utf8), to: folder + "/file")
      let request = [
        "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
        "-keyout", "key.pem", "-out", "cert.pem", "-subj", "/CN=localhost", "-addext",
        "subjectAltName=DNS:localhost",
      ]
      var status: Int32 = 0
      let maker = try start(request, output: "request.log")
      try #require(waitpid(maker, &status, 0) == maker && status == 0)
      process = try start(
        ["s_server", "-accept", "127.0.0.1:0", "-key", "key.pem", "-cert", "cert.pem", "-HTTP"],
        output: "server.log")
      port = try #require(announcedPort())
    }

    deinit {
      if process > 0 {
        kill(process, SIGKILL)
        var status: Int32 = 0
        waitpid(process, &status, 0)
      }
      try? Files.remove(folder)
    }

    /// The server finds its file in the directory in which it runs.
    private func start(_ arguments: [String], output: String) throws -> pid_t {
      let command = "cd \"$0\" && exec \"$@\" >\(output) 2>&1 </dev/null"
      var strings = (["sh", "-c", command, folder, Self.tool] + arguments).map { strdup($0) } + [nil]
      defer { for string in strings { free(string) } }
      var started: pid_t = 0
      try #require(posix_spawn(&started, "/bin/sh", nil, nil, &strings, environ) == 0)
      return started
    }

    /// The port is the last number of the line `ACCEPT 127.0.0.1:12345`.
    private func announcedPort() -> Int? {
      for _ in 0..<400 {
        usleep(5000)
        guard let bytes = try? Files.read(folder + "/server.log") else { continue }
        for line in String(decoding: bytes, as: UTF8.self).split(
          separator: "\n", omittingEmptySubsequences: false
        )
        .dropLast() where line.hasPrefix("ACCEPT") {
          return line.split(separator: ":").last.flatMap { Int($0) }
        }
      }
      return nil
    }
  }
#endif
