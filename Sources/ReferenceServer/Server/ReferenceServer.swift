import NIOCore
import NIOHTTP1
import NIOPosix
import Wire

/// The reference server on a socket.
///
///     let server = try await ReferenceServer.start(Configuration())
///     // http://127.0.0.1:<server.port>
///     await server.stop()
package final class ReferenceServer: Sendable {
  private let channel: any Channel
  private let connections: Connections
  /// The port it listens on.
  package let port: Int

  private init(channel: any Channel, connections: Connections, port: Int) {
    self.channel = channel
    self.connections = connections
    self.port = port
  }

  /// How a server on a socket treats those who connect.
  package struct Options: Sendable {
    /// Which names it may be asked under; nil: any.
    package var access: LocalAccess?
    /// Whether a request may ask for defects by header or path; see `ServerVariants`.
    package var takesDefectsByRequest = false
    /// Defects that tests with runs of their own are told to try; nil: there are no runs. See `RunRequest`.
    package var played: [String]?
    /// Receives every exchange when it is over.
    package var log: (@Sendable (ServedExchange) -> Void)?

    package init() {}
  }

  /// Starts listening; port 0 takes any free one. Throws `ConfigurationError`, or `ListenError`
  /// when the address cannot be bound.
  package static func start(
    _ configuration: Configuration = Configuration(), host: String = "127.0.0.1", port: Int = 0,
    options: Options = Options()
  ) async throws -> ReferenceServer {
    try await start(MessagesServer(configuration), host: host, port: port, options: options)
  }

  /// Puts an existing server on a socket.
  package static func start(_ server: MessagesServer, host: String, port: Int, options: Options = Options())
    async throws -> ReferenceServer
  {
    let variants = ServerVariants(server, isOpen: options.takesDefectsByRequest, played: options.played)
    let connections = Connections()
    let room = BodyRoom()
    let bootstrap = ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .serverChannelOption(.backlog, value: 256)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
      .childChannelInitializer { channel in
        connections.add(channel)
        return channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandlers(
            ByteToMessageHandler(HTTPRequestDecoder(leftOverBytesStrategy: .dropBytes)),
            IdleStateHandler(allTimeout: .seconds(300)),
            ConnectionHandler(servers: variants, options: options, room: room))
        }
      }
    let channel: any Channel
    do { channel = try await bootstrap.bind(host: host, port: port).get() } catch {
      let code = (error as? IOError)?.errnoCode
      let detail = (error as? SocketAddressError.UnknownHost)?.errorDescription ?? "\(error)"
      throw ListenError(ListenAddress(host: host, port: port), code: code, detail: detail)
    }
    return ReferenceServer(
      channel: channel, connections: connections, port: channel.localAddress?.port ?? port)
  }

  /// Stops listening and closes every connection, streams included.
  package func stop() async {
    try? await channel.close().get()
    await connections.closeAll()
  }

  /// Waits until the server stops listening.
  package func wait() async throws { try await channel.closeFuture.get() }
}

/// The open connections of a server.
final class Connections: Sendable {
  private let open = Locked<[ObjectIdentifier: any Channel]>([:])

  func add(_ channel: any Channel) {
    let key = ObjectIdentifier(channel)
    open.withLock { $0[key] = channel }
    channel.closeFuture.whenComplete { [open] _ in open.withLock { _ = $0.removeValue(forKey: key) } }
  }

  func closeAll() async {
    for channel in open.withLock({ Array($0.values) }) { try? await channel.close().get() }
  }
}
