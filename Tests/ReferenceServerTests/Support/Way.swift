import ReferenceServer
import Wire

/// The two ways to a server; what holds on one has to hold on the other.
enum Way: CaseIterable, Sendable { case memory, socket }

/// A server under test, reached in memory or over a socket.
struct Subject {
  let way: Way
  let server: MessagesServer
  private let listening: ReferenceServer?

  init(_ way: Way, _ configuration: Configuration = Subject.configuration()) async throws {
    self.way = way
    server = try MessagesServer(configuration)
    listening = way == .socket ? try await ReferenceServer.start(server, host: "127.0.0.1", port: 0) : nil
  }

  var port: Int { listening!.port }
  func stop() async { await listening?.stop() }

  /// No delays and a stopped clock: the bytes only depend on the request.
  static func configuration(_ change: (inout Configuration) -> Void = { _ in }) -> Configuration {
    var configuration = Configuration()
    configuration.deltaDelay = 0
    configuration.clock = { 1_800_000_000 }
    change(&configuration)
    return configuration
  }

  func send(_ request: ServerRequest) throws -> Received {
    let isHead = request.method == "HEAD"
    switch way {
    case .memory:
      let reply = server.respond(to: request)
      server.finished()
      let bytes = server.script(for: reply, to: request).steps.flatMap(\.bytes)
      guard let (received, _) = Received.parse(bytes, toHead: isHead, atEnd: true) else {
        throw SocketProblem(what: "no response in \(bytes.count) bytes")
      }
      return received
    case .socket:
      let client = try SocketClient(port: port)
      try client.send(request.wireBytes)
      return try client.response(toHead: isHead)
    }
  }

  func post(_ body: JSON, _ path: String = "/v1/messages", _ headers: [HeaderLine] = []) throws -> Received {
    try send(ServerRequest("POST", path, headers: headers, body: body.bytes()))
  }

  func get(_ path: String, _ headers: [HeaderLine] = []) throws -> Received {
    try send(ServerRequest("GET", path, headers: headers))
  }
}

extension ServerRequest {
  var wireBytes: [UInt8] {
    let target = query.isEmpty ? path : "\(path)?\(query)"
    var head = "\(method) \(target) HTTP/1.1\r\nHost: localhost\r\n"
    for line in headers { head += "\(line.name): \(line.value)\r\n" }
    if method == "POST" { head += "Content-Length: \(body.count)\r\n" }
    return Array((head + "\r\n").utf8) + body
  }
}

/// The smallest request, with members added or (null) taken away.
func minimal(_ changes: JSON = [:]) -> JSON {
  var body: JSON = [
    "model": "reference/model-1", "max_tokens": 256, "messages": [["role": "user", "content": "Hello there."]],
  ]
  for member in changes.object?.members ?? [] {
    body[member.key] = member.value.isNull ? Optional<JSON>.none : member.value
  }
  return body
}

func user(_ text: String) -> JSON { [["role": "user", "content": .string(text)]] }
