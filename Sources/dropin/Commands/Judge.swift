import DropinKit
import ArgumentParser

/// `dropin judge EVIDENCE`: the report of an earlier run, without a server and, from a bundle, without the run.
struct Judge: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Evaluate the evidence or the bundle of an earlier run again, without a server.")

  @Argument(help: "The evidence directory of a run, e.g. reports/last/evidence, or a bundle.") var evidence: String
  @OptionGroup var suite: SuiteOptions
  @OptionGroup var reports: ReportOptions
  @OptionGroup var expect: ExpectOptions

  func run() async throws {
    TrapGuard.arm()
    let loaded = try suite.loadForJudging()
    try reports.checkClient(in: loaded)
    let source: RecordedEvidence
    do { source = try RecordedEvidence.open(evidence) { Terminal.error("dropin: \($0)") } } catch {
      throw UserError(error.description)
    }
    var recorded = RecordedRun(suite: loaded, evidence: source)
    recorded.gate = reports.gateLevel
    recorded.gateClient = reports.gateClient
    recorded.expectations = try expect.load()
    recorded.notice = { Terminal.error("dropin: \($0)") }
    let report = try await recorded.report()
    let status = try ReportDelivery(directory: nil, options: reports, redactor: Redactor(secrets: [])).deliver(report)
    if status != .satisfied { throw status.code }
  }
}
