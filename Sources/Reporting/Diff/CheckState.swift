import Contract
import Verdicts

/// What one report says about one address, over all exchanges it was judged on.
struct CheckState {
  let check: Report.Check
  let side: DiffChange.Side
  /// Whether exchanges disagree, or the expectations call it flaky.
  let isFlaky: Bool
  /// Whether the expectations list it.
  let isListed: Bool

  /// By address, and the addresses in the order of the report.
  static func all(_ report: Report) -> (states: [CheckID: CheckState], order: [CheckID]) {
    var order: [CheckID] = []
    var checks: [CheckID: [Report.Check]] = [:]
    for check in report.checks {
      let address = check.id.withoutOccurrence
      if checks[address] == nil { order.append(address) }
      checks[address, default: []].append(check)
    }
    return (checks.compactMapValues(CheckState.init), order)
  }

  private init?(_ checks: [Report.Check]) {
    guard let first = checks.first else { return nil }
    let bare = checks.map(\.withoutOverlay)
    let verdict = VerdictKind.worst(of: bare.map(\.verdict))
    var byExchange: [String: [VerdictKind]] = [:]
    for check in bare { byExchange[check.exchange ?? "", default: []].append(check.verdict) }
    let outcomes = Set(byExchange.values.map { VerdictKind.worst(of: $0) })
    check = bare.first { $0.verdict == verdict } ?? first
    side = DiffChange.Side(
      verdict: verdict, reasons: Set(bare.filter { $0.verdict == .fail }.map(\.recognition)).sorted())
    isFlaky = checks.contains { $0.verdict == .flaky } || (outcomes.contains(.pass) && outcomes.contains(.fail))
    isListed = checks.contains { $0.verdict == .expectedFail || $0.verdict == .flaky }
  }
}
