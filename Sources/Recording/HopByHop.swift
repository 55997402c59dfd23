import Wire

/// Header fields that concern one connection and not the message (RFC 9110 section 7.6.1), so a proxy must not
/// hand them on.
enum HopByHop {
  private static let names: Set<String> = [
    "connection", "keep-alive", "proxy-authenticate", "proxy-authorization", "proxy-connection", "te", "trailer",
    "transfer-encoding", "upgrade",
  ]

  /// The fields that belong to the message: without those above and without those that `Connection` names.
  static func removed(from headers: [HeaderField]) -> [HeaderField] {
    let named = headers.all("connection").flatMap { value in
      value.lowercased().split(separator: ",").map { $0.filter { $0 != " " && $0 != "\t" } }
    }
    return headers.filter { field in
      let name = field.name.lowercased()
      return !names.contains(name) && !named.contains(name)
    }
  }
}
