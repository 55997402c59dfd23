import Contract

extension Report {
  /// A gate that this report cannot be held against.
  package struct GateError: Error, CustomStringConvertible {
    package var description: String
  }

  /// Holds the report against another gate than it was made with. Mistakes in usage, and a target that was not there,
  /// stay what they were.
  package mutating func apply(gate: Level, client name: String?) throws(GateError) {
    summary.gate = gate
    summary.gateClient = name
    var decision = GateDecision(code: summary.exitCode, reason: summary.exitReason)
    switch summary.exitCode {
    case .internalError, .usage, .unreachable: break
    case .satisfied, .failure, .incomplete:
      decision = GateDecision.decide(
        gate: gate, requirements: requirements, checks: checks, complete: run.complete,
        faults: run.interrupted.map { [.interrupted($0)] } ?? [])
    }
    if let name {
      guard let client = clients.first(where: { $0.name == name }) else {
        throw GateError(
          description: "--gate client:\(name): no such client in the report; "
            + "one of \(clients.map(\.name).joined(separator: ", "))")
      }
      if !checks.contains(where: { $0.verdict == .unexpectedPass }) { decision = decision.narrowed(to: client) }
    }
    summary.exitCode = decision.code
    summary.exitReason = decision.reason
  }
}
