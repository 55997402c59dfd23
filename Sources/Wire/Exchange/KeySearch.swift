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
