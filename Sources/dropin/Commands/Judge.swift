import ArgumentParser
import Cases
import Files
import Reporting
import Running
import Wire

/// `dropin judge EVIDENCE`: the report of an earlier run, without a server.
struct Judge: AsyncParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Judge the evidence of an earlier run again, without a server.")

  @Argument(help: "The evidence directory of a run, e.g. reports/last/evidence.") var evidence: String
  @OptionGroup var suite: SuiteOptions
  @OptionGroup var reports: ReportOptions
  @OptionGroup var expect: ExpectOptions

  func run() async throws {
    let loaded = try suite.loadForJudging()
    try reports.checkClient(in: loaded)
    let expectations = try expect.load()
    let directory = EvidenceDirectory(evidence)
    let header: EvidenceHeader
    let source: RecordedSource
    do {
      header = try directory.readHeader()
      source = try RecordedSource(directory)
    } catch { throw UserError("\(error)") }
    if header.suiteDigest != loaded.digest {
      Terminal.error("dropin: warning: the suite has changed since the evidence was recorded; cases without evidence count as not run")
    }
    let renderer = RequestRenderer(baseURL: header.baseURL, usualAuth: header.usualAuth)
    let plan = Plan(
      suite: loaded, selection: header.selection, facts: header.facts, replayAuth: header.replayAuth, renderer: renderer)
    var outcome = await SuiteRun(suite: loaded, plan: plan, source: source, renderer: renderer, model: header.model).run()
    if let failure = await source.failure { throw UserError("\(failure)") }
    outcome.markMissingEvidence()
    let milliseconds = outcome.exchanges.reduce(0) { $0 + $1.timings.ended } / 1000
    let report = ReportAssembly(suite: loaded, header: header, outcome: outcome).report(
      toolVersion: header.tool, durationMilliseconds: milliseconds, gate: reports.gateLevel,
      gateClient: reports.gateClient, expectations: expectations)
    let status = try ReportDelivery(directory: nil, options: reports, redactor: Redactor(secrets: [])).deliver(report)
    if status != .satisfied { throw status.code }
  }
}
