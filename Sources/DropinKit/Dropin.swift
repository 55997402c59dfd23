import Cases
import Evidence
import Reporting
import Wire

/// Tests whether a server is a drop-in replacement for the Anthropic Messages API.
///
///     let report = try await Dropin.run(against: .url("http://localhost:1234"))
///     for violation in report.violations(atLeast: .must) { print(violation) }
public enum Dropin {
  /// Replays the suite against a server and evaluates every answer. A whole run sends several hundred requests.
  ///
  /// Cancelling the surrounding task ends the run; what was evaluated until then is in the report, and
  /// `CompatibilityReport.isComplete` is false.
  ///
  /// - Parameters:
  ///   - progress: called before each case with its address, its number from 1, and how many cases there are.
  /// - Throws: `DropinError` when the suite or an option is not usable, a file cannot be written, or the run cannot begin:
  ///   nobody answers, the token is refused, the model does not exist, or the address has no Messages API.
  public static func run(
    suite: TestSuite = .bundled, against server: TargetServer, model: String? = nil, options: RunOptions = RunOptions(),
    progress: (@Sendable (_ address: String, _ number: Int, _ count: Int) -> Void)? = nil
  ) async throws -> CompatibilityReport {
    let suite = try suite.load()
    let selection = try options.selection(in: suite)
    let expectations = try options.expectations()
    let target = try await server.target(model: model, options)
    var session = Session(suite: suite, target: target)
    session.selection = selection
    session.limits = options.limits.transfer
    session.gate = options.gate.level
    session.evidence = options.evidenceDirectory.map { EvidenceDirectory($0) }
    session.parallel = max(1, options.parallelCases)
    session.progress = progress.map(ProgressClosure.init)
    session.expectations = expectations
    let report: Report
    do { report = try await session.run() } catch {
      await target.server?.stop()
      if let failure = error as? Session.StartFailure { throw DropinError(failure) }
      throw error
    }
    await target.server?.stop()
    return CompatibilityReport(report, redactor: Redactor(secrets: target.token.map { [$0] } ?? []))
  }

  /// Evaluates the evidence of an earlier run again, without a server. With the same suite the report is the same.
  ///
  /// - Parameter evidence: the directory that `RunOptions.evidenceDirectory` named, or `evidence` in a run of the program; or a file that
  ///   `dropin bundle` wrote.
  /// - Throws: `DropinError` when the suite or the evidence cannot be read.
  public static func evaluate(
    evidence: String, suite: TestSuite = .bundled, gate: RequirementLevel = .must
  ) async throws -> CompatibilityReport {
    let source: RecordedEvidence
    do { source = try RecordedEvidence.open(evidence) { _ in } } catch { throw DropinError(error.description) }
    var recorded = RecordedRun(suite: try suite.load(), evidence: source)
    recorded.gate = gate.level
    return CompatibilityReport(try await recorded.report(), redactor: Redactor(secrets: []))
  }
}
