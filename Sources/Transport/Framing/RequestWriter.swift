import Wire

/// A request as it goes over the connection. Added are `Host` in front, and behind what delimits the body;
/// either only where the caller has not written that header.
struct RequestWriter: Equatable {
  var origin: Origin
  var head: [UInt8]
  var body: [UInt8]
  /// The body is sent only after the server asked for it.
  var waitsForContinue: Bool

  /// Refuses what would not arrive as it was written, such as a line end within a header.
  init(_ request: Request, framing: RequestBodyFraming) throws(TransferFailure) {
    try Self.check(request)
    let (origin, target) = try Origin.split(request.url)
    self.origin = origin
    waitsForContinue = request.body != nil && framing == .expectContinue
    let isChunked = request.body != nil && framing == .chunked
    body = isChunked ? Self.chunked(request.body ?? []) : request.body ?? []

    func names(_ name: String) -> Bool { request.headers.first(name) != nil }
    var fields: [HeaderField] = names("host") ? [] : [HeaderField("Host", origin.host)]
    fields += request.headers
    if isChunked {
      if !names("transfer-encoding") { fields.append(HeaderField("Transfer-Encoding", "chunked")) }
    } else if request.body != nil || ["POST", "PUT", "PATCH"].contains(request.method) {
      // Those three say that there is no body (RFC 9110 section 8.6).
      if !names("content-length"), !names("transfer-encoding") {
        fields.append(HeaderField("Content-Length", String(body.count)))
      }
    }
    if waitsForContinue, !names("expect") { fields.append(HeaderField("Expect", "100-continue")) }

    var text = "\(request.method) \(target) HTTP/1.1\r\n"
    for field in fields {
      text += field.value.isEmpty ? "\(field.name):\r\n" : "\(field.name): \(field.value)\r\n"
    }
    head = Array((text + "\r\n").utf8)
  }

  private static func check(_ request: Request) throws(TransferFailure) {
    if request.method.isEmpty || !request.method.utf8.allSatisfy(isTokenByte) {
      throw TransferFailure(.other, "not an HTTP method: \(request.method.utf8.excerpt())")
    }
    for field in request.headers {
      if field.name.isEmpty || !field.name.utf8.allSatisfy(isTokenByte) {
        throw TransferFailure(.other, "not a header name: \(field.name.utf8.excerpt())")
      }
      if field.value.utf8.contains(where: { $0 == 0x0D || $0 == 0x0A || $0 == 0 }) {
        throw TransferFailure(.other, "the value of the header \(field.name) has a line end or a NUL")
      }
    }
  }

  private static let chunkSize = 16_384

  private static func chunked(_ body: [UInt8]) -> [UInt8] {
    var bytes: [UInt8] = []
    var start = 0
    while start < body.count {
      let end = min(start + chunkSize, body.count)
      bytes += Array("\(String(end - start, radix: 16))\r\n".utf8)
      bytes += body[start..<end]
      bytes += [0x0D, 0x0A]
      start = end
    }
    return bytes + Array("0\r\n\r\n".utf8)
  }
}

/// RFC 9110 section 5.6.2.
private func isTokenByte(_ byte: UInt8) -> Bool {
  switch byte {
  case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
  default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
  }
}
