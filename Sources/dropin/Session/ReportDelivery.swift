import DropinKit

/// Writes a report's files and its summary for the terminal.
struct ReportDelivery {
  /// Where the default reports go; nil: only what was asked for.
  let directory: String?
  /// How the user knows that directory, when it is written under another name first.
  var name: String?
  let options: ReportOptions
  /// Knows the token, so that no report can hold it.
  let redactor: Redactor

  /// Formats that every run writes into its directory.
  static let defaults: [(format: String, file: String)] = [
    ("json", "report.json"), ("html", "report.html"), ("md", "report.md"), ("junit", "junit.xml"),
  ]

  /// Delivers the report, and returns the exit status: a report that cannot be written is never a success.
  func deliver(_ report: Report) throws -> ExitStatus {
    var failures: [String] = []
    var paths: [String] = []
    func write(_ writer: any ReportWriter, _ path: String) {
      do {
        try Files.makeDirectories(Files.directory(of: path))
        try ReportFile.write(report, as: writer, to: path, redactor: redactor)
        if let directory, let name, path.hasPrefix(directory + "/") {
          paths.append(name + path.dropFirst(directory.count))
        } else {
          paths.append(path)
        }
      } catch { failures.append("\(error)") }
    }
    if let directory {
      for entry in Self.defaults {
        if let writer = ReportFormats.named(entry.format) {
          write(writer, Files.join(directory, entry.file))
        }
      }
    }
    let destinations = try options.destinations()
    let usesOutput = destinations.contains { $0.path == "-" }
    for destination in destinations {
      if destination.path == "-" {
        do {
          let bytes = try ReportFile.bytes(of: report, as: destination.writer, for: "-", redactor: redactor)
          if let why = Terminal.deliver(bytes) { failures.append("cannot write to standard output: \(why)") }
        } catch { failures.append("\(error)") }
      } else {
        write(destination.writer, destination.path)
      }
    }
    var summary = report
    if let failure = failures.first {
      // The last line says how the program ends.
      summary.summary.exitCode = .usage
      summary.summary.exitReason = "a report could not be written: \(failure)"
    }
    let writer = ConsoleReportWriter(
      colour: Terminal.wantsColor, width: Terminal.width, reports: paths, isVerbose: options.verbose)
    let console = writer.write(summary.redacted(by: redactor))
    if usesOutput {
      Terminal.error(bytes: console)
    } else if let why = Terminal.show(console) {
      failures.append("cannot write to standard output: \(why)")
    }
    for failure in failures { Terminal.error("dropin: \(failure)") }
    return failures.isEmpty ? report.summary.exitCode : .usage
  }
}
