import Transport
import Wire

/// Sends what a client asked to the server, passes on what comes back while it comes, and has it taken down.
struct Relay: Sendable {
  /// How a reply ended, as far as the client's connection is concerned.
  enum End: Sendable {
    case complete
    /// Not even a head came; the words say why.
    case noAnswer(String)
    case brokenOff
  }

  let upstream: String
  let transport: any Transport
  let record: SessionRecord
  let limits: TransferLimits

  func relay(
    _ request: ClientRequest, head: @escaping @Sendable (ResponseHead) -> Void,
    body: @escaping @Sendable (ArraySlice<UInt8>) -> Void
  ) async -> End {
    let url = upstream + (request.target.hasPrefix("/") ? request.target : "/" + request.target)
    // The transport writes these two by itself.
    let asSent = request.headers.filter { !["host", "content-length"].contains($0.name.lowercased()) }
    let hasBody = !request.body.isEmpty || request.method == "POST"
    let original = Request(method: request.method, url: url, headers: asSent, body: hasBody ? request.body : nil)
    var onward = original
    onward.headers = HopByHop.removed(from: asSent).filter { $0.name.lowercased() != "expect" }
    // Evidence in gzip could not be judged; a server may always answer without (RFC 9110 section 12.5.3).
    if let place = onward.headers.firstIndex(where: { $0.name.lowercased() == "accept-encoding" }) {
      onward.headers[place].value = "identity"
    }
    let id = await record.begin(original)
    var options = TransferOptions()
    options.limits = limits
    options.observer = TransferObserver(head: head, body: body)
    var exchange = await transport.send(onward, options: options, id: id)
    if exchange.diedOnAnIdleConnection {
      options.connection = .fresh
      exchange = await transport.send(onward, options: options, id: id)
    }
    exchange.request = original
    let hasAnswer = (exchange.response?.status ?? 0) != 0
    let end = exchange.end
    if case .failed(let failure) = end, failure.kind == .cancelled { exchange.end = .closedByClient }
    await record.record(exchange)
    switch end {
    case .complete, .closedByClient: return .complete
    case .failed(let failure):
      return hasAnswer ? .brokenOff : .noAnswer("\(failure.kind.rawValue), \(failure.detail)")
    }
  }
}

extension Exchange {
  /// Whether a kept connection was gone before the server saw this request, as may happen at any time.
  fileprivate var diedOnAnIdleConnection: Bool {
    guard reusedConnection, response == nil, case .failed(let failure) = end else { return false }
    return failure.kind == .emptyReply || failure.kind == .reset
  }
}
