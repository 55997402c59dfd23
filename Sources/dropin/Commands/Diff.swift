import DropinKit
import ArgumentParser

/// `dropin diff OLD NEW`: what changed between two runs, and who changed it.
struct Diff: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract:
      "Compare two reports and attribute every change to a cause: server, suite, coverage, capability, flake, latency.",
    discussion: "Exits 1 when something got worse by a gated cause at the gated level, else 0.")

  @Argument(help: "The earlier report.json, or the directory of a run.") var old: String
  @Argument(help: "The later one.") var new: String
  @Option(help: "console, markdown, json or html.") var format: String = "console"
  @Option(help: "Where to write it; `-` is standard output.") var out: String = "-"
  @Option(help: "Only changes of requirements of this level or above count: must, should, may.") var gate: String =
    "must"
  @Option(help: "The causes that count, e.g. server,latency; `none` for none.")
  var gateOn: String = ReportDiff.Gate.usual.map(\.rawValue).joined(separator: ",")
  @Option(help: "The factor by which answers may get slower before it counts as a change.") var latencyBound: Double =
    1.5

  func validate() throws {
    guard DiffFormats.names.contains(format) else {
      throw ValidationError("--format is one of \(DiffFormats.names.joined(separator: ", ")), not '\(format)'")
    }
    guard Level(rawValue: gate) != nil else { throw ValidationError("--gate is must, should or may, not '\(gate)'") }
    guard latencyBound > 1, latencyBound <= 1000 else { throw ValidationError("--latency-bound is above 1") }
    _ = try causes()
  }

  private func causes() throws -> [DiffChange.Cause] {
    if gateOn == "none" { return [] }
    return try gateOn.split(separator: ",").map { name in
      guard let cause = DiffChange.Cause(rawValue: String(name)) else {
        let names = DiffChange.Cause.allCases.map(\.rawValue).joined(separator: ", ")
        throw ValidationError("unknown cause '\(name)'; use one of \(names)")
      }
      return cause
    }
  }

  func run() throws {
    let gate = ReportDiff.Gate(level: Level(rawValue: gate) ?? .must, causes: try causes(), latencyBound: latencyBound)
    let diff = ReportDiff(old: try ReportInput.read(old), new: try ReportInput.read(new), gate: gate)
    let writer = DiffFormats.named(
      format, colour: out == "-" && Terminal.wantsColor, page: ReportInput.page(of: new, seenFrom: out))
    try Terminal.deliver(writer?.write(diff) ?? [], to: out)
    if diff.exitCode != .satisfied { throw diff.exitCode.code }
  }
}
