/// One request and everything that came back: the unit of evidence. Holds facts only, no judgement.
package struct Exchange: Sendable, Equatable {
  /// Unique within a run, e.g. `0042`.
  package var id: String
  package var request: Request
  /// Nil when not even a response head arrived.
  package var response: Response?
  package var end: TransferEnd
  package var timings: TransferTimings
  /// Framing flaws that an HTTP library would have forgiven in silence.
  package var framingFaults: [FramingViolation]
  /// Which connection of the run carried it, counting from 1; 0 when none was made.
  package var connection: Int
  /// Whether that connection had carried an earlier exchange.
  package var reusedConnection: Bool
  /// What a search for keys in the response found; nil when there was none.
  package var keySearch: KeySearch?

  package init(
    id: String, request: Request, response: Response?, end: TransferEnd, timings: TransferTimings,
    framingFaults: [FramingViolation] = [], connection: Int = 0, reusedConnection: Bool = false,
    keySearch: KeySearch? = nil
  ) {
    self.keySearch = keySearch
    self.id = id
    self.request = request
    self.response = response
    self.end = end
    self.timings = timings
    self.framingFaults = framingFaults
    self.connection = connection
    self.reusedConnection = reusedConnection
  }
}

/// How a transfer ended.
package enum TransferEnd: Sendable, Equatable {
  /// The response ended as its framing announced.
  case complete
  /// We hung up on purpose because the case asked for it.
  case closedByClient
  case failed(TransferFailure)
}

/// Why a transfer did not end as it should have.
package struct TransferFailure: Error, Sendable, Equatable {
  package enum Kind: String, Sendable, CaseIterable {
    case invalidURL = "invalid-url"
    case couldNotResolve = "could-not-resolve"
    case couldNotConnect = "could-not-connect"
    case connectTimeout = "connect-timeout"
    case firstByteTimeout = "first-byte-timeout"
    case idleTimeout = "idle-timeout"
    case totalTimeout = "total-timeout"
    case headTooLarge = "head-too-large"
    case bodyTooLarge = "body-too-large"
    case emptyReply = "empty-reply"
    case malformedHead = "malformed-head"
    case malformedChunk = "malformed-chunk"
    case truncated
    case reset
    case tls
    case cancelled
    /// This program is at fault, or the machine it runs on: nothing is to be said of the server.
    case `internal`
    case other
  }
  package var kind: Kind
  /// What the transport library said.
  package var detail: String
  package init(_ kind: Kind, _ detail: String) {
    self.kind = kind
    self.detail = detail
  }

  /// Whether nobody answered at the address at all.
  package var isUnreachable: Bool {
    switch kind {
    case .couldNotResolve, .couldNotConnect, .connectTimeout, .invalidURL: true
    default: false
    }
  }
}

/// A flaw of HTTP/1.1 framing, e.g. two different `Content-Length` fields.
package struct FramingViolation: Sendable, Equatable {
  package enum Kind: String, Sendable, CaseIterable {
    case lengthAndChunked = "content-length-and-transfer-encoding"
    case conflictingLengths = "conflicting-content-lengths"
    case badLength = "bad-content-length"
    case excessBytes = "bytes-after-the-body"
    case bareLineFeed = "line-ends-without-carriage-return"
    case foldedHeader = "folded-header"
    case spaceBeforeColon = "space-before-colon"
    case badStatusLine = "bad-status-line"
    case badChunk = "bad-chunk"
  }
  package var kind: Kind
  package var detail: String
  package init(_ kind: Kind, _ detail: String) {
    self.kind = kind
    self.detail = detail
  }
}

/// Points in time, in microseconds since the request began; nil when not reached.
package struct TransferTimings: Sendable, Equatable {
  /// The connection stood (0 on a reused one).
  package var connected: Int?
  /// The first byte of the response head arrived.
  package var firstByte: Int?
  /// The end of the response head arrived.
  package var headEnd: Int?
  /// The transfer was over.
  package var ended: Int
  package init(connected: Int? = nil, firstByte: Int? = nil, headEnd: Int? = nil, ended: Int = 0) {
    self.connected = connected
    self.firstByte = firstByte
    self.headEnd = headEnd
    self.ended = ended
  }
}
