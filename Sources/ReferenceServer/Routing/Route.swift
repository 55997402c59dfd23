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
    } else if let (endpoint, written) = Endpoint.exact(path: rest, method: method) {
      let id = written.map { Array($0.utf8).percentDecoded }
      if case .some(.none) = id {
        self = .unknown
      } else if method == endpoint.method || endpoint.method == "GET" && isHead {
        self = .endpoint(endpoint, id: id ?? nil)
      } else {
        let methods = endpoint.methodsOfPath
        self = .wrongMethod(allowed: (methods + (methods.contains("GET") ? ["HEAD"] : [])).joined(separator: ", "))
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

extension Collection<UInt8> {
  /// Text with `%2F` and the like replaced by their bytes; nil when an escape is broken or the
  /// result is not UTF-8. `+` stays: it means a space in forms only.
  var percentDecoded: String? {
    var output: [UInt8] = []
    var index = startIndex
    while index != endIndex {
      let byte = self[index]
      formIndex(after: &index)
      guard byte == UInt8(ascii: "%") else {
        output.append(byte)
        continue
      }
      var value: UInt8 = 0
      for _ in 0..<2 {
        guard index != endIndex, let digit = self[index].hexDigit else { return nil }
        value = value << 4 | digit
        formIndex(after: &index)
      }
      output.append(value)
    }
    return String(validating: output, as: UTF8.self)
  }
}

extension String {
  /// The pairs of a query string, decoded, in order.
  var queryItems: [(name: String, value: String)] {
    utf8.split(separator: UInt8(ascii: "&")).map { pair in
      let parts = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
      return (parts[0].percentDecoded ?? "", parts.count > 1 ? parts[1].percentDecoded ?? "" : "")
    }
  }
}
