/// A reply as the connection plays it: flushes of bytes, then what happens to the connection.
package struct WireScript: Sendable {
  package var steps: [StreamStep]
  package var ending: ServerReply.Ending

  /// Lays out `reply` for the client that sent `request` (nil when no request could be read).
  package init(_ reply: ServerReply, to request: ServerRequest?, date: String) {
    let isHead = request?.method == "HEAD"
    let isHTTP11 = request?.isHTTP11 ?? true
    let chunked = reply.isStream && isHTTP11 && [.automatic, .unfinishedChunks].contains(reply.framing)
    guard !reply.isSilent else {
      steps = reply.delay > 0 ? [StreamStep(delay: reply.delay, bytes: [])] : []
      ending = reply.ending
      return
    }
    var ending = reply.ending
    if ending == .automatic {
      let mustClose =
        request == nil || request!.wantsClose || (reply.isStream && !chunked && reply.framing == .automatic)
      ending = mustClose || reply.framing == .unfinishedChunks ? .close : .automatic
    }

    var head = reply.statusLine ?? "HTTP/1.1 \(reply.status) \(Self.reasonPhrase(reply.status))"
    head += "\r\ndate: \(date)\r\n"
    for line in reply.headers { head += "\(line.name): \(line.value)\r\n" }
    switch (reply.body, reply.framing) {
    case (_, .none): break
    case (.whole(let bytes), .wrongLength(let off)):
      head += "content-length: \(max(bytes.count + off, 0))\r\n"
    case (.stream, .lengthOfStream): head += "content-length: \(reply.bodyBytes.count)\r\n"
    case (.whole(let bytes), _): head += "content-length: \(bytes.count)\r\n"
    case (.stream, _): if chunked { head += "transfer-encoding: chunked\r\n" }
    }
    if ending == .close { head += "connection: close\r\n" }
    head += "\r\n"

    steps = [StreamStep(delay: reply.delay, bytes: Array(head.utf8))]
    self.ending = ending
    guard !isHead || reply.ignoresHead else { return }
    appendBody(of: reply, chunked: chunked)
  }

  private mutating func appendBody(of reply: ServerReply, chunked: Bool) {
    var allowance = reply.cutAfter ?? Int.max
    let parts: [StreamStep] =
      switch reply.body {
      case .whole(let bytes): [StreamStep(delay: 0, bytes: bytes)]
      case .stream(let steps): steps
      }
    for part in parts where !part.bytes.isEmpty {
      guard allowance > 0 else { break }
      let payload = Array(part.bytes.prefix(allowance))
      allowance -= payload.count
      var bytes = payload
      if chunked {
        // The announced size stays that of the whole part, so a cut falls inside a chunk.
        bytes = Array("\(String(part.bytes.count, radix: 16))\r\n".utf8) + payload
        if payload.count == part.bytes.count { bytes += [0x0D, 0x0A] }
      }
      if part.delay == 0, let last = steps.indices.last {
        steps[last].bytes += bytes
      } else {
        steps.append(StreamStep(delay: part.delay, bytes: bytes))
      }
    }
    guard chunked, reply.framing == .automatic, reply.cutAfter == nil else { return }
    let end = Array("0\r\n\r\n".utf8)
    if reply.endDelay > 0 {
      steps.append(StreamStep(delay: reply.endDelay, bytes: end))
    } else {
      steps[steps.count - 1].bytes += end
    }
  }
}

extension WireScript {
  fileprivate static func reasonPhrase(_ status: Int) -> String {
    switch status {
    case 200: "OK"
    case 400: "Bad Request"
    case 401: "Unauthorized"
    case 404: "Not Found"
    case 405: "Method Not Allowed"
    case 413: "Content Too Large"
    case 422: "Unprocessable Content"
    case 429: "Too Many Requests"
    case 431: "Request Header Fields Too Large"
    case 500: "Internal Server Error"
    case 503: "Service Unavailable"
    case 529: "Overloaded"
    default: "Status \(status)"
    }
  }
}
