import DropinKit
import ArgumentParser

/// Which reports, where, and what makes the run fail.
struct ReportOptions: ParsableArguments {
  @Option(
    help:
      "FORMAT=PATH, repeatable; PATH `-` is standard output. Formats: \(ReportFormats.names.joined(separator: ", ")).",
    completion: .formats)
  var report: [String] = []
  @Option(
    help:
      "What fails the run: violations of this level or above (must by default, should, may), or client:NAME for violations that break that client.",
    completion: .gates
  )
  var gate: String?
  @Flag(name: .shortAndLong, help: "Also list the failures of each requirement.") var verbose = false

  func validate() throws {
    if let gate, Level(rawValue: gate) == nil, gateClient?.isEmpty != false {
      throw ValidationError("--gate is must, should, may or client:NAME, not '\(gate)'")
    }
    _ = try destinations()
  }

  var gateLevel: Level { gate.flatMap(Level.init(rawValue:)) ?? .must }

  /// The client whose readiness decides, if one does.
  var gateClient: String? {
    gate.flatMap { $0.hasPrefix("client:") ? String($0.dropFirst("client:".count)) : nil }
  }

  /// Throws `UserError` for a client that the suite does not know; called before anything is sent.
  func checkClient(in suite: Suite) throws {
    guard let name = gateClient, !suite.clients.contains(where: { $0.name == name }) else { return }
    let names = suite.clients.map(\.name)
    let near =
      Suggestions.nearest(to: name, among: names).map { "did you mean '\($0)'?" }
      ?? "one of \(names.joined(separator: ", "))"
    throw UserError("--gate client:\(name): no such client; \(near)")
  }

  struct Destination {
    var writer: any ReportWriter
    var path: String
  }

  func destinations() throws -> [Destination] {
    try report.map { text in
      let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, !parts[1].isEmpty else { throw ValidationError("--report is FORMAT=PATH, not '\(text)'") }
      guard let writer = ReportFormats.named(String(parts[0])) else {
        throw ValidationError(
          "unknown report format '\(parts[0])'; use one of \(ReportFormats.names.joined(separator: ", "))")
      }
      return Destination(writer: writer, path: String(parts[1]))
    }
  }
}
