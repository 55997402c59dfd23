import Cases
import Contract

/// The address of a check, `case[row]#check`, in its two halves.
///
/// An invariant that is broken in several places has addresses that end in `/2`, `/3` and so on. How
/// many there are says nothing about which claim it is, so the number is not part of this value.
struct CheckAddress: Hashable {
  var caseAddress: String
  var check: String

  init(_ id: String) {
    let parts = id.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
    caseAddress = String(parts[0])
    check = parts.count > 1 ? Self.unnumbered(parts[1]) : ""
  }

  init(caseAddress: String, check: String) {
    self.caseAddress = caseAddress
    self.check = check
  }

  var description: String { check.isEmpty ? caseAddress : "\(caseAddress)#\(check)" }

  /// Whether it is a claim that every fitting exchange is held to, not one that a case writes down.
  var isInvariant: Bool { check.hasPrefix("invariant/") || check.contains("/invariant/") }

  private static func unnumbered(_ check: Substring) -> String {
    let parts = check.split(separator: "/", omittingEmptySubsequences: false)
    guard let word = parts.lastIndex(of: "invariant"), parts.count == word + 3,
      parts[word + 2].utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 })
    else { return String(check) }
    return parts.dropLast().joined(separator: "/")
  }
}

extension Case {
  /// The names of its own checks, without invariants: what stands behind the `#` of their addresses.
  var checkNames: [String] {
    let many = steps.count > 1
    return steps.flatMap { step in step.checks.map { many ? "\(step.id)/\($0.id)" : $0.id } } + relations.map(\.id)
  }

  /// What stands before the requirement's id in the name of an invariant, one for each step.
  var invariantPrefixes: [String] {
    steps.count > 1 ? steps.map { "\($0.id)/invariant/" } : ["invariant/"]
  }

  /// Its address, and those it has when the suite is replayed under other header forms.
  var possibleAddresses: [String] {
    let rows = AuthRow.allCases.map { (row.isEmpty ? "" : row + ",") + "replay-auth=\($0.rawValue)" }
    return [address] + rows.map { "\(id)[\($0)]" }
  }
}
