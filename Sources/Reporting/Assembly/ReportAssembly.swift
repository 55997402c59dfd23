import Cases
import Contract
import Evaluation
import Evidence
import Planning
import Verdicts
import Wire

/// Makes the report of a run from what the run came to.
package struct ReportAssembly {
  let suite: Suite
  let header: RunDescription
  let outcome: RunOutcome
  let exchangeIndex: [String: ExchangeSummary]
  let exchangesByCase: [String: [ExchangeSummary]]
  let caseIndex: [String: Case]

  package init(suite: Suite, header: RunDescription, outcome: RunOutcome) {
    self.suite = suite.speaking(to: header.model)
    self.header = header
    self.outcome = outcome
    exchangeIndex = Dictionary(outcome.exchanges.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    exchangesByCase = Dictionary(grouping: outcome.exchanges, by: \.caseAddress)
    caseIndex = Dictionary(
      outcome.plan.cases.map { ($0.subject.address, $0.subject) }, uniquingKeysWith: { first, _ in first })
  }

  /// - Parameters:
  ///   - gate: failures from this level on make the run fail.
  ///   - gateClient: the client whose readiness decides instead; a name that no profile has changes nothing.
  ///   - expectations: failures that are known; clients are judged without them.
  ///   - faults: what went wrong around the checks.
  package func report(
    toolVersion: String, durationMilliseconds: Int, gate: Level, gateClient: String? = nil,
    implementation: Report.Implementation? = nil, expectations: ExpectationOverlay? = nil,
    faults: [GateDecision.Fault] = []
  ) -> Report {
    let implementation = implementation ?? declaredServer
    let observations = observations()
    let book = CauseBook(
      suite, implementation: implementation, diagnoses: Report.diagnosisByExchange(observations))
    // What counts in later editions only is judged with the rest, and not reported.
    let counted = outcome.results.filter { suite.isLimited ? suite.requirement($0.requirement) != nil : true }
    var checks = counted.map { result in
      var check = check(result)
      check.signature = book.signature(of: check, answer: result.verdict.violation?.answer?.message)
      return check
    }
    let causes = book.causes(of: checks, tooSmall: tooSmallWords(checks))
    var requirements = requirements(checks)
    var faults = faults
    if let fault { faults.append(fault) }
    let complete = outcome.isComplete
    // Of one client alone was asked what it needs; of others a verdict would be a guess.
    let only = header.selection.client
    let clients = ClientReadiness(suite: suite, checks: checks, causes: causes).clients()
      .filter { only == nil || $0.name == only }
    let overlaid = expectations?.apply(
      to: checks, suite: suite, model: header.model, version: implementation?.version)
    if let overlaid {
      checks = overlaid.checks
      requirements = self.requirements(checks)
      faults += overlaid.faults
    }
    var decision = GateDecision.decide(
      gate: gate, requirements: requirements, checks: checks, complete: complete, faults: faults)
    if !checks.contains(where: { $0.verdict == .unexpectedPass }) {
      // What is listed breaks the client, and does not make the run fail.
      let gating =
        overlaid.map { ClientReadiness(suite: suite, checks: $0.unlisted, causes: causes).clients() } ?? clients
      if let client = gating.first(where: { $0.name == gateClient }) {
        decision = decision.narrowed(to: client)
        let isListed = clients.contains { $0.name == client.name && $0.verdict != client.verdict }
        if isListed { decision.reason += "; listed failures left aside" }
      }
    }
    var report = Report(
      tool: Report.Tool(version: toolVersion),
      suite: Report.Suite(version: suite.version, digest: suite.digest, edition: suite.edition),
      target: target(implementation),
      run: Report.Run(
        started: header.started, durationMilliseconds: durationMilliseconds,
        requests: outcome.totals.requests,
        generatingRequests: outcome.totals.generating, inputTokens: outcome.totals.inputTokens,
        outputTokens: outcome.totals.outputTokens, complete: complete, profile: header.selection.profile,
        filter: filterText, interrupted: interruptedText,
        shard: outcome.plan.origin.map {
          .init(number: $0.shard.number, of: $0.shard.count, plan: $0.plan, cases: $0.cases)
        }),
      summary: Report.Summary(
        levels: Report.Summary.levels(of: requirements), gate: gate, gateClient: gateClient,
        exitCode: decision.code, exitReason: decision.reason,
        headline: Self.headline(
          requirements, isEverything: header.selection.isEverything && outcome.plan.origin == nil)),
      // A recorded session says what broke for a client, and nothing of what was not asked.
      clients: header.isRecording ? clients.filter { $0.verdict != .unknown } : clients,
      causes: causes, requirements: requirements, checks: checks,
      exchanges: outcome.exchanges.map(exchange),
      observations: observations,
      cases: outcome.plan.cases.filter { !$0.isBorrowed }.map {
        .init(id: $0.subject.address, digest: $0.subject.digest, position: $0.position)
      },
      expectations: overlaid?.section)
    report.settleCauses()
    report.attach(outcome.excerpts.all)
    return report
  }

  /// - Parameter isEverything: whether the whole suite was asked for.
  static func headline(_ requirements: [Report.Requirement], isEverything: Bool) -> [String] {
    let judged = requirements.filter { $0.verdict.isJudged }
    let broken = judged.filter { $0.verdict == .fail }
    guard !judged.isEmpty else { return ["Nothing was judged."] }
    let must = broken.filter { $0.level == .must }.count
    let listed = judged.count { $0.verdict == .expectedFail || $0.verdict == .flaky }
    let part =
      isEverything
      ? []
      : ["This is a part of the suite: \(judged.count) of \(requirements.count) requirements were judged."]
    let known = listed > 0 ? ["\(listed.pluralized("requirement")) broken as listed."] : []
    return broken.isEmpty
      ? [
        listed > 0
          ? "No requirement is broken that is not listed."
          : "None of the \(judged.count) requirements that were judged is broken."
      ]
        + known + part
      : [
        "\(broken.count) of the \(judged.count) requirements that were judged are broken, \(must) of them at level must."
      ] + known + part
  }

  private var declaredServer: Report.Implementation? {
    guard header.serverName != nil || header.serverVersion != nil else { return nil }
    return Report.Implementation(name: header.serverName ?? "the server", version: header.serverVersion)
  }

  /// What the server said where it could only refuse for want of room.
  private func tooSmallWords(_ checks: [Report.Check]) -> [String] {
    checks.filter { $0.verdict == .unsupported && $0.reason == CauseBook.tooSmallReason }
      .compactMap { $0.exchange.flatMap { exchangeIndex[$0]?.errorMessage } }
  }

  private var fault: GateDecision.Fault? {
    if outcome.plan.cases.isEmpty, outcome.plan.origin == nil {
      return .nothingSelected(filterText ?? "the suite has no cases")
    }
    switch outcome.interruption {
    case .unreachable(let detail):
      return outcome.totals.requests <= 1 && outcome.exchanges.allSatisfy({ $0.status == nil })
        ? .unreachable(detail) : .interrupted("the server stopped answering: \(detail)")
    case .cancelled: return .interrupted("it was cancelled")
    case .outOfTime(let seconds): return .interrupted(Self.outOfTime(seconds))
    case nil: return nil
    }
  }

  private var interruptedText: String? {
    switch outcome.interruption {
    case .unreachable(let detail): "the server stopped answering: \(detail)"
    case .cancelled: "cancelled"
    case .outOfTime(let seconds): Self.outOfTime(seconds)
    case nil: nil
    }
  }

  private static func outOfTime(_ seconds: Int) -> String {
    "its \(seconds) s are over; give it more with --run-timeout, and go on with --resume"
  }

  private var filterText: String? {
    let selection = header.selection
    if header.isRecording { return Report.Run.recordedSession }
    var parts: [String] = []
    if !selection.cases.isEmpty { parts.append("cases \(selection.cases.joined(separator: ", "))") }
    if !selection.areas.isEmpty { parts.append("areas \(selection.areas.joined(separator: ", "))") }
    if !selection.requirements.isEmpty {
      parts.append("requirements \(selection.requirements.joined(separator: ", "))")
    }
    if let client = selection.client { parts.append("client \(client)") }
    if selection.level > .may { parts.append("level \(selection.level.rawValue)") }
    return parts.isEmpty ? nil : parts.joined(separator: "; ")
  }

  private func target(_ implementation: Report.Implementation?) -> Report.Target {
    Report.Target(
      baseURL: header.baseURL, model: header.model,
      auth: Report.Auth(
        mode: Report.Auth.Mode(header.facts.auth),
        source: header.authOrigin == "declared" ? .declared : .probed),
      implementation: implementation,
      facts: header.facts.sorted.map { Report.Fact(name: $0.name, value: $0.value) })
  }

  private func requirements(_ checks: [Report.Check]) -> [Report.Requirement] {
    var verdicts: [String: [VerdictKind]] = [:]
    for result in checks { verdicts[result.requirement, default: []].append(result.verdict) }
    // A group that nobody asked about does not count.
    return suite.requirements.filter { entry in
      header.selection.asks(about: entry.requirement.surface) || verdicts[entry.requirement.id] != nil
    }.map { entry in
      Report.Requirement(entry.requirement, verdicts: verdicts[entry.requirement.id] ?? [])
    }
  }

  private func check(_ result: CheckResult) -> Report.Check {
    func text(_ value: String?) -> String? { value?.isEmpty == false ? value : nil }
    let requirement = suite.requirement(result.requirement)
    let verdict = reported(result.verdict, of: requirement)
    let violation = verdict.violation
    let seen = verdict.seen
    var check = Report.Check(
      id: result.id, requirement: result.requirement, level: requirement?.level ?? .may,
      verdict: verdict.kind, reason: verdict.code, signature: violation.map(CauseSignature.of),
      message: text(Wording.message(verdict)), expected: text(seen?.expected),
      actual: text(seen?.actual), at: seen.flatMap { Report.Place($0.place) }, exchange: result.exchange,
      reproduce: violation.flatMap { reproduce(result, $0) })
    if case .inconclusive(let doubt) = verdict { check.cause = doubt.cause }
    check.blockedBy = verdict.blocker(of: result.id)
    return check
  }

  /// What a model does or does not do is no failure of its server; the self-test needs to know of it all the same.
  private func reported(_ verdict: Verdict, of requirement: Requirement?) -> Verdict {
    guard requirement?.kind == .model, case .fail(let violation) = verdict, violation.isOfContent else {
      return verdict
    }
    return .inconclusive(.despite(violation, .modelBehaviour))
  }

  private func exchange(_ summary: ExchangeSummary) -> Report.Exchange {
    let end =
      switch summary.end {
      case .complete: "complete"
      case .closedByClient: "closed-by-client"
      case .failed(let failure): failure.kind.rawValue
      }
    return Report.Exchange(
      id: summary.id, caseID: summary.address, row: summary.row.isEmpty ? nil : summary.row,
      step: summary.step,
      method: summary.request.method, path: String(summary.request.url.dropFirst(header.baseURL.count)),
      status: summary.status, end: end, firstByteMilliseconds: summary.timings.firstByte.map { $0 / 1000 },
      totalMilliseconds: summary.timings.ended / 1000, bytes: summary.responseBytes,
      requestBytes: summary.request.body?.count ?? 0)
  }

  /// Diagnoses of the whole target that explain many results at once.
  private func observations() -> [Report.Observation] {
    var observations = outcome.diagnoses.map {
      Report.Observation(code: $0.code.rawValue, sentence: $0.sentence, evidence: $0.exchanges)
    }
    let blocked = outcome.results.filter { result in
      if case .inconclusive(let doubt) = result.verdict { doubt.cause == .control } else { false }
    }
    if let first = blocked.first {
      observations.append(
        Report.Observation(
          code: "control-failed",
          sentence:
            "Not decided: \(blocked.count.pluralized("check")). The first of them: \(Wording.message(first.verdict)).",
          evidence: []))
    }
    return observations
  }
}
