import ArgumentParser
import Cases
import Evaluation
import Evidence
import Files
import Planning
import Reporting
import Running
import Wire

/// `dropin judge EVIDENCE`: the report of an earlier run, without a server.
struct Judge: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Judge the evidence of an earlier run again, without a server.")

  @Argument(help: "The evidence directory of a run, e.g. reports/last/evidence.") var evidence: String
  @OptionGroup var suite: SuiteOptions
  @OptionGroup var reports: ReportOptions
  @OptionGroup var expect: ExpectOptions

  func run() async throws {
    TrapGuard.arm(program: try Files.executablePath())
    let loaded = try suite.loadForJudging()
    try reports.checkClient(in: loaded)
    let expectations = try expect.load()
    let directory = EvidenceDirectory(evidence)
    let header: RunDescription
    do { header = try directory.readHeader() } catch { throw UserError("\(error)") }
    let outcome = try await header.isRecording ? session(directory) : replayed(directory, header, loaded)
    let milliseconds = outcome.exchanges.map(\.timings.ended).countSum / 1000
    let report = ReportAssembly(suite: loaded, header: header, outcome: outcome).report(
      toolVersion: header.tool, durationMilliseconds: milliseconds, gate: reports.gateLevel,
      gateClient: reports.gateClient, expectations: expectations)
    let status = try ReportDelivery(directory: nil, options: reports, redactor: Redactor(secrets: [])).deliver(report)
    if status != .satisfied { throw status.code }
  }

  /// The cases of the suite over the exchanges of a run.
  private func replayed(_ directory: EvidenceDirectory, _ header: RunDescription, _ loaded: Suite) async throws
    -> RunOutcome
  {
    let source: RecordedSource
    do { source = try RecordedSource(directory) } catch { throw UserError("\(error)") }
    if header.suiteDigest != loaded.digest {
      Terminal.error(
        "dropin: warning: the suite has changed since the evidence was recorded; cases without evidence count as not run"
      )
    }
    let renderer = RequestRenderer(baseURL: header.baseURL, defaultAuth: header.defaultAuth)
    var plan = Plan(
      suite: loaded, selection: header.selection, facts: header.facts, replayAuth: header.replayAuth, renderer: renderer
    )
    if let shard = header.shard { plan = plan.part(shard, renderer: renderer) }
    var outcome = await SuiteRun(plan: plan, source: source, renderer: renderer, model: header.model).run()
    if let failure = await source.failure { throw UserError("\(failure)") }
    outcome.markMissingEvidence()
    return outcome
  }

  /// What `dropin record` took down: exchanges without cases.
  private func session(_ directory: EvidenceDirectory) throws -> RunOutcome {
    do { return try RecordedSession(directory).outcome() } catch { throw UserError("\(error)") }
  }
}
