extension KeySearch {
  /// Shorter ones are words that servers say for their own reasons.
  private static let shortest = 8

  /// Nil when there is no key to look for, or no response.
  package init?(_ exchange: Exchange, sent headers: [HeaderField], token: String?) {
    guard let response = exchange.response else { return nil }
    let sent = headers.filter { Redactor.credentialFields.contains($0.name.lowercased()) }.map { field in
      Array(field.value.utf8.split(separator: UInt8(ascii: " ")).last ?? "".utf8[...])
    }.filter { SecretStrength(of: String(decoding: $0, as: UTF8.self)) == .guarded && $0.count >= Self.shortest }
    let own = token.map { Array($0.utf8) }.flatMap { SecretStrength(of: token ?? "") == .guarded ? $0 : nil }
    guard !sent.isEmpty || own != nil else { return nil }
    isSent = !sent.isEmpty
    var places = (response.head.headers + response.trailers).map { ($0.name.lowercased(), Array($0.value.utf8)) }
    places.append(("body", response.body))
    for (name, bytes) in places {
      if sent.contains(where: bytes.holds) { echoes.append(name) }
      // A piece of what was sent is no news to the caller.
      if let own, !sent.contains(where: { $0.holds(own) }), bytes.holds(own) { disclosures.append(name) }
    }
  }
}

extension [UInt8] {
  fileprivate func holds(_ needle: [UInt8]) -> Bool {
    guard let first = needle.first, needle.count <= count else { return false }
    var start = startIndex
    while let found = self[start...].firstIndex(of: first), found + needle.count <= count {
      if self[found..<found + needle.count].elementsEqual(needle) { return true }
      start = found + 1
    }
    return false
  }
}
