import Cases
import Evaluation
import Evidence
import Planning
import Transport
import Verdicts
import Wire

/// Sends the steps of a case and gathers the evidence. What it has to know of answers to go on, it asks the advisor.
struct CaseReplay {
  let source: any ExchangeSource
  let renderer: RequestRenderer
  let bindings: Bindings
  let limits: TransferLimits
  let cache: SharedExchanges
  let combinedRequests: CombinedRequests
  let advisor: any ReplayAdvisor

  /// The variable that has another value in each copy of a request.
  private static let perCopy = ["n", "marker"]

  /// - Returns: the evidence, and nil exchanges where the source ran dry.
  func replay(_ subject: Case) async -> CaseEvidence {
    var trials: [[StepEvidence]] = []
    var passes = 0
    for number in 1...subject.trials.run {
      let steps = await replay(subject, trial: number)
      trials.append(steps)
      if subject.trials.run > 1 {
        // A quorum that is reached needs no further tries: each of them costs the user tokens.
        passes += TrapGuard.judging(subject.address) { advisor.holds(steps, of: subject) } ? 1 : 0
        if passes >= subject.trials.pass { break }
      }
      if Task.isCancelled { break }
    }
    return CaseEvidence(subject: subject, trials: trials)
  }

  private func replay(_ subject: Case, trial: Int) async -> [StepEvidence] {
    var bindings = bindings
    var evidence: [StepEvidence] = []
    var missing: [String: Verdict] = [:]
    var background = BackgroundSteps()
    for step in subject.steps {
      if let name = step.request.variables.first(where: { missing[$0] != nil }), let reason = missing[name] {
        for capture in step.captures { missing[capture.name] = reason }
        evidence.append(StepEvidence(step: step, readings: [], bindings: bindings, unanswered: reason))
        continue
      }
      if let name = step.request.variables.first(where: { bindings[$0] == nil && !Self.perCopy.contains($0) }) {
        let verdict = Verdict.inconclusive(.unboundVariable(name))
        evidence.append(StepEvidence(step: step, readings: [], bindings: bindings, unanswered: verdict))
        continue
      }
      if let name = step.needs, !hasEnded(evidence.first { $0.step.id == name }) {
        let verdict = Verdict.inconclusive(.stepUnmet(step: name))
        evidence.append(StepEvidence(step: step, readings: [], bindings: bindings, unanswered: verdict))
        continue
      }
      let key = ExchangeKey(address: subject.address, step: step.id, trial: trial)
      if step.isBackground {
        let bound = bindings
        await background.start(evidence.count) { await send(step, key, copy: 1, bound, $0) }
        evidence.append(StepEvidence(step: step, readings: [], bindings: bindings))
        continue
      }
      var (readings, setAside) = await send(step, key, bindings, subject)
      if let poll = step.poll, let first = readings.first {
        let polled = await self.poll(poll, step: step, key: key, bindings: bindings, after: first)
        setAside += polled.dropLast()
        readings = polled.suffix(1)
      }
      let retry = await askAgain(step, key: key, bindings: bindings, after: readings)
      setAside += retry.refused
      readings = retry.readings
      if step.request.connection == .same,
        let before = evidence.last(where: { $0.step.request.connection == .same })?.readings.first
      {
        for index in readings.indices { readings[index].followsAnnouncedClose = before.announcesClose }
      }
      var gathered = StepEvidence(
        step: step, readings: readings, bindings: bindings,
        unanswered: readings.isEmpty ? .notRun(.cutOff) : nil)
      gathered.setAside = (setAside + readings).flatMap(\.earlier) + setAside
      gathered.fallbacks = retry.fallbacks
      gathered.isRefusedAfterFallback = retry.isRefusedAfterFallback
      evidence.append(gathered)
      for capture in step.captures {
        if let value = readings.first.flatMap({ advisor.value(of: capture, in: $0) }) {
          bindings[capture.name] = value
        } else {
          missing[capture.name] =
            capture.path.picksByPart && readings.first?.status == 200
            ? .notApplicable(.notListed(path: capture.path.description))
            : .notRun(.blocked(step: step.id, path: capture.path.description))
        }
      }
    }
    for (index, reading) in await background.finish() {
      evidence[index].readings = reading.map { [$0] } ?? []
      evidence[index].setAside = reading?.earlier ?? []
      evidence[index].unanswered = reading == nil ? .notRun(.cutOff) : nil
    }
    return evidence
  }

