import Cases
import Contract
import Files
import Reporting
import Evidence
import Planning
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
    let journal: EvidenceJournal
    let earlier = try resumption(&header)
    do {
      journal = earlier == nil ? try evidence.create(header) : try evidence.journal()
    } catch { throw UserError("the evidence cannot be written: \(error)") }
    let transport = CurlTransport()
    let source = LiveSource(transport: transport, token: target.token, journal: journal, sent: earlier?.lastNumber ?? 0)
    let exchanges: any ExchangeSource = try earlier == nil ? source : ResumingSource(recorded: recorded(), live: source)
    var faults: [GateDecision.Fault] = []
    do throws(TargetProbe.Failure) {
      header = try await probed(header, exchanges)
    } catch {
      faults.append(fault(error))
    }
    let renderer = RequestRenderer(baseURL: header.baseURL, defaultAuth: header.defaultAuth)
    var plan = Plan(suite: suite, selection: selection, facts: header.facts, replayAuth: replayAuth, renderer: renderer)
    if let shard { plan = plan.part(shard, renderer: renderer) }
    var outcome = await faults.isEmpty ? play(plan, header, exchanges, renderer) : RunOutcome.untouched(plan)
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

  private func probed(_ header: RunDescription, _ source: any ExchangeSource) async throws(TargetProbe.Failure)
    -> RunDescription
  {
    var header = header
    let probe = TargetProbe(
      source: source, baseURL: header.baseURL, limits: limits, hasToken: target.token != nil)
    if header.model.isEmpty {
      header.model = try await probe.firstModel(header.defaultAuth == .none ? [.none] : [header.defaultAuth, .none])
    }
    if header.facts.auth == nil, let control = suite.caseAt("minimal[stream=off]")?.steps.first?.request {
      let auth = try await probe.auth(control: control, model: header.model, given: header.defaultAuth)
      header.facts.auth = auth.mode
      header.defaultAuth = auth.usual
    }
    return header
  }

  private func fault(_ failure: TargetProbe.Failure) -> GateDecision.Fault {
    switch failure {
    case .unreachable(let detail): .unreachable("\(target.baseURL): \(detail)")
    case .noModel(let said):
      .interrupted("no model to ask for: GET /v1/models gave \(said); name one with --model or ANTHROPIC_MODEL")
    }
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
