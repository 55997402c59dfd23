import Wire

/// The parts of an absolute URL that HTTP/1.1 sends apart. The text is not decoded, resolved or reordered.
struct Origin: Hashable {
  /// `http` or `https`.
  var scheme: String
  /// Host and port as written, without a user.
  var authority: String

  /// What libcurl connects to.
  var url: String { "\(scheme)://\(authority)/" }

  /// The value of `Host`: the port of the scheme is left out.
  var host: String {
    let suffix = scheme == "https" ? ":443" : ":80"
    return authority.hasSuffix(suffix) ? String(authority.dropLast(suffix.count)) : authority
  }
}

extension Origin {
  /// Splits `url` into where to connect and what to ask for there; throws what is wrong with it.
  static func split(_ url: String) throws(TransferFailure) -> (origin: Origin, target: String) {
    func refuse(_ problem: String) -> TransferFailure {
      TransferFailure(.invalidURL, "\(problem): \(url.utf8.excerpt())")
    }
    if let byte = url.utf8.first(where: { !(0x21...0x7E).contains($0) }) {
      throw refuse("the URL has the byte 0x\(byte.hex), which must be percent-encoded")
    }
    let bytes = Array(url.utf8)
    guard let scheme = ["http", "https"].first(where: { url.lowercased().hasPrefix($0 + "://") }) else {
      throw refuse("the URL must start with http:// or https://")
    }
    let rest = bytes[(scheme.utf8.count + 3)...]
    let authority = rest.prefix {
      $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#")
    }
    if authority.isEmpty { throw refuse("the URL has no host") }
    if authority.contains(UInt8(ascii: "@")) {
      throw refuse("the URL has a user name, which would have to become a header; send that header instead")
    }
    let target = rest[authority.endIndex...].prefix { $0 != UInt8(ascii: "#") }
    let path = target.first == UInt8(ascii: "/") ? [] : [UInt8(ascii: "/")]
    return (
      Origin(scheme: scheme, authority: String(decoding: authority, as: UTF8.self)),
      String(decoding: path + target, as: UTF8.self)
    )
  }
}
