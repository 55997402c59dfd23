import Contract

/// JUnit XML for CI systems: a suite an area, a case a check.
///
/// | verdict | becomes |
/// |---|---|
/// | pass | passed |
/// | fail, unexpected-pass | failure, its type the reason code |
/// | unsupported, not-applicable, expected-fail, flaky | skipped, with a message |
/// | inconclusive because of the model | skipped, with a message |
/// | other inconclusive, not-run | error |
///
/// One more case, `run-complete`, is an error whenever the exit code is neither 0 nor 1, so that a CI
/// system that reads this file alone does not take a run that judged nothing for a good one.
package struct JUnitReportWriter: ReportWriter {
  package static let name = "junit"
  /// Bytes of server text shown at most in one place.
  static let excerptLimit = 4096
  /// A longer reproduction is left to the JSON report.
  static let reproductionLimit = 16_384

  package init() {}

  package func write(_ report: Report) -> [UInt8] {
    let suites = [runSuite(report)] + areaSuites(report)
    var xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"dropin\""
    xml += " tests=\"\(suites.reduce(0) { $0 + $1.cases.count })\""
    // The schema of Jenkins gives the whole no count of skipped cases; it is in the suites.
    for outcome in [JUnitCase.Kind.failure, .error] {
      xml += " \(outcome.plural)=\"\(suites.reduce(0) { $0 + $1.count(outcome) })\""
    }
    xml += " time=\"\(report.run.durationMilliseconds.inSeconds)\">\n"
    for suite in suites { suite.write(into: &xml, started: report.run.started) }
    return Array((xml + "</testsuites>\n").utf8)
  }

  private func runSuite(_ report: Report) -> JUnitSuite {
    var line = JUnitCase(name: "run-complete", className: "run", milliseconds: 0)
    switch report.summary.exitCode {
    case .satisfied, .failure: break
    case .usage, .incomplete, .unreachable, .internalError:
      line.outcome = .init(
        kind: .error, type: "exit-\(report.summary.exitCode.rawValue)", message: report.summary.exitReason,
        details: Excerpt.of(report.summary.headline.joined(separator: "\n"), limit: Self.excerptLimit))
    }
    let properties = [
      ("base_url", report.target.baseURL), ("model", report.target.model),
      ("auth", report.target.auth.words), ("tool", "\(report.tool.name) \(report.tool.version)"),
      ("suite", "\(report.suite.version) \(report.suite.digest)"), ("gate", report.summary.gate.rawValue),
      ("exit_code", String(report.summary.exitCode.rawValue)),
    ]
    return JUnitSuite(name: "run", properties: properties, cases: [line])
  }

  private func areaSuites(_ report: Report) -> [JUnitSuite] {
    let requirements = report.listedRequirements
    let areas = Dictionary(requirements.map { ($0.id, $0.area) }, uniquingKeysWith: { first, _ in first })
    let exchanges = Dictionary(report.exchanges.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let causes = Dictionary(report.causes.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    var order: [String] = []
    for requirement in requirements where !order.contains(requirement.area) { order.append(requirement.area) }
    var cases: [String: [JUnitCase]] = [:]
    // An exchange serves many checks; its time is booked on the first, so that the sums are right.
    var booked = Set<String>()
    for check in report.checks {
      let area = areas[check.requirement] ?? "unlisted"
      let exchange = check.exchange.flatMap { exchanges[$0] }
      let first = exchange.map { booked.insert($0.id).inserted } ?? false
      cases[area, default: []].append(
        JUnitCase(
          name: check.id.description, className: "\(area).\(check.requirement)",
          milliseconds: first ? exchange?.totalMilliseconds ?? 0 : 0,
          outcome: JUnitCase.Outcome(
            check, exchange: exchange, cause: check.signature.flatMap { causes[$0] })))
    }
    return order.compactMap { area in cases[area].map { JUnitSuite(name: area, properties: [], cases: $0) } }
  }
}
