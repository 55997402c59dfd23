import Cases
import Files
import NIOCore
import NIOHTTP1
import NIOPosix
import Evidence
import Planning
import Transport
import Wire

/// A proxy that takes a client's session with a server down.
///
///     let recorder = try await Recorder.start(upstream: "http://localhost:1234", directory: "reports/recorded", header: header)
///     // the client talks to http://127.0.0.1:<recorder.port>
///     try await recorder.stop()
///
/// Under the directory it writes `evidence/`, for `dropin judge`, and `drafts/session.yaml`, drafts of cases.
/// Credentials never reach the disk.
package final class Recorder: Sendable {
  private let channel: any Channel
  private let transport: CurlTransport
  private let record: SessionRecord
  /// The port it listens on.
  package let port: Int

  private init(channel: any Channel, transport: CurlTransport, record: SessionRecord, port: Int) {
    self.channel = channel
    self.transport = transport
    self.record = record
    self.port = port
  }

  /// Starts listening; port 0 takes any free one. Throws `FileError` when the directory cannot be written, and
  /// `ListenError` when the address cannot be bound.
  /// - Parameters:
  ///   - upstream: the server's base URL, without a trailing slash.
  ///   - header: what the evidence says about the session; the model is filled in from the first request.
  ///   - log: receives a line about every exchange when it is over, without credentials.
  package static func start(
    upstream: String, directory: String, header: RunDescription, host: String = "127.0.0.1", port: Int = 0,
    allowedHosts: [String] = [], limits: TransferLimits = TransferLimits(), log: (@Sendable (String) -> Void)? = nil
  ) async throws -> Recorder {
    var header = header
    header.isRecording = true
    header.baseURL = upstream
    let record = try SessionRecord(directory: directory, header: header, log: log)
    let transport = CurlTransport()
    let relay = Relay(upstream: upstream, transport: transport, record: record, limits: limits)
    let access = LocalAccess(bound: host, allowed: allowedHosts)
    let room = BodyRoom()
    let bootstrap = ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .serverChannelOption(.backlog, value: 256)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandlers(
            ByteToMessageHandler(HTTPRequestDecoder(leftOverBytesStrategy: .dropBytes)),
            IdleStateHandler(allTimeout: .seconds(120)),
            ProxyHandler(relay: relay, access: access, room: room))
        }
      }
    let channel: any Channel
    do { channel = try await bootstrap.bind(host: host, port: port).get() } catch {
      transport.shutdown()
      let detail = (error as? SocketAddressError.UnknownHost)?.errorDescription ?? "\(error)"
      throw ListenError(
        ListenAddress(host: host, port: port), code: (error as? IOError)?.errnoCode, detail: detail)
    }
    return Recorder(
      channel: channel, transport: transport, record: record, port: channel.localAddress?.port ?? port)
  }

  /// How many exchanges have been taken down.
  package var exchanges: Int { get async { await record.count } }

  /// Stops listening, ends what is under way and writes the drafts. Throws the first thing that could not be
  /// written.
  package func stop() async throws {
    try? await channel.close().get()
    transport.shutdown()
    await record.settle()
    try await record.finish()
  }
}
