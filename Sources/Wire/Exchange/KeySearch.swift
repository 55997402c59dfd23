/// Whether a response shows a key: looked for before keys are taken out of what is kept.
package struct KeySearch: Sendable, Equatable {
  /// The request had a key, right or wrong, that is long enough to be looked for.
  package var isSent: Bool
  /// Where the response repeats it: names of header fields, and `body`.
  package var echoes: [String] = []
  /// Where the response shows the right key to a request that did not have it.
  package var disclosures: [String] = []

  package init(isSent: Bool, echoes: [String] = [], disclosures: [String] = []) {
    self.isSent = isSent
    self.echoes = echoes
    self.disclosures = disclosures
  }

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

extension KeySearch {
  var json: JSON {
    var object: JSON = ["sent": .bool(isSent)]
    if !echoes.isEmpty { object["echoes"] = .array(echoes.map { .string($0) }) }
    if !disclosures.isEmpty { object["disclosures"] = .array(disclosures.map { .string($0) }) }
    return object
  }

  package init(json: JSON) {
    func texts(_ name: String) -> [String] { (json[name]?.array ?? []).compactMap(\.string) }
    self.init(isSent: json["sent"]?.bool ?? false, echoes: texts("echoes"), disclosures: texts("disclosures"))
  }
}
