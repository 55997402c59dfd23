import DropinKit
import ArgumentParser

/// `dropin run`: replay the suite against a server and write the reports.
struct Run: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Run the suite against a server and write a compatibility report.",
    discussion: "If ANTHROPIC_BASE_URL and ANTHROPIC_AUTH_TOKEN are set as for Claude Code, no option is needed.")

  @OptionGroup var target: TargetOptions
  @OptionGroup var suite: SuiteOptions
  @OptionGroup var selection: SelectionOptions
  @OptionGroup var limits: LimitOptions
  @OptionGroup var reports: ReportOptions
  @OptionGroup var expect: ExpectOptions
  @Option(
    help:
      "The directory for reports and evidence. Default: reports/TIME, with reports/last as a link to the newest of ten."
  )
  var out: String?
  @Option(help: "Cases that run at the same time; cases that measure times or connections always run alone.")
  var parallel: Int =
    1
  @Flag(help: "No progress on stderr.") var quiet = false
  @Flag(help: "Open the page of the report in a browser when the run is over.") var open = false
  @Flag(help: "Continue an interrupted run from the evidence in --out; recorded requests are not sent again.")
  var resume = false

  @Option(
    help: "Seconds for the whole run; by default what a slow server needs for the plan, and at least ten minutes.")
  var runTimeout: Double?

  func validate() throws {
    if let runTimeout, !(runTimeout > 0 && runTimeout <= 1e8) {
      throw ValidationError("--run-timeout is a number of seconds above 0")
    }
    guard (1...64).contains(parallel) else { throw ValidationError("--parallel is between 1 and 64") }
  }

  func run() async throws {
    TrapGuard.arm()
    let loaded = try suite.loadForJudging()
    try reports.checkClient(in: loaded)
    let expectations = try expect.load()
    let chosen = try selection.selection(in: loaded)
    let resolved = try await Target.resolve(target)
    // A run that a trap ended goes on in its own directory, where that is known.
    let goesOn = resume || (out != nil && !TrapGuard.trapped.isEmpty)
    let directory = RunDirectory(out: out, resume: goesOn, time: SystemClock.now)
    var session = Session(suite: loaded, target: resolved)
    session.selection = chosen
    session.replayAuth = try selection.replayRows()
    session.limits = limits.limits
    session.gate = reports.gateLevel
    session.gateClient = reports.gateClient ?? (reports.gate == nil ? chosen.client : nil)
    session.evidence = EvidenceDirectory(Files.join(directory.path, "evidence"))
    session.parallel = parallel
    session.progress = ProgressLine(isTerminal: Terminal.errorIsTerminal, isQuiet: quiet)
    session.expectations = expectations
    session.resume = resume
    session.shard = selection.part
    session.runTimeout = runTimeout
    session.patience = target.wait
    session.certificateAuthorities = target.cacert
    session.verifiesCertificates = !target.insecure
    session.willBegin = { try directory.begin(resume: goesOn) }
    session.notice = { Terminal.error("dropin: \($0)") }
    let work = Task { [session] in try await session.run() }
    let interrupt = InterruptSignal { work.cancel() }
    let report: Report
    do { report = try await work.value } catch let failure as Session.StartFailure {
      throw StartRefusal(failure).error
    }
    interrupt.stop()
    await resolved.server?.stop()
    let status = try ReportDelivery(
      directory: directory.path, name: report.run.complete || !directory.isReplacing ? directory.name : nil,
      options: reports, redactor: Redactor(secrets: resolved.token.map { [$0] } ?? [])
    ).deliver(report)
    do { try directory.finish(isComplete: report.run.complete) } catch {
      throw UserError("the reports cannot be put into their place: \(error)")
    }
    if report.run.interrupted != nil { Terminal.error("dropin: go on with\n  \(resumeCommand)") }
    if open {
      let page = Files.join(
        report.run.complete || !directory.isReplacing ? directory.name : directory.path, "report.html")
      if let why = Browser.open(page) { Terminal.error("dropin: cannot open \(page): \(why)") }
    }
    if status != .satisfied { throw status.code }
  }

  /// The command line of this run with `--resume`, for a shell.
  private var resumeCommand: String {
    func quoted(_ word: String) -> String {
      let isPlain = word.utf8.allSatisfy { byte in
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
          || "-_./:=,@%+".utf8.contains(byte)
      }
      return isPlain && !word.isEmpty
        ? word
        : "'"
          + word.split(separator: "'", omittingEmptySubsequences: false)
          .joined(separator: "'\\''") + "'"
    }
    let given = CommandLine.arguments.dropFirst().map(quoted)
    return (["dropin"] + given + (resume ? [] : ["--resume"])).joined(separator: " ")
  }
}
