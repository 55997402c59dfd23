import Cases
import Contract
import Evaluation
import Evidence
import Files
import Planning
import Reporting
import Running
import Transport

/// One run from the first probe to the report model.
struct Session {
  let suite: Suite
  let target: Target
  let selection: Selection
  let replayAuth: [AuthRow]
  let limits: TransferLimits
  let gate: Level
  var gateClient: String? = nil
  let evidence: EvidenceDirectory
  let parallel: Int
  let progress: ProgressLine
  let expectations: ExpectationOverlay?
  /// Whether to go on with the evidence of a run that was cut off.
  var resume = false
  /// Which part of the plan to run; nil: all of it.
  var shard: Shard?
  /// Seconds that the run may take; nil: by what it has to do.
  var runTimeout: Double?
  /// Seconds to wait for a server that is still starting.
  var patience: Double = 0
  var certificateAuthorities: String?
  var verifiesCertificates = true
  /// Called when the run is sure to begin, before anything is written.
  var willBegin: () throws -> Void = {}

  func run() async throws -> Report {
    let clock = ContinuousClock()
    let start = clock.now
    var header = RunDescription(
      tool: Tool.version, suiteVersion: suite.version, suiteDigest: suite.digest, baseURL: target.baseURL,
      model: target.model ?? "", defaultAuth: target.defaultAuth, facts: target.facts,
      authOrigin: target.declaredAuth == nil ? "probed" : "declared", selection: selection, replayAuth: replayAuth,
      started: SystemClock.now)
    header.serverName = target.serverName
    header.serverVersion = target.serverVersion
    header.shard = shard
    let earlier = try resumption(&header)
    let transport = CurlTransport(
      certificateAuthorities: certificateAuthorities, verifiesCertificates: verifiesCertificates)
    let held = DeferredJournal()
    let source = LiveSource(transport: transport, token: target.token, journal: held, sent: earlier?.lastNumber ?? 0)
    let exchanges: any ExchangeSource = try earlier == nil ? source : ResumingSource(recorded: recorded(), live: source)
    do throws(TargetProbe.Failure) {
      header = try await probed(header, exchanges, held)
    } catch {
      transport.shutdown()
      throw StartRefusal(target: target, failure: error).error
    }
    let journal: EvidenceJournal
    do {
      try willBegin()
      journal = earlier == nil ? try evidence.create(header) : try evidence.journal()
    } catch { throw UserError("the evidence cannot be written: \(error)") }
    await held.begin(journal)
    var faults: [GateDecision.Fault] = []
    let renderer = RequestRenderer(baseURL: header.baseURL, defaultAuth: header.defaultAuth)
    var plan = Plan(suite: suite, selection: selection, facts: header.facts, replayAuth: replayAuth, renderer: renderer)
    if let shard { plan = plan.part(shard, renderer: renderer) }
    var outcome = await play(plan, header, exchanges, renderer)
    outcome.totals.requests = await source.requests
    outcome.diagnoses += await source.waitsInVain
    transport.shutdown()
    await progress.end()
    await journal.close()
    if let failure = await journal.failure { faults.append(.reportNotWritten("\(failure)")) }
    do { try evidence.write(header) } catch { faults.append(.reportNotWritten("\(error)")) }
    let milliseconds = (clock.now - start) / .milliseconds(1)
    return ReportAssembly(suite: suite, header: header, outcome: outcome).report(
      toolVersion: Tool.version, durationMilliseconds: Int(milliseconds), gate: gate, gateClient: gateClient,
      expectations: expectations, faults: faults)
  }

  /// The earlier run that this one goes on with; nil when there is none or nobody asked for it.
  private func resumption(_ header: inout RunDescription) throws -> EvidenceResumption? {
    guard resume || !TrapGuard.trapped.isEmpty else { return nil }
    let found: EvidenceResumption?
    // The embedded server has another port each time.
    if target.server != nil, let earlier = try? evidence.readHeader() { header.baseURL = earlier.baseURL }
    defer { header.baseURL = target.baseURL }
    do { found = try EvidenceResumption.prepare(evidence, for: header) } catch { throw UserError("\(error)") }
    guard let found else {
      Terminal.error("dropin: nothing to resume in \(evidence.path); starting anew")
      return nil
    }
    header.started = found.header.started
    let dropped = found.dropped > 0 ? ", \(found.dropped) cut off and asked again" : ""
    Terminal.error("dropin: resuming with \(found.known) exchanges that are known\(dropped)")
    return found
  }

  private func recorded() throws -> RecordedSource {
    do { return try RecordedSource(evidence) } catch { throw UserError("\(error)") }
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
      let list = try await probe.models(usual == .none ? [.none] : [usual, .none])
      if isPatient, list.status == 503 { throw .unreachable("it is not ready yet (503)") }
      let model = header.model.isEmpty ? list.ids.first : header.model
      if let control {
        let other: AuthRow = usual == .bearer ? .apiKey : .bearer
        let isDeclared = target.declaredAuth != nil
        let forms: [AuthRow] = isDeclared || usual == .none ? [usual] : [usual, other, .none]
        try await probe.checkAnswers(
          control, model: model ?? "model", listed: list, forms: forms, needsEntry: !isDeclared)
      }
      guard let model else { throw .noModel(list.said) }
      if !list.ids.isEmpty, !list.lists(model) {
        Terminal.error("dropin: the server does not list the model \(model), and does not refuse it")
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
    return header
  }

  private func play(_ plan: Plan, _ header: RunDescription, _ source: any ExchangeSource, _ renderer: RequestRenderer)
    async
    -> RunOutcome
  {
    let budget = RunBudget(seconds: runTimeout ?? RunBudget.seconds(for: plan))
    let run = SuiteRun(
      plan: plan, source: source, renderer: renderer, model: header.model, limits: limits, parallel: parallel,
      progress: progress.show)
    return await budget.outcome(of: run)
  }
}
