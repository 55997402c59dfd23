extension Redactor {
  /// The bytes with every secret, every secret in parts and every long piece of one replaced by as many `*`, so
  /// that all offsets stay true.
  package func redact(_ bytes: [UInt8]) -> [UInt8] {
    guard isSearching else { return bytes }
    var result = bytes
    func blot(_ range: Range<Int>) {
      for index in range { result[index] = UInt8(ascii: "*") }
    }
    collect(in: bytes) { leak in
      blot(leak.range)
      return true
    }
    // Longer bytes are the suite's own requests: no answer is.
    guard bytes.count <= Self.longestLookedAtClosely else { return result }
    collectParts(in: bytes, blot)
    collectPieces(in: bytes, blot)
    return result
  }

  private static let longestLookedAtClosely = 4 << 20

  /// The text with every secret replaced by as many `*` as it has UTF-8 bytes.
  package func redact(_ text: String) -> String {
    guard isSearching, text.utf8.count >= 4 else { return text }
    let bytes = Array(text.utf8)
    let redacted = redact(bytes)
    return redacted == bytes ? text : String(decoding: redacted, as: UTF8.self)
  }

  /// A text that somebody may have cut: at its ends, and within quotation of what was received, a piece of six
  /// letters is enough.
  package func redactCut(_ text: String) -> String {
    guard isSearching else { return text }
    var bytes = redact(Array(text.utf8))
    pieces.collectShort(in: bytes) { range in for index in range { bytes[index] = UInt8(ascii: "*") } }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Bytes that somebody may have cut: a piece of six letters or more at their beginning or end is the token.
  package func redactCut(_ bytes: [UInt8]) -> [UInt8] {
    guard isSearching else { return bytes }
    var result = redact(bytes)
    let (first, last) = pieces.atBorders(of: bytes)
    for index in 0..<first { result[index] = UInt8(ascii: "*") }
    for index in result.count - last..<result.count { result[index] = UInt8(ascii: "*") }
    return result
  }

  /// The request as evidence may hold it. A credential that is a secret is hidden whatever its strength;
  /// other credentials (a wrong key that a case sends on purpose) stay.
  package func redact(_ request: Request) -> Request {
    Request(
      method: redact(request.method), url: redact(request.url), headers: redact(request.headers),
      body: request.body.map(redact))
  }

  /// The exchange as evidence may hold it: everything sent and everything that came back.
  package func redact(_ exchange: Exchange) -> Exchange {
    var result = exchange
    result.request = redact(exchange.request)
    if let response = exchange.response {
      result.response = Response(
        head: redact(response.head), interim: response.interim.map(redact), body: redactCut(response.body),
        coding: response.coding, arrivals: response.arrivals, trailers: redact(response.trailers))
    }
    if case .failed(let failure) = exchange.end {
      result.end = .failed(TransferFailure(failure.kind, redactCut(failure.detail)))
    }
    result.framingFaults = exchange.framingFaults.map { FramingViolation($0.kind, redactCut($0.detail)) }
    return result
  }

  private func redact(_ head: ResponseHead) -> ResponseHead {
    ResponseHead(statusLine: redact(head.statusLine), status: head.status, headers: redact(head.headers))
  }

  func redact(_ headers: [HeaderField]) -> [HeaderField] {
    headers.map { field in
      let isCredential = Self.credentialFields.contains { $0 == field.name.lowercased() }
      let value = isCredential ? redactCredential(field.value) : field.value
      return HeaderField(redact(field.name), redact(value))
    }
  }

  /// Fields whose value is a credential, in lower case.
  package static let credentialFields = ["authorization", "proxy-authorization", "x-api-key", "api-key"]

  /// `scheme secret` or the secret alone.
  private func redactCredential(_ value: String) -> String {
    for secret in secrets {
      guard value.utf8.count >= secret.utf8.count else { continue }
      let token = value.utf8.suffix(secret.utf8.count)
      let before = value.utf8.dropLast(secret.utf8.count).last
      if token.elementsEqual(secret.utf8), before == nil || before == UInt8(ascii: " ") {
        return String(decoding: value.utf8.dropLast(token.count), as: UTF8.self)
          + String(repeating: "*", count: token.count)
      }
    }
    return value
  }
}
