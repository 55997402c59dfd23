import DropinKit
import ArgumentParser

/// `dropin render REPORT`: a report.json in other formats.
struct Render: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write a report.json in other formats, such as HTML, JUnit or a badge.")

  @Argument(help: "A report.json of this or an earlier version.") var report: String
  @OptionGroup var reports: ReportOptions

  func run() throws {
    let kept: Report
    do { kept = try Report(json: try JSONParser.parse(try Files.read(report)).root) } catch {
      throw UserError("\(report): \(error)")
    }
    // What the gate of that run said stays said.
    let status = try ReportDelivery(directory: nil, options: reports, redactor: Redactor(secrets: [])).deliver(kept)
    if status == .usage { throw status.code }
  }
}
