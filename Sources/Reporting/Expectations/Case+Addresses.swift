import Cases
import Evaluation
import Verdicts

extension Case {
  /// What stands behind the `#` of the addresses of its own checks, without invariants.
  var claimNames: [String] {
    claims.map(\.id.claimText)
      + steps.flatMap { step in
        step.checks.filter { !$0.names.isEmpty }.map { checkID($0, of: step).ofFieldMention.claimText }
      }
  }

  /// The same for the places in which it can be found to violate one of these requirements.
  func invariantNames(_ requirements: [String]) -> [String] {
    steps.flatMap { step in
      requirements.map { checkID(.invariant(requirement: $0, occurrence: 1), of: step).claimText }
    }
  }

  /// Its address, and those it has when the suite is replayed under other header forms.
  var possibleAddresses: [String] {
    let rows = AuthRow.allCases.map { (row.isEmpty ? "" : row + ",") + "replay-auth=\($0.rawValue)" }
    return [address] + rows.map { "\(id)[\($0)]" }
  }
}
