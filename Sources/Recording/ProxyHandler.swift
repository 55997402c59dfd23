import NIOCore
import NIOHTTP1
import Wire

/// One connection of the client: collects requests, hands them on one after the other, and writes what comes
/// back as it comes. Finished bytes are written, not HTTP parts, so that nothing is added on the way.
final class ProxyHandler: ChannelInboundHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = ByteBuffer

  private let relay: Relay
  private let access: LocalAccess
  private let room: BodyRoom
  /// Bytes of the room that this connection has taken.
  private var held = 0
  private var head: HTTPRequestHead?
  private var body: [UInt8] = []
  private var waiting: [ClientRequest] = []
  private var current: Task<Void, Never>?
  private var reply: ReplyWriter?

  /// Bodies beyond this are refused: the API itself ends at half of it.
  static let maximumBodyBytes = 64 << 20
  private static let greatestQueue = 64

  init(relay: Relay, access: LocalAccess, room: BodyRoom) {
    self.relay = relay
    self.access = access
    self.room = room
  }

  deinit { room.give(back: held) }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head): begin(head, context)
    case .body(let part):
      guard head != nil else { return }
      guard body.count + part.readableBytes <= Self.maximumBodyBytes, room.take(part.readableBytes) else {
        return refuse("413 Content Too Large", because: "no room for so long a body", in: context)
      }
      held += part.readableBytes
      part.withUnsafeReadableBytes { body.append(contentsOf: $0) }
    case .end:
      guard let head else { return }
      waiting.append(ClientRequest(head, body: body))
      self.head = nil
      body = []
      guard waiting.count <= Self.greatestQueue else { return context.close(promise: nil) }
      next(context)
    }
  }

  private func begin(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
    let headers = head.headers
    if let why = access.refusal(host: headers.first(name: "host"), origin: headers.first(name: "origin")) {
      return refuse("403 Forbidden", because: why, in: context)
    }
    self.head = head
    body = []
    // The body is read here in any case, so the client need not wait for the server's permission.
    if head.headers[canonicalForm: "expect"].contains(where: { $0.lowercased() == "100-continue" }) {
      context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: "HTTP/1.1 100 Continue\r\n\r\n")), promise: nil)
    }
  }

  /// Tells the client why, and ends the connection.
  private func refuse(_ status: String, because why: String, in context: ChannelHandlerContext) {
    head = nil
    write(ReplyWriter.refusal(status, "dropin record: \(why)"), context)
    context.close(promise: nil)
  }

  /// Nobody has said anything for a while.
  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if event is IdleStateHandler.IdleStateEvent, current == nil { return context.close(promise: nil) }
    context.fireUserInboundEventTriggered(event)
  }

  private func next(_ context: ChannelHandlerContext) {
    guard current == nil, !waiting.isEmpty else { return }
    let request = waiting.removeFirst()
    reply = ReplyWriter(request)
    let loop = context.eventLoop
    let here = NIOLoopBound((self, context), eventLoop: loop)
    let relay = relay
    current = Task {
      let end = await relay.relay(
        request,
        head: { head in loop.execute { here.value.0.write(here.value.0.reply?.head(head), here.value.1) } },
        body: { bytes in
          let copy = Array(bytes)
          loop.execute { here.value.0.write(here.value.0.reply?.body(copy), here.value.1) }
        })
      loop.execute { here.value.0.finish(end, here.value.1) }
    }
  }

  private func write(_ bytes: [UInt8]?, _ context: ChannelHandlerContext) {
    guard let bytes, !bytes.isEmpty, context.channel.isActive else { return }
    context.writeAndFlush(wrapOutboundOut(context.channel.allocator.buffer(bytes: bytes)), promise: nil)
  }

  private func finish(_ end: Relay.End, _ context: ChannelHandlerContext) {
    current = nil
    let needed = waiting.reduce(body.count) { $0 + $1.body.count }
    room.give(back: max(0, held - needed))
    held = min(held, needed)
    guard context.channel.isActive, let reply else { return }
    switch end {
    case .complete: write(reply.ending(), context)
    case .noAnswer(let why):
      write(ReplyWriter.badGateway(why), context)
      return context.close(promise: nil)
    case .brokenOff:
      // A reply that was cut off upstream is cut off here too: the client must not take it for whole.
      return context.close(promise: nil)
    }
    if reply.closesConnection { return context.close(promise: nil) }
    self.reply = nil
    next(context)
  }

  func channelInactive(context: ChannelHandlerContext) {
    current?.cancel()
    current = nil
    waiting = []
    context.fireChannelInactive()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}

/// A request as the client sent it.
struct ClientRequest: Sendable {
  var method: String
  /// Path and query.
  var target: String
  var headers: [HeaderField]
  var body: [UInt8]
  var isHTTP11: Bool
  var keepsAlive: Bool

  init(_ head: HTTPRequestHead, body: [UInt8]) {
    method = head.method.rawValue
    target = head.uri
    headers = head.headers.map { HeaderField($0.name, $0.value) }
    self.body = body
    isHTTP11 = (head.version.major, head.version.minor) >= (1, 1)
    keepsAlive = head.isKeepAlive
  }
}
