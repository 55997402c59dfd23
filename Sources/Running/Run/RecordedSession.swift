import Cases
import Evaluation
import Evidence
import Planning
import Wire

/// Judges a session that a client of its own had with a server, as `dropin record` took it down: no case
/// stands behind the requests, so every exchange is judged by the invariants.
package struct RecordedSession {
  let source: RecordedEvidence

  package init(_ source: RecordedEvidence) {
    self.source = source
  }

  /// Reads all exchanges and judges them. Throws `EvidenceError` for evidence that cannot be read; a torn last
  /// line, as a killed recorder leaves it, is passed over.
  package func outcome() throws(EvidenceError) -> RunOutcome {
    var planned: [PlannedCase] = []
    var evidence: [CaseEvidence] = []
    for kept in try exchanges() {
      let exchange = kept.withoutTrap
      let subject = Case.recorded(exchange, file: source.exchangesPath)
      let reading = TrapGuard.exchange(exchange.id) { ResponseReading(exchange, expectsRejection: false) }
      planned.append(PlannedCase(subject: subject, control: nil, decision: .run))
      evidence.append(
        CaseEvidence(
          subject: subject,
          trials: [[StepEvidence(step: subject.steps[0], readings: [reading], bindings: Bindings([:]))]]))
    }
    var outcome = RunOutcome(plan: Plan(recorded: planned))
    var recorder = RunRecorder()
    for (plan, evidence) in zip(planned, evidence) {
      outcome.results += recorder.judge(plan, evidence, into: &outcome)
    }
    return outcome
  }

  private func exchanges() throws(EvidenceError) -> [Exchange] {
    var exchanges: [Exchange] = []
    let path = source.exchangesPath
    do {
      let reader = try source.lines()
      while let line = try reader.next(), line.isComplete {
        let record = try JSONParser.parse(line.bytes).root
        guard let json = record["exchange"] else { throw EvidenceError("\(path):\(line.number): no 'exchange'") }
        var exchange = try Exchange(json: json)
        exchange.request.body = try source.body(of: record) ?? exchange.request.body
        exchanges.append(exchange)
      }
    } catch let error as EvidenceError {
      throw error
    } catch {
      throw EvidenceError("\(path): \(error)")
    }
    return exchanges
  }
}
