import Wire

/// How one request is sent and when the wait for its response ends.
package struct TransferOptions: Sendable {
  package var limits: TransferLimits
  package var bodyEncoding: RequestBodyFraming
  package var connection: ConnectionUse
  /// Nil: the response is read to its end.
  package var disconnect: Disconnect?
  /// Sees the response while it arrives.
  package var observer: TransferObserver?
  /// Hangs up on a response that is silent for so many milliseconds while its body ends in a way that says it is
  /// over; nil: waits for the end that its framing announces.
  package var quietEnd: QuietEnd?

  package init(
    limits: TransferLimits = TransferLimits(), bodyEncoding: RequestBodyFraming = .contentLength,
    connection: ConnectionUse = .reuse, disconnect: Disconnect? = nil, observer: TransferObserver? = nil
  ) {
    self.limits = limits
    self.bodyEncoding = bodyEncoding
    self.connection = connection
    self.disconnect = disconnect
    self.observer = observer
  }
}

/// Bounds on time and size. Times are in milliseconds, sizes in bytes. None can be switched off, so that no
/// server can hold a transfer for ever; values below 1 count as 1.
package struct TransferLimits: Sendable, Equatable {
  /// Name resolution, TCP and TLS handshakes together.
  package var connect: Int
  /// From the last byte of the request sent to the status line of the final response. Interim (1xx) responses
  /// do not extend it.
  package var firstByte: Int
  /// The longest silence within a response. Any byte counts, of head and body, comments and pings
  /// too.
  package var idle: Int
  /// The whole transfer, from start to end.
  package var total: Int
  /// Status line and header lines of all heads of the response (interim ones too), and separately its
  /// trailers.
  package var maximumHeadBytes: Int
  /// The body after removal of the transfer coding.
  package var maximumBodyBytes: Int

  package init(
    connect: Int = 10_000, firstByte: Int = 120_000, idle: Int = 60_000, total: Int = 600_000,
    maximumHeadBytes: Int = 262_144, maximumBodyBytes: Int = 67_108_864
  ) {
    self.connect = connect
    self.firstByte = firstByte
    self.idle = idle
    self.total = total
    self.maximumHeadBytes = maximumHeadBytes
    self.maximumBodyBytes = maximumBodyBytes
  }
}

/// How the request body is delimited. Without a body it has no effect.
package enum RequestBodyFraming: Sendable, Equatable {
  case contentLength
  /// `Transfer-Encoding: chunked`.
  case chunked
  /// `Content-Length` and `Expect: 100-continue`: the body waits for `100 Continue`, at most one second.
  case expectContinue
}

/// Which connection carries the request.
package enum ConnectionUse: Sendable, Hashable {
  /// An idle connection to the same origin when there is one, else a new one that is kept afterwards.
  case reuse
  /// A new connection, closed after this exchange.
  case fresh
  /// Requests with the same name share one connection, one after the other, with nobody else. When the server
  /// has closed it, a new one is made; `Exchange.connection` and `Exchange.reusedConnection` tell.
  case pinned(String)
}

/// When the client closes the connection on purpose; the exchange then ends as `.closedByClient`, and its body holds
/// just what was waited for, whatever else arrived at that moment. Only a 2xx response is hung up on.
package enum Disconnect: Sendable {
  /// As soon as that many bytes of the body have arrived; 0 means at the end of the response head.
  case afterBodyBytes(Int)
  /// As soon as the function returns how long the body was that it waited for. It sees each run of newly arrived
  /// body bytes once, in order, with their places in the body as indices, on the transport's thread: it must
  /// return quickly.
  case when(@Sendable (ArraySlice<UInt8>) -> Int?)
}

/// When a body that has said its last word is not waited for any longer.
package struct QuietEnd: Sendable, Equatable {
  /// Stands within the last bytes of a body that is over.
  package var mark: [UInt8]
  package var milliseconds: Int

  package init(mark: String, milliseconds: Int) {
    self.mark = Array(mark.utf8)
    self.milliseconds = milliseconds
  }
}

/// Watches a response arrive. Called on the transport's thread, in the order of the wire: both functions must
/// return quickly.
package struct TransferObserver: Sendable {
  /// The final head, once, before anything of its body.
  package var head: @Sendable (ResponseHead) -> Void
  /// Each run of newly arrived body bytes, with the transfer coding removed.
  package var body: @Sendable (ArraySlice<UInt8>) -> Void

  package init(
    head: @escaping @Sendable (ResponseHead) -> Void, body: @escaping @Sendable (ArraySlice<UInt8>) -> Void
  ) {
    self.head = head
    self.body = body
  }
}
