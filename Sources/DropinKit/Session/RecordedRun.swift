import Contract
import Cases
import Evaluation
import Evidence
import Reporting
import Running

/// The evidence of an earlier run, evaluated again without a server.
package struct RecordedRun: Sendable {
  let suite: Suite
  let evidence: RecordedEvidence
  package var gate = Level.must
  package var gateClient: String?
  package var expectations: ExpectationOverlay?
  /// Receives what the user should know and what does not end the run.
  package var notice: @Sendable (String) -> Void = { _ in }

  package init(suite: Suite, evidence: RecordedEvidence) {
    self.suite = suite
    self.evidence = evidence
  }

  /// Throws `DropinError` for evidence that cannot be read.
  package func report() async throws -> Report {
    let description: RunDescription
    do { description = try evidence.header() } catch { throw DropinError("\(error)") }
    let outcome = try await description.isRecording ? session() : replayed(description)
    let milliseconds = outcome.exchanges.map(\.timings.ended).countSum / 1000
    return ReportAssembly(suite: suite, header: description, outcome: outcome).report(
      toolVersion: description.tool, durationMilliseconds: milliseconds, gate: gate, gateClient: gateClient,
      expectations: expectations)
  }

  /// The cases of the suite over the exchanges of a run.
  private func replayed(_ description: RunDescription) async throws -> RunOutcome {
    let source: RecordedSource
    do { source = try RecordedSource(evidence) } catch { throw DropinError("\(error)") }
    if description.suiteDigest != suite.digest {
      notice(
        "warning: the suite has changed since the evidence was recorded; cases without evidence are reported as not run"
      )
    }
    var outcome = await DescribedRun(description, of: suite).replay(from: source).run()
    if let failure = await source.failure { throw DropinError("\(failure)") }
    outcome.markMissingEvidence()
    return outcome
  }

  /// What `dropin record` wrote: exchanges without cases.
  private func session() throws -> RunOutcome {
    do { return try RecordedSession(evidence).outcome() } catch { throw DropinError("\(error)") }
  }
}
