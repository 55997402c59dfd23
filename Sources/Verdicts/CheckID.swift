/// The address of a check: which case, which row of it, which step, and which claim.
///
/// It prints as `case[row]#step/claim`; the step is there only in cases of several steps. The text is stable across
/// runs, so lists of expectations and comparisons rely on it.
package struct CheckID: Sendable, Hashable {
  package var caseID: String
  /// Empty for a case without a matrix.
  package var row: String
  /// Nil in a case of one step, and for a claim about several steps.
  package var step: String?
  package var kind: Kind

  package enum Kind: Sendable, Hashable {
    /// What a case claims of a step, or of several in relation to each other; empty: the case as a whole.
    case claim(String)
    /// That the refusal which a claim is about names the field.
    case fieldMention(claim: String)
    /// A rule that every exchange is held to. Each place where one response violates it counts as an occurrence, from 1.
    case invariant(requirement: String, occurrence: Int)
  }

  package init(caseID: String, row: String = "", step: String? = nil, kind: Kind) {
    self.caseID = caseID
    self.row = row
    self.step = step
    self.kind = kind
  }

  /// - Parameter caseAddress: `case[row]`, or the case's id alone.
  package init(caseAddress: String, step: String? = nil, kind: Kind) {
    let (caseID, row) = Self.parse(caseAddress: caseAddress[...])
    self.init(caseID: caseID, row: row, step: step, kind: kind)
  }

  /// `case[row]`.
  package var caseAddress: String { row.isEmpty ? caseID : "\(caseID)[\(row)]" }

  /// Whether it is a claim that every fitting exchange is held to, not one that a case writes down.
  package var isInvariant: Bool {
    if case .invariant = kind { true } else { false }
  }

  /// The same claim whatever the number of the place: how many places there are says nothing about the claim.
  package var withoutOccurrence: CheckID {
    guard case .invariant(let requirement, _) = kind else { return self }
    var id = self
    id.kind = .invariant(requirement: requirement, occurrence: 1)
    return id
  }

  /// Addresses the naming of the field in the refusal that this claim is about.
  package var ofFieldMention: CheckID {
    guard case .claim(let name) = kind else { return self }
    var id = self
    id.kind = .fieldMention(claim: name)
    return id
  }
}
