import NIOCore
import NIOHTTP1
import Wire

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// One connection: collects requests, answers them in order, plays the replies out.
///
/// It writes finished bytes, not HTTP parts, so that a reply can be wrong below HTTP as well.
final class ConnectionHandler: ChannelInboundHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = ByteBuffer

  private let servers: ServerVariants
  private let options: ReferenceServer.Options
  private let room: BodyRoom
  /// Bytes of the room that this connection has taken.
  private var held = 0
  private var head: HTTPRequestHead?
  private var body: [UInt8] = []
  private var bodyLength = 0
  /// Requests that wait for the reply before theirs.
  private var waiting: [ServerRequest] = []
  private var isPlaying = false
  /// Who answers the request whose reply is being played.
  private var server: MessagesServer
  /// What the log will say of it.
  private var served: (exchange: ServedExchange, since: NIODeadline)?
  /// What this connection carried so far.
  private var exchanges = 0
  private var lastWasStream = false
  /// Set when no further request will be read from this connection.
  private var isDeaf = false

  /// More pipelined requests than this, or bodies of more than twice the greatest allowed, close
  /// the connection.
  private static let greatestQueue = 256

  init(servers: ServerVariants, options: ReferenceServer.Options, room: BodyRoom) {
    self.servers = servers
    self.options = options
    server = servers.plain
    self.room = room
  }

  deinit { room.give(back: held) }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard !isDeaf else { return }
    switch unwrapInboundIn(data) {
    case .head(let head): begin(head, context)
    case .body(let part): collect(part, context)
    case .end: complete(context)
    }
  }

  private func begin(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
    let names = (host: head.headers.first(name: "host"), origin: head.headers.first(name: "origin"))
    if let why = options.access?.refusal(host: names.host, origin: names.origin) {
      isDeaf = true
      return refuse(why, context)
    }
    self.head = head
    body = []
    bodyLength = 0
    guard head.headers[canonicalForm: "expect"].contains(where: { $0.lowercased() == "100-continue" }) else {
      return
    }
    let announced = head.headers.first(name: "content-length").flatMap { Int($0) } ?? 0
    if announced > servers.plain.configuration.maximumBodyBytes {
      // Refused before the body is sent; the connection cannot be used further.
      bodyLength = announced
      isDeaf = true
      complete(context)
    } else if !isPlaying {
      letGoOn(context)
    }
  }

  private func letGoOn(_ context: ChannelHandlerContext) {
    let box = NIOLoopBound(context, eventLoop: context.eventLoop)
    let handler = NIOLoopBound(self, eventLoop: context.eventLoop)
    let send: @Sendable () -> Void = {
      let interim = ByteBuffer(string: "HTTP/1.1 100 Continue\r\n\r\n")
      box.value.writeAndFlush(handler.value.wrapOutboundOut(interim), promise: nil)
    }
    let delay = server.hooks.continueDelay
    if delay > 0 {
      context.eventLoop.scheduleTask(in: .milliseconds(Int64(delay)), send)
    } else {
      send()
    }
  }

  private func collect(_ part: ByteBuffer, _ context: ChannelHandlerContext) {
    bodyLength += part.readableBytes
    let limit = servers.plain.configuration.maximumBodyBytes
    if bodyLength <= limit {
      guard room.take(part.readableBytes) else { return context.close(promise: nil) }
      held += part.readableBytes
      part.withUnsafeReadableBytes { body.append(contentsOf: $0) }
    } else {
      // The rest is read and thrown away: closing under a client that still sends loses the reply.
      body = []
      guard bodyLength > limit &* 9 else { return }
      isDeaf = true
      complete(context)
    }
  }

  private func complete(_ context: ChannelHandlerContext) {
    guard let head else { return }
    var request = ServerRequest(
      head.method.rawValue, head.uri, headers: head.headers.map { HeaderLine($0.name, $0.value) }, body: body,
      bodyLength: bodyLength)
    request.isHTTP11 = (head.version.major, head.version.minor) >= (1, 1)
    self.head = nil
    body = []
    waiting.append(request)
    let isTooMuch =
      waiting.count > Self.greatestQueue
      || waiting.reduce(0) { $0 + $1.body.count } > 2 * servers.plain.configuration.maximumBodyBytes
    if isTooMuch { return context.close(promise: nil) }
    answerNext(context)
  }

  private func refuse(_ why: String, _ context: ChannelHandlerContext) {
    let body: JSON = ["type": "error", "error": ["type": "permission_error", "message": .string(why)]]
    let bytes = body.bytes()
    let head =
      "HTTP/1.1 403 Forbidden\r\nContent-Type: application/json\r\nContent-Length: \(bytes.count)\r\n"
      + "Connection: close\r\n\r\n"
    context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: Array(head.utf8) + bytes)), promise: nil)
    context.close(promise: nil)
  }

  /// Nobody has said anything for a while.
  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if event is IdleStateHandler.IdleStateEvent, !isPlaying, !isDeaf { return context.close(promise: nil) }
    context.fireUserInboundEventTriggered(event)
  }

  private func answerNext(_ context: ChannelHandlerContext) {
    guard !isPlaying, !waiting.isEmpty else { return }
    var request = waiting.removeFirst()
    (request.earlierExchanges, request.followsStream) = (exchanges, lastWasStream)
    isPlaying = true
    let since = NIODeadline.now()
    let target = request.query.isEmpty ? request.path : "\(request.path)?\(request.query)"
    var choice: ServerVariants.Choice?
    var reply: ServerReply
    do throws(APIError) {
      let made = try servers.choice(for: request)
      (server, request, choice) = (made.server, made.request, made)
      reply = made.answer.map(server.answer) ?? server.respond(to: request)
    } catch {
      server = servers.plain
      reply = server.unanswerable(error)
    }
    exchanges += 1
    lastWasStream = reply.isStream
    if isDeaf, waiting.isEmpty, reply.ending == .automatic { reply.ending = .close }
    let script = server.script(for: reply, to: request)
    let needed = waiting.reduce(body.count) { $0 + $1.body.count }
    room.give(back: max(0, held - needed))
    held = min(held, needed)
    if options.log != nil {
      let exchange = ServedExchange(
        method: request.method, target: target, status: reply.status, isStream: reply.isStream, bytes: 0,
        milliseconds: 0, clientLeft: false, names: choice?.names ?? [],
        digest: SHA256.hexDigest(Array("\(request.method) \(target)\n".utf8) + request.body),
        run: choice?.run, outcome: choice?.outcome)
      served = (exchange, since)
    }
    play(script, at: 0, context)
  }

  private func play(_ script: WireScript, at index: Int, _ context: ChannelHandlerContext) {
    guard context.channel.isActive, isPlaying else { return }
    guard index < script.steps.count else { return end(script.ending, context) }
    let step = script.steps[index]
    let loop = context.eventLoop.assumeIsolated()
    let send = {
      guard context.channel.isActive, self.isPlaying else { return }
      self.served?.exchange.bytes += step.bytes.count
      let buffer = context.channel.allocator.buffer(bytes: step.bytes)
      context.writeAndFlush(self.wrapOutboundOut(buffer)).assumeIsolated().whenComplete { _ in
        self.play(script, at: index + 1, context)
      }
    }
    if step.delay > 0 {
      loop.scheduleTask(in: .milliseconds(Int64(step.delay)), send)
    } else {
      send()
    }
  }

  private func end(_ ending: ServerReply.Ending, _ context: ChannelHandlerContext) {
    isPlaying = false
    server.finished()
    log()
    switch ending {
    case .automatic: answerNext(context)
    case .close, .drop: context.close(promise: nil)
    case .reset:
      // Lingering for no time makes close send RST and drop what is unsent.
      let now = linger(l_onoff: 1, l_linger: 0)
      guard let socket = context.channel as? any SocketOptionProvider else {
        return context.close(promise: nil)
      }
      socket.setSoLinger(now).assumeIsolated().whenComplete { _ in context.close(promise: nil) }
    case .hang: isDeaf = true
    }
  }

  private func log() {
    guard var served else { return }
    self.served = nil
    served.exchange.milliseconds = Int((NIODeadline.now() - served.since).nanoseconds / 1_000_000)
    options.log?(served.exchange)
  }

  func channelInactive(context: ChannelHandlerContext) {
    if isPlaying {
      isPlaying = false
      server.finished(clientLeft: true)
      served?.exchange.clientLeft = true
      log()
    }
    waiting = []
    context.fireChannelInactive()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    guard error is HTTPParserError, !isPlaying, !isDeaf else { return context.close(promise: nil) }
    isDeaf = true
    isPlaying = true
    server = servers.plain
    let fault = APIError.invalid("the request is not valid HTTP")
    play(server.script(for: server.unanswerable(fault), to: nil), at: 0, context)
  }
}

extension MessagesServer {
  /// The reply where no server is asked: to bytes that are not HTTP, or to a request for a defect that does not exist.
  func unanswerable(_ fault: APIError) -> ServerReply {
    let id = Identifiers(seed: configuration.seed, number: begun()).make("req_")
    var reply = ServerReply(status: fault.status, json: fault.envelope(requestID: id))
    reply.headers.append(HeaderLine("request-id", id))
    return reply
  }

  /// The reply to a request that is no affair of the API's.
  func answer(_ json: JSON) -> ServerReply {
    _ = begun()
    return ServerReply(status: 200, json: json)
  }

  /// Counts a request, until `finished`.
  private func begun() -> Int {
    state.with { memory in
      memory.requests += 1
      memory.inFlight += 1
      return memory.requests
    }
  }
}
