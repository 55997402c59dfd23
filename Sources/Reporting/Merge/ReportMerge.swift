import Cases
import Contract
import Evaluation
import Verdicts
import Wire

/// Puts the reports of the parts of one plan together to the report of the whole.
package struct ReportMerge {
  /// Everything that keeps reports from being one run, in words.
  package struct Problem: Error, Sendable, Equatable, CustomStringConvertible {
    package var reasons: [String]
    package var description: String {
      "the reports do not make one run:" + reasons.map { "\n  \($0)" }.joined()
    }
  }

  /// A report with the name by which messages speak of it.
  package struct Part: Sendable {
    package var name: String
    package var report: Report
    package init(name: String, report: Report) {
      self.name = name
      self.report = report
    }
  }

  let suite: Cases.Suite
  let parts: [Part]
  /// Whether parts may have asked the same server under different addresses, as machines of a fleet do that
  /// each start their own.
  let allowsAddresses: Bool

  package init(suite: Cases.Suite, parts: [Part], allowsAddresses: Bool = false) {
    self.suite = suite
    self.parts = parts
    self.allowsAddresses = allowsAddresses
  }

  /// - Parameters:
  ///   - gateClient: the client whose readiness decides instead of levels.
  ///   - expectations: failures that are known, for the whole run.
  package func report(gate: Level, gateClient: String? = nil, expectations: ExpectationOverlay? = nil) throws(Problem)
    -> Report
  {
    let reasons = MergeRules(suite: suite, parts: parts, allowsAddresses: allowsAddresses).problems()
    guard reasons.isEmpty else { throw Problem(reasons: reasons) }
    let sorted = parts.map(\.report).sorted { ($0.run.shard?.number ?? 0) < ($1.run.shard?.number ?? 0) }
    let pieces = sorted.map(\.withOwnExchangeNames)
    let first = pieces[0]
    let suite = suite.speaking(to: first.target.model)
    var checks = Self.checks(pieces)
    var requirements = requirements(checks)
    let isEverything = first.run.filter == nil && first.run.profile == nil
    var known = Set<String>()
    let causes = pieces.flatMap(\.causes).filter { known.insert($0.id).inserted }
    let clients = ClientReadiness(suite: suite, checks: checks, causes: causes).clients()
    let overlaid = expectations?.apply(
      to: checks, suite: suite, model: first.target.model, version: first.target.implementation?.version)
    if let overlaid {
      checks = overlaid.checks
      requirements = self.requirements(checks)
    }
    let run = Self.run(pieces)
    var decision = GateDecision.decide(
      gate: gate, requirements: requirements, checks: checks, complete: run.complete,
      faults: (overlaid?.faults ?? []) + (run.interrupted.map { [.interrupted($0)] } ?? []))
    let gating =
      overlaid.map { ClientReadiness(suite: suite, checks: $0.unlisted, causes: causes).clients() } ?? clients
    if let client = gating.first(where: { $0.name == gateClient }),
      !checks.contains(where: { $0.verdict == .unexpectedPass })
    {
      decision = decision.narrowed(to: client)
    }
    var report = first
    report.run = run
    report.summary = Report.Summary(
      levels: Report.Summary.levels(of: requirements), gate: gate, gateClient: gateClient, exitCode: decision.code,
      exitReason: decision.reason, headline: ReportAssembly.headline(requirements, isEverything: isEverything))
    report.clients = clients
    report.causes = causes
    report.requirements = requirements
    report.checks = checks
    report.exchanges = pieces.flatMap(\.exchanges)
    report.observations = Self.observations(pieces)
    report.cases = pieces.flatMap { $0.cases ?? [] }.sorted { ($0.position ?? 0) < ($1.position ?? 0) }.map {
      Report.CaseDigest(id: $0.id, digest: $0.digest)
    }
    report.expectations = overlaid?.section
    report.settleCauses()
    return report
  }

  /// In the order of the whole plan; checks of one case keep theirs.
  private static func checks(_ pieces: [Report]) -> [Report.Check] {
    var positions: [String: Int] = [:]
    for entry in pieces.flatMap({ $0.cases ?? [] }) { positions[entry.id] = entry.position ?? 0 }
    let placed = pieces.flatMap(\.checks).enumerated().map { offset, check in
      (positions[check.id.caseAddress] ?? .max, offset, check)
    }
    return placed.sorted { ($0.0, $0.1) < ($1.0, $1.1) }.map(\.2)
  }

  private func requirements(_ checks: [Report.Check]) -> [Report.Requirement] {
    var verdicts: [String: [VerdictKind]] = [:]
    for check in checks { verdicts[check.requirement, default: []].append(check.verdict) }
    return suite.requirements.map { entry in
      Report.Requirement(entry.requirement, verdicts: verdicts[entry.requirement.id] ?? [])
    }
  }

  /// Costs add up; time passes once, as long as the longest part took.
  private static func run(_ pieces: [Report]) -> Report.Run {
    var run = pieces[0].run
    run.shard = nil
    run.started = pieces.map(\.run.started).min() ?? run.started
    run.durationMilliseconds = pieces.map(\.run.durationMilliseconds).max() ?? 0
    run.requests = pieces.map(\.run.requests).countSum
    run.generatingRequests = pieces.map(\.run.generatingRequests).countSum
    run.inputTokens = pieces.map(\.run.inputTokens).countSum
    run.outputTokens = pieces.map(\.run.outputTokens).countSum
    run.complete = pieces.allSatisfy(\.run.complete)
    let cut = pieces.first { !$0.run.complete }
    run.interrupted = cut.map { "part \($0.run.shard?.number ?? 0): \($0.run.interrupted ?? "incomplete")" }
    return run
  }

  private static func observations(_ pieces: [Report]) -> [Report.Observation] {
    var merged: [Report.Observation] = []
    for observation in pieces.flatMap(\.observations) {
      if let index = merged.firstIndex(where: { $0.code == observation.code && $0.sentence == observation.sentence }) {
        merged[index].evidence += observation.evidence
      } else {
        merged.append(observation)
      }
    }
    return merged
  }
}

extension Report {
  /// With the number of the part before the id of each exchange, so that ids of several parts differ.
  fileprivate var withOwnExchangeNames: Report {
    guard let number = run.shard?.number else { return self }
    func named(_ id: String) -> String { "\(number)-\(id)" }
    var report = self
    report.exchanges = exchanges.map { exchange in
      var exchange = exchange
      exchange.id = named(exchange.id)
      return exchange
    }
    report.checks = checks.map { check in
      var check = check
      check.exchange = check.exchange.map(named)
      return check
    }
    report.observations = observations.map { observation in
      var observation = observation
      observation.evidence = observation.evidence.map(named)
      return observation
    }
    return report
  }
}
