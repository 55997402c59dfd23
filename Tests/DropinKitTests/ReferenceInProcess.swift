import DropinKit
import ReferenceServer

/// The reference server, asked without a socket.
struct ReferenceInProcess: ServerTransport {
  let server: MessagesServer

  init(defects: [String] = []) throws {
    var configuration = Configuration()
    configuration.defects = defects
    server = try MessagesServer(configuration)
  }

  func respond(to request: DropinKit.ServerRequest) async throws -> ServerResponse {
    let reply = server.respond(
      to: .init(
        request.method, request.target, headers: request.headers.map { HeaderLine($0.name, $0.value) },
        body: request.body, bodyLength: request.body.count))
    let headers = reply.headers.map { (name: $0.name, value: $0.value) }
    let server = server
    guard case .stream(let steps) = reply.body else {
      server.finished()
      return ServerResponse(
        status: reply.status, headers: headers, body: request.method == "HEAD" ? [] : reply.bodyBytes)
    }
    return ServerResponse(
      status: reply.status, headers: headers,
      body: AsyncThrowingStream { continuation in
        let work = Task {
          for step in steps {
            if step.delay > 0 { try await Task.sleep(for: .milliseconds(step.delay)) }
            continuation.yield(step.bytes)
          }
          continuation.finish()
        }
        continuation.onTermination = { end in
          work.cancel()
          var clientLeft = false
          if case .cancelled = end { clientLeft = true }
          server.finished(clientLeft: clientLeft)
        }
      })
  }
}
