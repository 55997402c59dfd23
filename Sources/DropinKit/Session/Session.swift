import Cases
import Contract
import Evaluation
import Evidence
import Files
import Planning
import Reporting
import Running
import Transport

/// Shows where a run stands while it lasts.
package protocol ProgressDisplay: Sendable {
  func show(_ progress: RunProgress)
  /// The run is over; nothing is shown from now on.
  func end() async
}

/// One run from the first probe to the report model: the only place where target, suite, probe, replay, evidence and
/// report are put together.
package struct Session: Sendable {
  let suite: Suite
  let target: Target
  package var selection = Selection()
  package var replayAuth: [AuthRow] = []
  package var limits = TransferLimits.ofSuite
  package var gate = Level.must
  package var gateClient: String?
  /// Where the exchanges are kept; nil: only as long as the run lasts.
  package var evidence: EvidenceDirectory?
  package var parallel = 1
  package var progress: (any ProgressDisplay)?
  package var expectations: ExpectationOverlay?
  /// Whether to go on with the evidence of a run that was cut off.
  package var resume = false
  /// Which part of the plan to run; nil: all of it.
  package var shard: Shard?
  /// Seconds that the run may take; nil: by what it has to do.
  package var runTimeout: Double?
  /// Seconds to wait for a server that is still starting.
  package var patience: Double = 0
  package var certificateAuthorities: String?
  package var verifiesCertificates = true
  /// Called when the run is sure to begin, before anything is written.
  package var willBegin: @Sendable () throws -> Void = {}
  /// Receives every exchange when it is over, without the token, where no evidence is kept.
  package var observer: (any ExchangeJournal)?
  /// Receives what the user should know and what does not end the run.
  package var notice: @Sendable (String) -> Void = { _ in }

  package init(suite: Suite, target: Target) {
    self.suite = suite
    self.target = target
  }

  /// Why a run did not begin.
  package struct StartFailure: Error {
    package let target: Target
    package let failure: TargetProbe.Failure
  }

  /// Throws `StartFailure` when there is nobody to ask, and `DropinError` for files that cannot be used.
  package func run() async throws -> Report {
    let clock = ContinuousClock()
    let start = clock.now
    var header = RunDescription(
      of: suite, baseURL: target.baseURL, model: target.model ?? "", defaultAuth: target.defaultAuth,
      facts: target.facts, selection: selection, replayAuth: replayAuth, started: SystemClock.now)
    header.serverName = target.serverName
    header.serverVersion = target.serverVersion
    header.shard = shard
    let earlier = try resumption(&header)
    let transport: any Transport =
      target.inProcess
      ?? CurlTransport(certificateAuthorities: certificateAuthorities, verifiesCertificates: verifiesCertificates)
    defer { (transport as? CurlTransport)?.shutdown() }
    let held = DeferredJournal()
    let source = LiveSource(
      transport: transport, token: target.token, journal: evidence == nil ? observer : held,
      sent: earlier?.lastNumber ?? 0)
    var exchanges: any ExchangeSource = source
    if earlier != nil, let evidence {
      exchanges = ResumingSource(recorded: try recorded(in: evidence), live: source)
    }
    do throws(TargetProbe.Failure) {
      header = try await probed(header, exchanges, held)
    } catch {
      throw StartFailure(target: target, failure: error)
    }
    let journal: EvidenceJournal?
    do {
      try willBegin()
      journal = earlier == nil ? try evidence?.create(header) : try evidence?.journal()
    } catch { throw DropinError("the evidence cannot be written: \(error)") }
    if let journal { await held.begin(journal) }
    var faults: [GateDecision.Fault] = []
    let described = DescribedRun(header, of: suite)
    let replay = described.replay(
      from: exchanges, limits: limits, parallel: parallel, progress: { [progress] in progress?.show($0) })
    let budget = runTimeout.map { RunBudget(seconds: $0) } ?? RunBudget(for: described.plan)
    var outcome = await budget.outcome(of: replay, pace: { await source.pace })
    outcome.totals.requests = await source.requests
    outcome.diagnoses += await source.timeoutDiagnoses
    await progress?.end()
    await journal?.close()
    if let failure = await journal?.failure { faults.append(.reportNotWritten("\(failure)")) }
    do { try evidence?.write(header) } catch { faults.append(.reportNotWritten("\(error)")) }
    let milliseconds = (clock.now - start) / .milliseconds(1)
    return ReportAssembly(suite: suite, header: header, outcome: outcome).report(
      toolVersion: Tool.version, durationMilliseconds: Int(milliseconds), gate: gate, gateClient: gateClient,
      expectations: expectations, faults: faults)
  }

  /// The earlier run that this one goes on with; nil when there is none or nobody asked for it.
  private func resumption(_ header: inout RunDescription) throws -> EvidenceResumption? {
    guard resume || !TrapGuard.trapped.isEmpty, let evidence else { return nil }
    let found: EvidenceResumption?
    // The embedded server has another port each time.
    if target.server != nil, let earlier = try? evidence.readHeader() { header.baseURL = earlier.baseURL }
    defer { header.baseURL = target.baseURL }
    do { found = try EvidenceResumption.prepare(evidence, for: header) } catch { throw DropinError("\(error)") }
    guard let found else {
      notice("nothing to resume in \(evidence.path); starting a new run")
      return nil
    }
    header.started = found.header.started
    let dropped = found.dropped > 0 ? ", and \(found.dropped) incomplete ones are sent again" : ""
    notice("resuming with \(found.known) recorded exchanges\(dropped)")
    return found
  }

  private func recorded(in directory: EvidenceDirectory) throws -> RecordedSource {
    do { return try RecordedSource(directory) } catch { throw DropinError("\(error)") }
  }

  /// The header with what the probe found out. A server that is still starting is asked again until patience ends.
  private func probed(_ header: RunDescription, _ source: any ExchangeSource, _ held: DeferredJournal)
    async throws(TargetProbe.Failure) -> RunDescription
  {
    let clock = ContinuousClock()
    let start = clock.now
    while true {
      let left = patience - (clock.now - start) / .seconds(1)
      do throws(TargetProbe.Failure) {
        return try await probedOnce(header, source, isPatient: left > 0)
      } catch {
        guard case .unreachable = error, left > 0, !Task.isCancelled else { throw error }
        await held.discard()
        try? await Task.sleep(for: .milliseconds(500))
      }
    }
  }

  /// - Parameter isPatient: whether a server that says it is not ready yet counts as one that is not there yet.
  private func probedOnce(_ header: RunDescription, _ source: any ExchangeSource, isPatient: Bool)
    async throws(TargetProbe.Failure) -> RunDescription
  {
    var header = header
    let probe = TargetProbe(
      source: source, baseURL: header.baseURL, limits: limits, hasToken: target.token != nil)
    let usual = header.defaultAuth
    let control = suite.caseAt("minimal[stream=off]")?.steps.first?.request
    // The embedded server is there, and its defects are for the suite to find.
    if target.server == nil {
      let other: AuthRow = usual == .bearer ? .apiKey : .bearer
      let isDeclared = target.declaredAuth != nil
      let forms: [AuthRow] = isDeclared || usual == .none ? [usual] : [usual, other, .none]
      let list = try await probe.models(forms.contains(.none) ? forms : forms + [.none])
      if isPatient, list.status == 503 { throw .unreachable("it is not ready yet (503)") }
      let model = header.model.isEmpty ? list.ids.first : header.model
      if let control {
        try await probe.checkAnswers(
          control, model: model ?? "model", listed: list, forms: forms, needsEntry: !isDeclared)
      }
      guard let model else { throw .noModel(list.said) }
      if !list.ids.isEmpty, !list.lists(model) {
        notice("the server does not list the model \(model), and does not refuse it")
      }
      header.model = model
    } else if header.model.isEmpty {
      header.model = try await probe.firstModel([usual, .none])
    }
    if header.facts.auth == nil, let control {
      let auth = try await probe.auth(control: control, model: header.model, given: usual)
      header.facts.auth = auth.mode
      header.defaultAuth = auth.usual
    }
    header.facts[.longOutput] = header.model.hasPrefix("reference/") ? "supported" : "unsupported"
    return header
  }
}
