/// What a method and a path ask for.
enum Route: Sendable, Equatable {
  case messages
  case countTokens
  case modelList
  case model(String)
  /// A client's warm-up request: answered with an empty body and without credentials.
  case hello
  case wrongMethod(allowed: String)
  case unknown

  init(method: String, path: String, prefix: String) {
    guard path.utf8.starts(with: prefix.utf8) else {
      self = .unknown
      return
    }
    let rest = Array(path.utf8.dropFirst(prefix.utf8.count))
    let isHead = method == "HEAD"
    switch rest.text {
    case "/v1/messages":
      self = method == "POST" ? .messages : .wrongMethod(allowed: "POST")
    case "/v1/messages/count_tokens":
      self = method == "POST" ? .countTokens : .wrongMethod(allowed: "POST")
    case "/v1/models":
      self = method == "GET" || isHead ? .modelList : .wrongMethod(allowed: "GET, HEAD")
    case "/", "/api/hello", "":
      self = isHead ? .hello : .unknown
    default:
      let models = Array("/v1/models/".utf8)
      guard rest.starts(with: models), rest.count > models.count,
        let id = percentDecoded(rest[models.count...])
      else {
        self = .unknown
        return
      }
      self = method == "GET" || isHead ? .model(id) : .wrongMethod(allowed: "GET, HEAD")
    }
  }

  /// The part of the API it belongs to that a server may do without.
  var part: Configuration.Part? {
    switch self {
    case .countTokens: .countTokens
    case .modelList, .model: .models
    default: nil
    }
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
