/// A server in this process, asked without a socket: the routing of a web framework, or a function in a test.
public protocol ServerTransport: Sendable {
  /// Answers one request. Called from many tasks at once when `RunOptions.parallelCases` is above 1.
  ///
  /// A client that hangs up cancels the task. An error that is thrown counts as a connection that broke.
  func respond(to request: ServerRequest) async throws -> ServerResponse
}

/// A request as a server receives it.
public struct ServerRequest: Sendable {
  public let method: String
  /// Path and query, e.g. `/v1/messages?beta=true`.
  public let target: String
  /// In the order sent, `Host` and `Content-Length` included.
  public let headers: [(name: String, value: String)]
  public let body: [UInt8]
}

/// A response as a server gives it.
public struct ServerResponse: Sendable {
  public var status: Int
  public var headers: [(name: String, value: String)]
  /// The parts of the body, as they are produced. An error that it throws counts as a connection that broke.
  public var body: AsyncThrowingStream<[UInt8], any Error>

  /// A response whose body arrives in parts, e.g. an event stream.
  public init(
    status: Int, headers: [(name: String, value: String)], body: AsyncThrowingStream<[UInt8], any Error>
  ) {
    self.status = status
    self.headers = headers
    self.body = body
  }

  /// A response whose body is there at once.
  public init(status: Int, headers: [(name: String, value: String)], body: [UInt8]) {
    self.init(
      status: status, headers: headers,
      body: AsyncThrowingStream { continuation in
        if !body.isEmpty { continuation.yield(body) }
        continuation.finish()
      })
  }
}
