import DropinKit
import ArgumentParser

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// `dropin self-test`: the suite against every named defect of the reference server.
struct SelfTestCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "self-test",
    abstract: "Run the suite against every named defect of the reference server and print which checks detect it.",
    discussion: """
      Fails when a defect of a MUST or SHOULD is not caught by the requirement it names, when the reference \
      server itself fails, when the median of other failures is above \(KillMatrix.tolerableMedian), or when a \
      requirement catches no defect.
      """)

  @OptionGroup var suite: SuiteOptions
  @OptionGroup var selection: SelectionOptions
  @Option(help: "Only this defect (repeatable).", completion: .defects) var defect: [String] = []
  @Option(help: "Runs at the same time. Default: four for each processor.") var jobs: Int?
  @Option(help: "Write the matrix as JSON to this file.") var json: String?
  @Flag(help: "No progress on stderr.") var quiet = false

  func validate() throws {
    if let jobs, !(1...256).contains(jobs) { throw ValidationError("--jobs is between 1 and 256") }
  }

  func run() async throws {
    let loaded = try suite.loadForJudging()
    let isQuiet = quiet
    let report: @Sendable (Int, Int, DefectRun) -> Void = { done, total, trial in
      guard !isQuiet else { return }
      if done % 50 == 0 || done == total { Terminal.error("dropin: \(done) of \(total) defects tried") }
      if !trial.isKilled { Terminal.error("dropin: " + trial.line) }
    }
    let proof: SelfTest
    do {
      proof = try SelfTest(
        suite: loaded, selection: try selection.selection(in: loaded), defects: defect, jobs: jobs ?? Self.usualJobs,
        progress: report)
    } catch { throw UserError("\(error)") }
    let matrix = try await proof.run()
    if let json {
      do { try Files.write(matrix.json.bytes(.indented) + [0x0A], to: json) } catch { throw UserError("\(error)") }
    }
    Terminal.output(bytes: Array(matrix.text.utf8))
    if !matrix.faults.isEmpty { throw ExitStatus.failure.code }
  }

  private static var usualJobs: Int { 4 * max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }
}
