import DropinKit
import ArgumentParser

/// `dropin merge`: the report of a run that several machines shared.
struct Merge: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Join the reports of `run --shard` to one; overlap, gaps and mixed suites or targets are refused.")

  @Argument(help: "The report.json of each part, or the directories of the runs.") var runs: [String]
  @Option(help: "The directory for the joined reports.") var out: String
  @Flag(help: "Allow parts that asked under different addresses, as machines do that each start the server.")
  var differentAddresses = false
  @OptionGroup var suite: SuiteOptions
  @OptionGroup var reports: ReportOptions
  @OptionGroup var expect: ExpectOptions

  func run() throws {
    let loaded = try suite.loadForJudging()
    try reports.checkClient(in: loaded)
    let expectations = try expect.load()
    let parts = try runs.map { ReportMerge.Part(name: $0, report: try ReportInput.read($0)) }
    let merged: Report
    do {
      merged = try ReportMerge(suite: loaded, parts: parts, allowsAddresses: differentAddresses).report(
        gate: reports.gateLevel, gateClient: reports.gateClient, expectations: expectations)
    } catch { throw UserError("\(error)") }
    let status = try ReportDelivery(directory: out, options: reports, redactor: Redactor(secrets: [])).deliver(merged)
    if status != .satisfied { throw status.code }
  }
}
