extension Redactor {
  /// The bytes with every secret replaced by as many `*`, so that all offsets stay true.
  public func redact(_ bytes: [UInt8]) -> [UInt8] {
    var result = bytes
    collect(in: bytes) { leak in
      for index in leak.range { result[index] = UInt8(ascii: "*") }
      return true
    }
    return result
  }

  /// The text with every secret replaced by as many `*` as it has UTF-8 bytes.
  public func redact(_ text: String) -> String {
    contains(text) ? String(decoding: redact(Array(text.utf8)), as: UTF8.self) : text
  }

  /// The request as evidence may hold it. A credential that is a secret is hidden whatever its strength;
  /// other credentials (a wrong key that a case sends on purpose) stay.
  public func redact(_ request: Request) -> Request {
    Request(
      method: redact(request.method), url: redact(request.url), headers: redact(request.headers),
      body: request.body.map(redact))
  }

  /// The exchange as evidence may hold it: everything sent and everything that came back.
  public func redact(_ exchange: Exchange) -> Exchange {
    var result = exchange
    result.request = redact(exchange.request)
    if let response = exchange.response {
      result.response = Response(
        head: redact(response.head), interim: response.interim.map(redact), body: redact(response.body),
        arrivals: response.arrivals, trailers: redact(response.trailers))
    }
    if case .failed(let failure) = exchange.end {
      result.end = .failed(TransferFailure(failure.kind, redact(failure.detail)))
    }
    result.framingFaults = exchange.framingFaults.map { FramingViolation($0.kind, redact($0.detail)) }
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
  public static let credentialFields = ["authorization", "proxy-authorization", "x-api-key", "api-key"]

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
