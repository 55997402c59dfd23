import Wire

/// Lays a reply out for the client's connection: the server's status and headers, its body byte for byte, and
/// a framing of our own where the server's concerned only its own connection.
struct ReplyWriter {
  private enum Framing { case none, length, chunked, untilClose }
  private let request: ClientRequest
  private var framing = Framing.none
  private(set) var closesConnection: Bool

  init(_ request: ClientRequest) {
    self.request = request
    closesConnection = !request.keepsAlive
  }

  mutating func head(_ head: ResponseHead) -> [UInt8] {
    var fields = HopByHop.removed(from: head.headers)
    let hasBody = request.method != "HEAD" && head.status >= 200 && head.status != 204 && head.status != 304
    if hasBody {
      // A length beside chunks does not count (RFC 9112 section 6.3), and must not be handed on.
      let isChunked = head.headers.first("transfer-encoding") != nil
      if isChunked { fields.removeAll { $0.name.lowercased() == "content-length" } }
      framing = fields.first("content-length") != nil ? .length : request.isHTTP11 ? .chunked : .untilClose
    }
    if framing == .chunked { fields.append(HeaderField("Transfer-Encoding", "chunked")) }
    if framing == .untilClose { closesConnection = true }
    if closesConnection { fields.append(HeaderField("Connection", "close")) }
    let reason = head.statusLine.split(separator: " ", maxSplits: 2).dropFirst(2).first.map { " \($0)" } ?? ""
    var text = "HTTP/1.1 \(head.status)\(reason)\r\n"
    for field in fields { text += "\(field.name): \(field.value)\r\n" }
    return Array((text + "\r\n").utf8)
  }

  func body(_ bytes: [UInt8]) -> [UInt8] {
    switch framing {
    case .none: []
    case .length, .untilClose: bytes
    case .chunked: bytes.isEmpty ? [] : Array("\(String(bytes.count, radix: 16))\r\n".utf8) + bytes + [0x0D, 0x0A]
    }
  }

  func ending() -> [UInt8] { framing == .chunked ? Array("0\r\n\r\n".utf8) : [] }

  /// What the client is told when the server did not answer at all.
  static func badGateway(_ why: String) -> [UInt8] {
    refusal("502 Bad Gateway", "dropin record: no answer from upstream: \(why)")
  }

  /// An answer of our own.
  static func refusal(_ status: String, _ why: String) -> [UInt8] {
    let body: JSON = ["type": "error", "error": ["type": "api_error", "message": .string(why)]]
    let bytes = body.bytes()
    return Array(
      ("HTTP/1.1 \(status)\r\nContent-Type: application/json\r\nContent-Length: \(bytes.count)\r\n"
        + "Connection: close\r\n\r\n").utf8) + bytes
  }
}
