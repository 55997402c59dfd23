import Contract

/// What a method and a path ask for.
enum Route: Sendable, Equatable {
  /// An endpoint, and what stands for `{id}` in its path.
  case endpoint(Endpoint, id: String?)
  /// A client's warm-up request: answered with an empty body and without credentials.
  case hello
  case wrongMethod(allowed: String)
  case unknown

  static let messages = Route.endpoint(.messages, id: nil)
  static let countTokens = Route.endpoint(.countTokens, id: nil)
  static let modelList = Route.endpoint(.models, id: nil)

  init(method: String, path: String, prefix: String) {
    guard path.utf8.starts(with: prefix.utf8) else {
      self = .unknown
      return
    }
    let rest = Array(path.utf8.dropFirst(prefix.utf8.count)).text
    let isHead = method == "HEAD"
    if ["/", "/api/hello", ""].contains(rest) {
      self = isHead ? .hello : .unknown
    } else if let (endpoint, written) = Endpoint.exact(path: rest) {
      let id = written.map { percentDecoded(Array($0.utf8)) }
      if case .some(.none) = id {
        self = .unknown
      } else if method == endpoint.method || endpoint.method == "GET" && isHead {
        self = .endpoint(endpoint, id: id ?? nil)
      } else {
        self = .wrongMethod(allowed: endpoint.method == "GET" ? "GET, HEAD" : endpoint.method)
      }
    } else {
      self = .unknown
    }
  }

  /// The part of the API it belongs to that a server may do without.
  var part: Configuration.Part? {
    guard case .endpoint(let endpoint, _) = self else { return nil }
    return endpoint.capability.flatMap(Configuration.Part.init)
  }
}

/// Text with `%2F` and the like replaced by their bytes; nil when an escape is broken or the
/// result is not UTF-8. `+` stays: it means a space in forms only.
func percentDecoded(_ bytes: some Collection<UInt8>) -> String? {
  var output: [UInt8] = []
  var index = bytes.startIndex
  while index != bytes.endIndex {
    let byte = bytes[index]
    bytes.formIndex(after: &index)
    guard byte == UInt8(ascii: "%") else {
      output.append(byte)
      continue
    }
    var value: UInt8 = 0
    for _ in 0..<2 {
      guard index != bytes.endIndex, let digit = hexDigit(bytes[index]) else { return nil }
      value = value << 4 | digit
      bytes.formIndex(after: &index)
    }
    output.append(value)
  }
  return String(validating: output, as: UTF8.self)
}

func hexDigit(_ byte: UInt8) -> UInt8? {
  switch asciiLower(byte) {
  case 0x30...0x39: byte - 0x30
  case 0x61...0x66: asciiLower(byte) - 0x61 + 10
  default: nil
  }
}

/// The pairs of a query string, decoded, in order.
func queryItems(_ query: String) -> [(name: String, value: String)] {
  query.utf8.split(separator: UInt8(ascii: "&")).map { pair in
    let parts = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
    return (percentDecoded(parts[0]) ?? "", parts.count > 1 ? percentDecoded(parts[1]) ?? "" : "")
  }
}
