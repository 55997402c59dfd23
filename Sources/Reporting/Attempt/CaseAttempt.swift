import Verdicts
import Wire

/// What the cases of one file came to, for somebody who is writing them: every failure with the exchange that shows it.
package struct CaseAttempt: Sendable {
  package let report: Report
  /// The addresses of the cases that were tried, in the order of the file.
  package let addresses: [String]
  /// Every exchange of the run, with the address of the case that sent it, in the order sent. Redacted.
  package let exchanges: [(address: String, exchange: Wire.Exchange)]

  package init(report: Report, addresses: [String], exchanges: [(address: String, exchange: Wire.Exchange)]) {
    self.report = report
    self.addresses = addresses
    self.exchanges = exchanges
  }

  /// The checks of the cases that were tried, and of no others that the run needed.
  package var checks: [Report.Check] {
    let tried = Set(addresses)
    return report.checks.filter { tried.contains($0.id.caseAddress) }
  }

  /// Whoever writes a case wants every claim of it to hold, whatever its level.
  package var exitCode: ExitCode {
    let verdicts = checks.map(\.verdict)
    if verdicts.contains(where: \.isFailure) { return .failure }
    // What does not apply to this server says nothing about the case.
    let isDecided = verdicts.contains { !$0.isOpen && $0 != .notApplicable }
    return isDecided && !verdicts.contains(where: \.isOpen) ? .satisfied : .incomplete
  }
}

extension VerdictKind {
  fileprivate var isFailure: Bool {
    switch self {
    case .fail, .unexpectedPass, .flaky: true
    case .pass, .unsupported, .recovered, .notApplicable, .inconclusive, .notRun, .expectedFail: false
    }
  }

  fileprivate var isOpen: Bool { self == .inconclusive || self == .notRun }

  /// Whether its author has to look at it.
  var isUnsatisfied: Bool { isFailure || isOpen }
}
