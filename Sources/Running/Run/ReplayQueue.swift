import Cases
import Evaluation
import Planning

/// Replays the cases of a plan, some of them side by side, and hands out their evidence in the order of the plan.
struct ReplayQueue {
  typealias Replayed = (index: Int, evidence: CaseEvidence)

  private let plan: Plan
  private let replay: CaseReplay
  private let parallel: Int
  private var next = 0
  private var running = 0
  /// A case is under way that no other may disturb.
  private var isOccupied = false
  private var ready: [Int: CaseEvidence] = [:]
  /// Requests whose answers are looked at for their times; they are sent when nothing else is under way.
  private let sensitive: Set<ShareKey>

  /// Evidence is held for the judge at most this many cases ahead, times `parallel`.
  private static let lead = 4

  init(plan: Plan, replay: CaseReplay, parallel: Int) {
    self.plan = plan
    self.replay = replay
    self.parallel = max(1, parallel)
    let alone = parallel > 1 ? plan.applicable.map(\.subject).filter(\.runsAlone) : []
    sensitive = Set(alone.flatMap { $0.shareKeys(replay.renderer) })
  }

  /// The evidence of a case that is to run. Called in the order of the plan.
  mutating func evidence(of index: Int, in group: inout TaskGroup<Replayed>) async -> CaseEvidence {
    while true {
      if let evidence = ready.removeValue(forKey: index) { return evidence }
      start(upTo: index + Self.lead * (parallel - 1), in: &group)
      guard let done = await group.next() else { preconditionFailure("case \(index) was never started") }
      running -= 1
      isOccupied = false
      ready[done.index] = done.evidence
    }
  }

  private mutating func start(upTo last: Int, in group: inout TaskGroup<Replayed>) {
    while next <= last, next < plan.cases.count, running < parallel, !isOccupied {
      let planned = plan.cases[next]
      guard planned.decision == .run, !TrapGuard.hasEnded(inCase: planned.subject.address) else {
        next += 1
        continue
      }
      if parallel > 1,
        planned.subject.runsAlone || planned.subject.runsLast
          || planned.subject.shareKeys(replay.renderer).contains(where: sensitive.contains)
      {
        guard running == 0 else { return }
        isOccupied = true
      }
      let (index, replay) = (next, replay)
      group.addTask { (index, await replay.replay(planned.subject)) }
      running += 1
      next += 1
    }
  }
}

extension Case {
  fileprivate func shareKeys(_ renderer: RequestRenderer) -> [ShareKey] {
    steps.compactMap { ShareKey($0, renderer: renderer, trials: trials) }
  }

  /// Whether other requests at the same time could change what this case observes: times, connections, and what
  /// a server does to its neighbours.
  var runsAlone: Bool {
    relations.contains { $0.paths.contains { $0.path.segments.first == .key(View.time.rawValue) } }
      || steps.contains { step in
        step.parallel > 1 || step.isBackground || step.request.disconnect != nil || step.request.connection != .reuse
          || step.checks.contains { check in
            ([check.expectation, check.precondition].compactMap { $0 } + check.failureClasses.map(\.expectation))
              .contains { $0.looksAtTimeOrConnection }
          }
      }
  }
}

extension Expectation {
  fileprivate var looksAtTimeOrConnection: Bool {
    sections.contains { $0.view == .time || $0.view == .connection }
      || alternatives.contains { $0.expectation.looksAtTimeOrConnection }
  }
}
