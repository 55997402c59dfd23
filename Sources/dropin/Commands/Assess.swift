import DropinKit
import ArgumentParser

/// `dropin assess -- COMMAND`: what a client does with each of several defects.
struct Assess: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Run a client's command against the reference server with each of several defects, and say what it did.",
    discussion: """
      The command finds the server in ANTHROPIC_BASE_URL, and has to end with exit code 0 against the sound one. See \
      docs/assess.md. For example: dropin assess --matching stream --out report -- python my_client.py
      """)

  @Option(help: "A defect, persona or personality to try (repeatable).", completion: .defects) var defect: [String] = []
  @Option(help: "Every defect that `serve --defects FILTER` lists for this FILTER (repeatable).") var matching:
    [String] = []
  @Option(help: "Seconds that the command may take.") var seconds: Double = 60
  @Option(help: "A directory for assessment.json and assessment.md.", completion: .directory) var out: String?
  @Flag(help: "Fail when the client is misled by a defect, or hangs.") var strict = false
  @Flag(help: "No progress on stderr.") var quiet = false
  @Argument(help: "The command, after --.") var command: [String]

  func validate() throws {
    guard seconds > 0, seconds <= 86_400 else { throw ValidationError("--seconds is between 0 and 86400") }
    if defect.isEmpty, matching.isEmpty { throw ValidationError("name what to try with --defect or --matching") }
  }

  func run() async throws {
    let names = try DefectChoice.names(defect, matching: matching)
    let isQuiet = quiet
    let assessment = ClientAssessment(command: command, names: names, seconds: seconds)
    let work = Task {
      try await assessment.run { entry in
        if !isQuiet { Terminal.error("dropin: \(entry.name): \(entry.outcome.rawValue)") }
      }
    }
    let interrupt = InterruptSignal { work.cancel() }
    let result: ClientAssessment.Result
    do { result = try await work.value } catch is CancellationError {
      throw UserError("interrupted; nothing was written", status: .incomplete)
    } catch let error as FileError { throw UserError("\(error)") }
    interrupt.stop()
    if let out { try AssessmentFiles.write(result.json, result.page, to: out) }
    let width = result.entries.map(\.name.utf8.count).max() ?? 0
    for entry in result.entries {
      let retries = entry.repeated - result.sound.repeated
      let said = entry.said.map { "  \(VisibleText.of($0))" } ?? ""
      Terminal.output(
        padded(entry.outcome.rawValue, to: 8) + "  "
          + (retries > 0 || entry.said != nil ? padded(entry.name, to: width) : entry.name)
          + (retries > 0 ? "  sent \(retries.pluralized("request")) again" : "") + said)
    }
    Terminal.output(result.counts)
    if !result.isRepeatable {
      Terminal.error("dropin: the command does not print the same every time, so nothing is called misled")
    }
    if strict, result.entries.contains(where: { $0.outcome == .misled || $0.outcome == .hung }) {
      throw ExitStatus.failure.code
    }
  }

  private func padded(_ text: String, to width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.utf8.count))
  }
}
