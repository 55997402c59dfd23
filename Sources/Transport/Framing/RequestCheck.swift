import Wire

/// Refuses, before anything is sent, a request that would not arrive as it was written: line ends that would
/// split a header, a URL that libcurl would change or read as something else.
func refusal(of request: Request) -> TransferFailure? {
  if let problem = urlProblem(request.url) { return TransferFailure(.invalidURL, problem) }
  if request.method.isEmpty || !request.method.utf8.allSatisfy(isTokenByte) {
    return TransferFailure(.other, "not an HTTP method: \(excerpt(of: request.method.utf8))")
  }
  if request.method == "HEAD", request.body != nil {
    return TransferFailure(.other, "a HEAD request with a body cannot be sent")
  }
  for field in request.headers {
    if field.name.isEmpty || !field.name.utf8.allSatisfy(isTokenByte) {
      return TransferFailure(.other, "not a header name: \(excerpt(of: field.name.utf8))")
    }
    if field.value.utf8.contains(where: { $0 == 0x0D || $0 == 0x0A || $0 == 0 }) {
      return TransferFailure(
        .other, "the value of header \(field.name) has a line end or a NUL: \(excerpt(of: field.value.utf8))")
    }
  }
  return nil
}

private func urlProblem(_ url: String) -> String? {
  if let byte = url.utf8.first(where: { !(0x21...0x7E).contains($0) }) {
    return "the URL has the byte 0x\(hex(byte)), which must be percent-encoded: \(excerpt(of: url.utf8))"
  }
  let lower = url.lowercased()
  if !lower.utf8.starts(with: "http://".utf8), !lower.utf8.starts(with: "https://".utf8) {
    return "the URL must start with http:// or https://: \(excerpt(of: url.utf8))"
  }
  return nil
}

/// RFC 9110 section 5.6.2.
private func isTokenByte(_ byte: UInt8) -> Bool {
  switch byte {
  case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
  default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
  }
}
