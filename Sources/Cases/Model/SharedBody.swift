import Wire

/// A request body with what is derived from it. The plan asks for the same body's text and variables many times, and a
/// body can have tens of kilobytes, so both are worked out once.
final class SharedBody: Sendable {
  struct Derived: Sendable {
    var text: String
    /// Of the text's bytes.
    var hash: Int
    var variables: [String]
  }

  let body: RequestBody
  private let known = Locked<Derived?>(nil)

  init(_ body: RequestBody) { self.body = body }

  var derived: Derived {
    known.withLock { known in
      if let known { return known }
      let text = text
      var hasher = Hasher()
      hasher.combine(bytesOf: text)
      let derived = Derived(text: text, hash: hasher.finalize(), variables: variables)
      known = derived
      return derived
    }
  }

  private var text: String {
    switch body {
    case .none: ""
    case .json(let json): json.text()
    case .text(let pieces): "text " + JSON.array(pieces).text()
    case .bytes(let bytes): "bytes " + Base64.encode(bytes)
    }
  }

  private var variables: [String] {
    switch body {
    case .json(let json): JSONTemplate.variables(in: json)
    case .text(let pieces): pieces.flatMap { JSONTemplate.variables(in: $0) }
    case .bytes, .none: []
    }
  }
}
