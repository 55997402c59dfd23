import Wire

/// Sends one request and reports everything that came back.
///
/// Nothing is followed, repeated, unpacked or forgiven on the way, and nothing is thrown: a transfer that
/// went wrong is evidence like any other and ends as `Exchange.end == .failed`.
public protocol Transport: Sendable {
  /// Cancelling the surrounding task closes the connection and ends the exchange as `.failed(.cancelled)`.
  /// - Parameter id: becomes `Exchange.id`.
  func send(_ request: Request, options: TransferOptions, id: String) async -> Exchange
}

extension Transport {
  public func send(_ request: Request, id: String) async -> Exchange {
    await send(request, options: TransferOptions(), id: id)
  }
}

/// A transport without a network: a function answers. For the tests of the rooms above.
public struct ClosureTransport: Transport {
  private let handler: @Sendable (Request, TransferOptions) async -> Exchange

  /// The id of the exchange that `handler` returns is replaced by the one given to `send`.
  public init(_ handler: @escaping @Sendable (Request, TransferOptions) async -> Exchange) {
    self.handler = handler
  }

  public func send(_ request: Request, options: TransferOptions, id: String) async -> Exchange {
    var exchange = await handler(request, options)
    exchange.id = id
    return exchange
  }
}