  /// The readings that decide, and an answer to a combined request that does not.
  private func send(_ step: Step, _ key: ExchangeKey, _ bindings: Bindings, _ subject: Case) async
    -> (readings: [ResponseReading], setAside: [ResponseReading])
  {
    let shareKey = ShareKey(step, renderer: renderer, trials: subject.trials)
    guard let (combined, combinedKey) = combinedRequests.combined(of: step) else {
      return (await send(step, key, bindings, shareKey), [])
    }
    let reading = await send(combined, key.ofCombined, bindings, combinedKey).first
    guard let reading else { return ([], []) }
    if TrapGuard.judging(subject.address, { advisor.stands(reading, for: step, of: subject, bindings) }) {
      if let shareKey { await cache.forgo(shareKey) }
      return ([reading], [])
    }
    return (await send(step, key, bindings, shareKey), [reading])
  }

  func send(_ step: Step, _ key: ExchangeKey, _ bindings: Bindings, _ shareKey: ShareKey?) async
    -> [ResponseReading]
  {
    if step.parallel == 1 {
      let reading =
        if let shareKey {
          await cache.reading(for: shareKey, asking: key) { await send(step, $0, copy: 1, bindings) }
        } else {
          await send(step, key, copy: 1, bindings)
        }
      return reading.map { [$0] } ?? []
    }
    var readings = await sendCopies(of: step, key, bindings)
    // All of them once more, side by side: a server that cannot serve them together fails again. Twice, as the SDKs try.
    for attempt in 1...2 {
      guard let wait = advisor.wait(afterCopies: readings, of: step) else { break }
      var again = key
      again.repetition = attempt
      var repeated = await sendCopies(of: step, again, bindings, after: wait)
      guard repeated.count == readings.count else { break }
      for index in repeated.indices { repeated[index].earlier = readings[index].earlier + [readings[index]] }
      readings = repeated
    }
    return readings
  }

  private func sendCopies(of step: Step, _ key: ExchangeKey, _ bindings: Bindings, after wait: Int? = nil) async
    -> [ResponseReading]
  {
    await withTaskGroup(of: (Int, ResponseReading?).self) { group in
      for copy in 1...step.parallel {
        group.addTask { (copy, await send(step, key, copy: copy, bindings, after: wait)) }
      }
      var readings: [(Int, ResponseReading)] = []
      for await (copy, reading) in group { if let reading { readings.append((copy, reading)) } }
      return readings.sorted { $0.0 < $1.0 }.map(\.1)
    }
  }

  func send(
    _ step: Step, _ key: ExchangeKey, copy: Int, _ bindings: Bindings, _ beginning: ResponseStarted? = nil,
    after wait: Int? = nil
  ) async -> ResponseReading? {
    var bindings = bindings
    bindings.bindCopy(copy)
    var key = key
    key.copy = copy
    // The caller has made sure that every variable is bound.
    guard let rendered = try? renderer.render(step.request, bindings) else { return nil }
    let options = options(step, key: key, beginning: beginning)
    let sent =
      if let wait {
        await source.exchange(key, sending: rendered.request, options: options, after: wait)
      } else {
        await source.exchange(key, sending: rendered.request, options: options)
      }
    guard let exchange = sent?.withoutTrap else { return nil }
    let reading = TrapGuard.exchange(exchange.id) {
      ResponseReading(
        exchange, requestBody: rendered.json, expectsRejection: step.expectsRejection,
        toleratesRefusal: step.toleratesRefusal)
    }
    return await again(reading, step: step, key: key, rendered: rendered, options: options)
  }

  private func options(_ step: Step, key: ExchangeKey, beginning: ResponseStarted?) -> TransferOptions {
    var options = TransferOptions()
    options.limits = limits
    // The larger of the two: a case knows what is a lot, and the user how slow the server is.
    options.limits.firstByte = max(limits.firstByte, step.request.limits.firstByte ?? 0)
    options.limits.idle = max(limits.idle, step.request.limits.idle ?? 0)
    options.limits.total = max(limits.total, step.request.limits.total ?? 0)
    switch step.request.framing {
    case .contentLength: options.bodyEncoding = .contentLength
    case .chunked: options.bodyEncoding = .chunked
    case .expectContinue: options.bodyEncoding = .expectContinue
    }
    switch step.request.connection {
    case .reuse: options.connection = .reuse
    case .fresh: options.connection = .fresh
    case .same: options.connection = .pinned("\(key.address) \(key.trial)")
    }
    switch step.request.disconnect {
    case .afterBytes(let count): options.disconnect = .afterBodyBytes(count)
    case .afterEvent(let name): options.disconnect = .when(EventWatch(name: name).length)
    case nil:
      // The only way to watch a body arrive; nothing is hung up.
      if let beginning {
        options.disconnect = .when { _ in
          beginning.happened(); return nil
        }
      }
    }
    return options
  }
}
