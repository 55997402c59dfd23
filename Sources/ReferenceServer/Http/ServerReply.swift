import Wire

/// A reply before it is turned into bytes: a head, a body or a script of body parts, and how the
/// connection behaves. A conformant reply leaves `framing`, `cutAfter` and `ending` alone.
package struct ServerReply: Sendable {
  package enum Body: Sendable {
    case whole([UInt8])
    /// Parts sent one after another, each flushed by itself.
    case stream([StreamStep])
  }

  /// How the end of the body is announced.
  package enum Framing: Sendable, Equatable {
    /// `content-length` for whole bodies, chunks for streams.
    case automatic
    /// A `content-length` that is off by this many bytes.
    case wrongLength(Int)
    /// Chunks without the last, empty one.
    case unfinishedChunks
    /// Neither length nor chunks, although the connection stays open.
    case none
    /// Both `content-length` of a stream and no chunks: what a buffering proxy sends.
    case lengthOfStream
  }

  /// What happens to the connection when the reply is out.
  package enum Ending: Sendable, Equatable {
    /// Kept for the next request, unless the client asked otherwise.
    case automatic
    /// Closed after saying so with `connection: close`.
    case close
    /// Closed without a word.
    case drop
    /// Closed with RST instead of FIN.
    case reset
    /// Left open without anything further, deaf to later requests.
    case hang
  }

  package var status: Int
  package var headers: [HeaderLine]
  package var body: Body
  package var framing = Framing.automatic
  /// Stops the reply after that many bytes of the body and then applies `ending`.
  package var cutAfter: Int?
  package var ending = Ending.automatic
  /// Milliseconds before the head goes out.
  package var delay = 0
  /// Milliseconds between the last part of a stream and the end of its body.
  package var endDelay = 0
  /// Replaces the status line, without its line end.
  package var statusLine: String?
  /// Sends nothing at all before `ending`.
  package var isSilent = false
  /// Sends the body even to HEAD.
  package var ignoresHead = false

  package init(status: Int, headers: [HeaderLine] = [], body: Body = .whole([])) {
    self.status = status
    self.headers = headers
    self.body = body
  }

  /// A JSON body with its content type.
  init(status: Int, json: JSON) {
    self.init(
      status: status, headers: [HeaderLine("content-type", "application/json")], body: .whole(json.bytes()))
  }

  package func values(of name: String) -> [String] { headers.filter { $0.isNamed(name) }.map(\.value) }

  /// Sets the header, replacing lines of that name; nil removes them.
  mutating func set(_ name: String, _ value: String?) {
    headers.removeAll { $0.isNamed(name) }
    if let value { headers.append(HeaderLine(name, value)) }
  }

  /// The body of a whole reply as JSON, or nil.
  var json: JSON? {
    guard case .whole(let bytes) = body else { return nil }
    return try? JSONParser.parse(bytes).root
  }

  var isStream: Bool { if case .stream = body { true } else { false } }

  /// All bytes of the body, delays left out.
  package var bodyBytes: [UInt8] {
    switch body {
    case .whole(let bytes): bytes
    case .stream(let steps): steps.flatMap(\.bytes)
    }
  }
}

/// One flush of a streamed body.
package struct StreamStep: Sendable {
  /// Milliseconds to wait before these bytes.
  package var delay: Int
  package var bytes: [UInt8]
  package init(delay: Int, bytes: [UInt8]) {
    self.delay = delay
    self.bytes = bytes
  }
}
