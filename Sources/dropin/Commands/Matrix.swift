import DropinKit
import ArgumentParser

/// `dropin matrix REPORT...`: servers side by side.
struct Matrix: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract:
      "Put reports side by side: servers or versions as columns, requirements as rows, what separates them first.")

  @Argument(help: "Reports, or the directories of runs, in the order of the columns.") var report: [String]
  @Option(help: "html or markdown.") var format: String = "html"
  @Option(help: "Where to write it; `-` is standard output.") var out: String = "-"

  func validate() throws {
    guard ["html", "markdown"].contains(format) else {
      throw ValidationError("--format is html or markdown, not '\(format)'")
    }
  }

  func run() throws {
    let matrix = ReportMatrix(
      try report.map(ReportInput.read), pages: report.map { ReportInput.page(of: $0, seenFrom: out) })
    try Terminal.deliver(
      format == "html" ? MatrixHTMLWriter().write(matrix) : MatrixMarkdownWriter().write(matrix), to: out)
  }
}

/// `dropin history DIR`: a server's runs over time.
struct History: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show the runs below a directory over time, and when each requirement changed.")

  @Argument(help: "A directory; every report of dropin below it counts, whatever its name.") var directory: String
  @Option(help: "html or markdown.") var format: String = "html"
  @Option(help: "Where to write it; `-` is standard output.") var out: String = "-"

  func validate() throws {
    guard ["html", "markdown"].contains(format) else {
      throw ValidationError("--format is html or markdown, not '\(format)'")
    }
  }

  func run() throws {
    let files: [String]
    do { files = try Files.list(directory, extension: "json") } catch { throw UserError("\(error)") }
    var runs: [ReportHistory.Run] = []
    for file in files {
      // Other JSON may lie there, e.g. evidence; a report that cannot be read is a mistake.
      guard let bytes = try? Files.read(file, limit: 512 << 20), let json = try? JSONParser.parse(bytes).root,
        json["format"]?.string?.hasPrefix("dropin-report/") == true
      else { continue }
      do { runs.append(ReportHistory.Run(file: file, report: try Report(json: json))) } catch {
        throw UserError("\(file) is not a report that this version can read: \(error)")
      }
    }
    guard !runs.isEmpty else { throw UserError("no report of dropin in \(directory)") }
    let history = ReportHistory(runs)
    try Terminal.deliver(
      format == "html" ? HistoryHTMLWriter().write(history) : HistoryMarkdownWriter().write(history), to: out)
  }
}
