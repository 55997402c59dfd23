import Wire

/// Reads one HTTP/1.1 response from the bytes of a connection, however they are cut, and says when it is
/// over. It knows nothing of sockets: bytes and times go in, the parts of an `Exchange` come out.
struct ResponseReader {
  private(set) var head: HeadParser
  private(set) var body: [UInt8] = []
  private(set) var arrivals: [Arrival] = []
  /// Set once the response is over, in whatever way.
  private(set) var end: TransferEnd?
  /// Microseconds since the request began.
  private(set) var firstByte: Int?
  private(set) var headEnd: Int?

  private let method: String
  private let limits: TransferLimits
  private var framing: BodyFraming?
  private var chunks: ChunkDecoder?
  private var faults: [FramingViolation] = []
  /// When the head that is being read began.
  private var headBegan: Int?

  init(method: String, limits: TransferLimits) {
    self.method = method
    self.limits = limits
    head = HeadParser(maximumBytes: max(limits.maximumHeadBytes, 1))
  }

  var framingFaults: [FramingViolation] { head.faults + faults + (chunks?.faults ?? []) }

  /// Nil when nothing came. What is not HTTP at all is a body without a status.
  var response: Response? {
    guard head.head != nil || !body.isEmpty else { return nil }
    return Response(
      head: head.head ?? ResponseHead(statusLine: "", status: 0, headers: []), interim: head.interim,
      body: body, arrivals: arrivals, trailers: chunks?.trailers ?? [])
  }

  /// Whether the connection is in a state to carry another exchange, as far as the response says.
  var allowsReuse: Bool {
    guard end == .complete, let final = head.head, final.status != 101 else { return false }
    guard framing != .untilClose, faults.allSatisfy({ $0.kind == .lengthAndChunked }) else { return false }
    let options = final.headers.all("connection").joined(separator: ",").lowercased()
    let words = options.split { $0 == "," || $0 == " " || $0 == "\t" }
    if words.contains("close") { return false }
    return final.statusLine.utf8.starts(with: "HTTP/1.1".utf8) || words.contains("keep-alive")
  }

  /// Takes bytes that arrived at `now`, in microseconds since the request began.
  mutating func receive(_ bytes: UnsafeRawBufferPointer, at now: Int) {
    var rest = bytes[...]
    while end == nil, framing == nil, !rest.isEmpty {
      if headBegan == nil { headBegan = now }
      rest = rest.dropFirst(head.receiveLine(UnsafeRawBufferPointer(rebasing: rest)))
      advance(now, rest)
    }
    guard !rest.isEmpty else { return }
    if end == nil {
      receiveBody(UnsafeRawBufferPointer(rebasing: rest), now)
    } else if end == .complete {
      noteExcess(rest)
    }
  }

  /// The server has closed its side of the connection.
  mutating func receiveEnd() {
    guard end == nil else { return }
    if framing == .untilClose {
      end = .complete
    } else if head.byteCount == 0 {
      fail(.emptyReply, "the server closed the connection without an answer")
    } else if framing == nil {
      fail(.truncated, "the server closed the connection within the response head")
    } else if case .length(let length) = framing {
      fail(.truncated, "the server closed the connection after \(body.count) of \(length) bytes of the body")
    } else {
      fail(.truncated, "the server closed the connection before the last chunk")
    }
  }
}

extension ResponseReader {
  /// Draws the consequences of one line of the head.
  private mutating func advance(_ now: Int, _ rest: Slice<UnsafeRawBufferPointer>) {
    if let failure = head.failure {
      // What is not HTTP is kept as it came, for the report to show.
      if head.head == nil, failure.kind == .malformedHead {
        body = Array((head.line + rest).prefix(max(limits.maximumBodyBytes, 1)))
        stamp(now)
      }
      end = .failed(failure)
    } else if head.isComplete {
      endHead(now)
    } else if head.hasFinalStatus {
      if firstByte == nil { firstByte = headBegan }
    } else if head.head == nil, head.line.isEmpty {
      headBegan = nil
    }
  }

  private mutating func endHead(_ now: Int) {
    guard let final = head.head else { return }
    headEnd = now
    let reading = BodyFraming.of(final, method: method)
    framing = reading.framing
    faults += reading.faults
    if let failure = reading.failure { end = .failed(failure) }
    switch reading.framing {
    case .none, .length(0): end = end ?? .complete
    case .chunked: chunks = ChunkDecoder(maximumTrailerBytes: max(limits.maximumHeadBytes, 1))
    case .length, .untilClose: break
    }
  }

  private mutating func receiveBody(_ bytes: UnsafeRawBufferPointer, _ now: Int) {
    let before = body.count
    var used = bytes.count
    switch framing {
    case .length(let length):
      used = min(bytes.count, length - body.count)
      body.append(contentsOf: bytes[..<used])
      if body.count == length { end = .complete }
    case .chunked: used = decode(bytes)
    case .untilClose: body.append(contentsOf: bytes)
    case .none?, nil: break
    }
    let limit = max(limits.maximumBodyBytes, 1)
    if body.count > limit {
      body.removeLast(body.count - limit)
      fail(.bodyTooLarge, "the response body is longer than \(limit) bytes")
    }
    if body.count > before { stamp(now) }
    if end == .complete { noteExcess(bytes[used...]) }
  }

  /// Bytes after the end of the response.
  private mutating func noteExcess(_ bytes: Slice<UnsafeRawBufferPointer>) {
    guard !bytes.isEmpty, !faults.contains(where: { $0.kind == .excessBytes }) else { return }
    faults.append(
      FramingViolation(.excessBytes, "\(bytes.count) bytes, beginning \(bytes.excerpt(limit: 32))"))
  }

  private mutating func decode(_ bytes: UnsafeRawBufferPointer) -> Int {
    do throws(ChunkDecoder.Failure) {
      let used = try chunks?.receive(bytes, into: &body) ?? 0
      if chunks?.isComplete == true { end = .complete }
      return used
    } catch {
      switch error.kind {
      case .trailersTooLarge: fail(.headTooLarge, error.detail)
      case .malformed:
        faults.append(FramingViolation(.badChunk, error.detail))
        fail(.malformedChunk, error.detail)
      }
      return bytes.count
    }
  }

  /// More arrivals than this would let a drip of single bytes fill the memory; later ones are joined, which
  /// keeps what an arrival says true.
  private static let maximumArrivals = 16_384

  private mutating func stamp(_ now: Int) {
    let arrival = Arrival(offset: body.count, microseconds: now)
    if arrivals.count < Self.maximumArrivals {
      arrivals.append(arrival)
    } else {
      arrivals[arrivals.count - 1] = arrival
    }
  }

  /// Whether the mark stands within the last bytes of the body.
  func bodyEnds(with mark: [UInt8]) -> Bool {
    let tail = Array(body.suffix(mark.count + 96))
    guard let first = mark.first, tail.count >= mark.count else { return false }
    return (0...tail.count - mark.count).contains {
      tail[$0] == first && tail[$0..<$0 + mark.count].elementsEqual(mark)
    }
  }

  /// Forgets what came after the first `length` bytes of the body.
  mutating func truncateBody(to length: Int) {
    guard length < body.count else { return }
    body.removeLast(body.count - length)
    let kept = (arrivals.firstIndex { $0.offset >= length } ?? arrivals.count - 1) + 1
    arrivals.removeLast(arrivals.count - (length == 0 ? 0 : kept))
    if let last = arrivals.indices.last { arrivals[last].offset = length }
  }

  private mutating func fail(_ kind: TransferFailure.Kind, _ detail: String) {
    end = .failed(TransferFailure(kind, detail))
  }
}
