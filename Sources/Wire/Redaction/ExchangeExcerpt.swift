/// What a report shows of an exchange that something is wrong with: heads, excerpts of the bodies, and when
/// what came.
package struct ExchangeExcerpt: Sendable, Equatable {
  /// One event of the stream and when its last byte had arrived.
  package struct EventTiming: Sendable, Equatable {
    /// Index of the event within the stream, counting from 0.
    package var event: Int
    package var name: String
    /// Microseconds since the request began.
    package var microseconds: Int
    /// Whether something is wrong with it.
    package var isMarked: Bool
    package init(event: Int, name: String, microseconds: Int, isMarked: Bool = false) {
      self.event = event
      self.name = name
      self.microseconds = microseconds
      self.isMarked = isMarked
    }
  }

  package var requestHeaders: [HeaderField]
  package var requestBody: BodyExcerpt?
  /// Nil when no response head arrived.
  package var statusLine: String?
  package var responseHeaders: [HeaderField]
  package var trailers: [HeaderField]
  package var responseBody: BodyExcerpt?
  package var timings: TransferTimings
  package var moments: [EventTiming]
  /// Events of the stream that are not among the moments.
  package var momentsLeftOut: Int
  /// What the transport said when the transfer failed.
  package var failure: String?
  package var framingFaults: [String]

  package init(
    requestHeaders: [HeaderField] = [], requestBody: BodyExcerpt? = nil, statusLine: String? = nil,
    responseHeaders: [HeaderField] = [], trailers: [HeaderField] = [], responseBody: BodyExcerpt? = nil,
    timings: TransferTimings = TransferTimings(), moments: [EventTiming] = [], momentsLeftOut: Int = 0,
    failure: String? = nil, framingFaults: [String] = []
  ) {
    self.requestHeaders = requestHeaders
    self.requestBody = requestBody
    self.statusLine = statusLine
    self.responseHeaders = responseHeaders
    self.trailers = trailers
    self.responseBody = responseBody
    self.timings = timings
    self.moments = moments
    self.momentsLeftOut = momentsLeftOut
    self.failure = failure
    self.framingFaults = framingFaults
  }

  /// Header lines and bytes of a header value that are kept at most.
  static let longestHead = 40
  static let longestValue = 1024
  /// Events at the beginning, at the end and either side of a marked one that are kept.
  static let momentsKept = (first: 60, last: 40, around: 8)

  /// - Parameters:
  ///   - marks: ranges of the response body that something is wrong with.
  ///   - events: name and time of every event of the stream, in order.
  ///   - markedEvents: indexes of events that something is wrong with.
  package init(
    _ exchange: Exchange, marks: [Range<Int>], events: [(name: String, microseconds: Int)] = [],
    markedEvents: Set<Int> = []
  ) {
    func head(_ fields: [HeaderField]) -> [HeaderField] {
      fields.prefix(Self.longestHead).map { HeaderField(Self.cut($0.name), Self.cut($0.value)) }
    }
    let kept = events.indices.filter { index in
      index < Self.momentsKept.first || index >= events.count - Self.momentsKept.last
        || markedEvents.contains { abs($0 - index) <= Self.momentsKept.around }
    }
    var failure: String?
    if case .failed(let reason) = exchange.end { failure = Self.cut(reason.detail) }
    self.init(
      requestHeaders: head(exchange.request.headers),
      requestBody: exchange.request.body.map {
        BodyExcerpt($0, limits: .init(beginning: 1600, end: 600))
      },
      statusLine: exchange.response.map { Self.cut($0.head.statusLine) },
      responseHeaders: head(exchange.response?.head.headers ?? []),
      trailers: head(exchange.response?.trailers ?? []),
      responseBody: exchange.response.map { BodyExcerpt($0.body, marks: marks) },
      timings: exchange.timings,
      moments: kept.map {
        EventTiming(
          event: $0, name: Self.cut(events[$0].name, 60), microseconds: events[$0].microseconds,
          isMarked: markedEvents.contains($0))
      },
      momentsLeftOut: events.count - kept.count, failure: failure,
      framingFaults: exchange.framingFaults.prefix(8).map { "\($0.kind.rawValue): \(Self.cut($0.detail, 200))" })
  }

  /// About how many bytes it takes.
  package var size: Int {
    (requestHeaders + responseHeaders + trailers).reduce(0) { $0 + $1.name.utf8.count + $1.value.utf8.count }
      + (requestBody?.kept ?? 0) + (responseBody?.kept ?? 0) + moments.count * 40 + 200
  }

  private static func cut(_ text: String, _ limit: Int = longestValue) -> String {
    text.utf8.count <= limit ? text : String(decoding: text.utf8.prefix(limit), as: UTF8.self) + "…"
  }
}

extension Redactor {
  /// The excerpt with secrets blotted out once more; it is made of an exchange from which they were taken.
  package func redact(_ excerpt: ExchangeExcerpt) -> ExchangeExcerpt {
    func body(_ body: BodyExcerpt?) -> BodyExcerpt? {
      guard var excerpt = body else { return nil }
      for index in excerpt.pieces.indices { excerpt.pieces[index].bytes = redact(excerpt.pieces[index].bytes) }
      return excerpt
    }
    var result = excerpt
    result.requestHeaders = redact(excerpt.requestHeaders)
    result.requestBody = body(excerpt.requestBody)
    result.statusLine = excerpt.statusLine.map { redact($0) }
    result.responseHeaders = redact(excerpt.responseHeaders)
    result.trailers = redact(excerpt.trailers)
    result.responseBody = body(excerpt.responseBody)
    for index in result.moments.indices { result.moments[index].name = redact(result.moments[index].name) }
    result.failure = excerpt.failure.map { redact($0) }
    result.framingFaults = excerpt.framingFaults.map { redact($0) }
    return result
  }
}
