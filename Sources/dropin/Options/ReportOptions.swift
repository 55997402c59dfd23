import ArgumentParser
import Contract
import Files
import Reporting

/// Which reports, where, and what makes the run fail.
struct ReportOptions: ParsableArguments {
  @Option(help: "FORMAT=PATH, repeatable; PATH `-` is standard output. Formats: \(ReportFormats.names.joined(separator: ", ")).")
  var report: [String] = []
  @Option(help: "Failures from this level on make the run fail: must, should, may.") var gate: String = "must"

  func validate() throws {
    guard Level(rawValue: gate) != nil else { throw ValidationError("--gate is must, should or may, not '\(gate)'") }
    _ = try destinations()
  }

  var gateLevel: Level { Level(rawValue: gate) ?? .must }

  struct Destination {
    var writer: any ReportWriter
    var path: String
  }

  func destinations() throws -> [Destination] {
    try report.map { text in
      let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, !parts[1].isEmpty else { throw ValidationError("--report is FORMAT=PATH, not '\(text)'") }
      guard let writer = ReportFormats.named(String(parts[0])) else {
        throw ValidationError("no report format '\(parts[0])'; one of \(ReportFormats.names.joined(separator: ", "))")
      }
      return Destination(writer: writer, path: String(parts[1]))
    }
  }
}
