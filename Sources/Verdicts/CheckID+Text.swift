/// The one parser and the one printer of addresses.
extension CheckID: CustomStringConvertible, ExpressibleByStringInterpolation {
  static let invariantWord = "invariant"
  static let fieldMentionWord = "names"

  package var description: String {
    let claim = claimText
    return claim.isEmpty ? caseAddress : "\(caseAddress)#\(claim)"
  }

  /// What stands behind the `#`.
  package var claimText: String {
    let prefix = step.map { "\($0)/" } ?? ""
    switch kind {
    case .claim(let name): return prefix + name
    case .fieldMention(let claim): return "\(prefix)\(claim)/\(Self.fieldMentionWord)"
    case .invariant(let requirement, let occurrence):
      return "\(prefix)\(Self.invariantWord)/\(requirement)" + (occurrence > 1 ? "/\(occurrence)" : "")
    }
  }

  /// Reads any text: what has another form than an address is a claim of that name, so that it prints as it was.
  package init(_ text: String) {
    let parts = Self.parts(of: text)
    let (caseID, row) = Self.parse(caseAddress: parts.caseAddress)
    let claim = parts.claim ?? ""
    let (step, kind) = Self.parse(claim: claim)
    self.init(caseID: caseID, row: row, step: step, kind: kind)
    if !description.utf8.elementsEqual(text.utf8) {
      self.init(caseID: caseID, row: row, kind: .claim(String(claim)))
      if !description.utf8.elementsEqual(text.utf8) { self.init(caseID: text, kind: .claim("")) }
    }
  }

  /// An address, or a glob over addresses, as its two parts; no claim where there is no `#`.
  package static func parts(of text: String) -> (caseAddress: Substring, claim: Substring?) {
    let parts = text.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
    return (parts[0], parts.count > 1 ? parts[1] : nil)
  }

  package init(stringLiteral text: String) { self.init(text) }

  static func parse(caseAddress: Substring) -> (caseID: String, row: String) {
    guard caseAddress.hasSuffix("]"), let open = caseAddress.firstIndex(of: "[") else {
      return (String(caseAddress), "")
    }
    let row = caseAddress[caseAddress.index(after: open)...].dropLast()
    return row.isEmpty ? (String(caseAddress), "") : (String(caseAddress[..<open]), String(row))
  }

  private static func parse(claim: Substring) -> (step: String?, kind: Kind) {
    let parts = claim.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    if let word = parts.firstIndex(of: invariantWord), word <= 1, parts.count > word + 1 {
      let step = word == 1 ? parts[0] : nil
      let rest = parts[(word + 1)...]
      if rest.count == 1 { return (step, .invariant(requirement: rest.first ?? "", occurrence: 1)) }
      if rest.count == 2, let number = rest.last.flatMap({ Int($0) }), number > 1 {
        return (step, .invariant(requirement: rest.first ?? "", occurrence: number))
      }
    }
    switch (parts.count, parts.last) {
    case (2, fieldMentionWord): return (nil, .fieldMention(claim: parts[0]))
    case (3, fieldMentionWord): return (parts[0], .fieldMention(claim: parts[1]))
    case (2, _): return (parts[0], .claim(parts[1]))
    default: return (nil, .claim(String(claim)))
    }
  }
}
