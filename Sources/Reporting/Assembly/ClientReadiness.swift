import Cases
import Contract
import Verdicts

/// What works with each client, task by task, from what its profile says a failure costs it.
///
/// A client is judged by what it sends itself: exchanges in its own dialect, and plain ones that it would send too. What
/// only others send makes nothing worse than worse, unless its profile knows better.
struct ClientReadiness {
  private let suite: Suite
  private let checks: [Report.Check]
  private let senders: CheckSenders
  private let titles: [String: String]
  /// The tasks that rest on each requirement, whoever does them.
  private let tasks: [String: [String]]
  /// What to set where one credential header is let in, by the cause's id.
  private let settings: [String: String]

  /// - Parameters:
  ///   - checks: with the signatures of their causes; listed failures count like any other.
  ///   - causes: those causes.
  init(suite: Suite, checks: [Report.Check], causes: [Report.Cause]) {
    self.suite = suite
    self.checks = checks
    senders = CheckSenders(suite)
    tasks = Dictionary(
      suite.requirements.map { ($0.requirement.id, suite.tasks(of: $0.requirement).map(\.name)) },
      uniquingKeysWith: { first, _ in first })
    titles = Dictionary(causes.map { ($0.id, $0.sentence) }, uniquingKeysWith: { first, _ in first })
    let failed = Set(checks.filter { $0.verdict == .fail || $0.verdict == .expectedFail }.map(\.requirement))
    let passed = Set(checks.filter { $0.verdict == .pass }.map(\.requirement)).subtracting(failed)
    settings = Dictionary(
      causes.compactMap { cause in
        guard let name = cause.name, let header = CauseBook.oneHeader[name], failed.contains(header.refused),
          passed.contains(header.accepted)
        else { return nil }
        return cause.user.map { (cause.id, $0) }
      }, uniquingKeysWith: { first, _ in first })
  }

  func clients() -> [Report.Client] { suite.clients.map(client) }

  /// Tasks that the server does not offer at all.
  private var missing: Set<String> {
    let absent = Set(checks.filter { $0.verdict == .unsupported }.map(\.requirement))
    return Set(suite.tasks.filter { $0.offeredBy.map(absent.contains) ?? false }.map(\.name))
  }

  /// What a client's task met.
  private struct Cell {
    var breaking: [String] = []
    var worsening: [String] = []
    /// Requirements that it rests on, decided and not.
    var decided = Set<String>()
    var open = Set<String>()
    /// The server does not offer it, and the client does not go round that.
    var isMissing = false

    var isTested: Bool { !decided.isEmpty && decided.count >= open.subtracting(decided).count }

    var state: Report.TaskState {
      if !breaking.isEmpty || isMissing { return .breaks }
      if !worsening.isEmpty { return .worse }
      return isTested ? .works : .notTested
    }
  }

  private func client(_ profile: ClientProfile) -> Report.Client {
    var cells: [String: Cell] = [:]
    var blocking: [String] = []
    var degraded: [String] = []
    var decided = Set<String>()
    var open = Set<String>()
    let entries = Dictionary(
      suite.requirements.map { entry in
        (entry.requirement.id, (profile.need(of: entry.requirement), entry.requirement, tasks(entry, profile)))
      }, uniquingKeysWith: { first, _ in first })
    for check in checks {
      guard let (need, requirement, tasks) = entries[check.requirement], need > .indifferent else { continue }
      switch check.verdict {
      case .notRun: open.insert(requirement.id)
      case .inconclusive: if check.cause != .model { open.insert(requirement.id) }
      default: decided.insert(requirement.id)
      }
      let effect = effect(of: check, need, requirement, profile)
      if effect == .required { blocking.append(requirement.id) }
      if effect == .degrades { degraded.append(requirement.id) }
      for task in tasks {
        switch check.verdict {
        case .notRun: cells[task, default: Cell()].open.insert(requirement.id)
        case .inconclusive: if check.cause != .model { cells[task, default: Cell()].open.insert(requirement.id) }
        default: cells[task, default: Cell()].decided.insert(requirement.id)
        }
        guard let effect, let cause = check.signature else { continue }
        if effect == .required { cells[task]?.breaking.append(cause) } else { cells[task]?.worsening.append(cause) }
      }
    }
    let table = suite.tasks.map { task -> Report.ClientTask in
      let isUsed = profile.tasks.all.contains(task.name)
      var cell = cells[task.name] ?? Cell()
      cell.isMissing = missing.contains(task.name) && !profile.tasks.dispensable.contains(task.name)
      var entry = Report.ClientTask(
        task: task.name, title: task.title, state: isUsed ? cell.state : .notUsed,
        isCore: profile.tasks.core.contains(task.name), causes: isUsed ? (cell.breaking + cell.worsening).uniqued : [])
      entry.breaking = Set(cell.breaking)
      return entry
    }
    let proof = profile.tasks.proof.filter { !decided.contains($0) }
    let undecided = suite.requirements.map(\.requirement.id).filter {
      open.contains($0) && !decided.contains($0) && entries[$0]?.0 == .required
    }
    var client = Report.Client(
      name: profile.name, title: profile.title, verdict: verdict(table, proof), blocking: blocking.uniqued,
      degraded: degraded.uniqued.filter { !blocking.contains($0) }, undecided: (proof + undecided).uniqued,
      sentence: "", tasks: table)
    client.sentence = ClientSentence(client, titles: titles).text
    let advice = table.flatMap(\.causes).uniqued.compactMap { settings[$0] }
    if client.verdict != .breaks, let first = advice.first { client.sentence += ". \(first)" }
    return client
  }

  /// The tasks of the client that rest on a requirement; of a suite without tasks, none.
  private func tasks(_ entry: RegisteredRequirement, _ profile: ClientProfile) -> [String] {
    (tasks[entry.requirement.id] ?? []).filter(profile.tasks.all.contains)
  }

  /// What a check costs the client; nil: nothing.
  private func effect(
    of check: Report.Check, _ need: ClientProfile.Need, _ requirement: Requirement, _ profile: ClientProfile
  ) -> ClientProfile.Need? {
    switch check.verdict {
    case .fail, .expectedFail:
      // Every client sends the other header when it is told to.
      if need == .required, let cause = check.signature, settings[cause] != nil { return .degrades }
      if need == .required, !profile.knows(requirement), senders.isForeign(check.id, to: profile) { return .degrades }
      return need
    case .recovered: return senders.speaks(check.id, profile) ? .degrades : nil
    case .unsupported:
      // Sound of the server, and still the end for who sends no less.
      guard check.reason == CauseBook.tooSmallReason, senders.speaks(check.id, profile) else { return nil }
      return need == .required ? .required : nil
    default: return nil
    }
  }

  private func verdict(_ table: [Report.ClientTask], _ proof: [String]) -> Report.Client.Readiness {
    let core = table.filter(\.isCore)
    if core.contains(where: { $0.state == .breaks }) { return .breaks }
    if core.isEmpty || !proof.isEmpty || core.contains(where: { $0.state == .notTested }) { return .unknown }
    return table.contains { $0.state == .breaks || $0.state == .worse } ? .limited : .works
  }
}
