import Contract
import Evaluation
import Verdicts
import Wire

/// Checks that most likely broke for one reason, so that it is said once.
///
/// Refusals belong together when the server said the same in all of them, whatever was asked of it. Anything
/// else belongs together when the reason code, the finding and its place agree. Numbers, ids and long texts
/// differ from exchange to exchange and do not count.
struct CommonCause {
  /// Stable from run to run: made of what the checks have in common.
  var id: String
  /// In the order of the report.
  var checks: [Report.Check]
  /// Those that are broken by it, the highest level first.
  var requirements: [Report.Requirement]
  /// The check to show in full.
  var exemplar: Report.Check
  /// What was asked, e.g. `POST /v1/messages`, the most frequent first.
  var endpoints: [String]
  /// The finding in the words that most of the checks use, or what is known about it.
  var title: String
  /// What can be changed, and what it does to whom; nil in reports of versions that did not write it.
  var known: Report.Cause?

  var level: Level { requirements.map(\.level).max() ?? .may }
  var areas: [String] { requirements.map(\.area).uniqued }
  var verdicts: [VerdictKind] { checks.map(\.verdict).uniqued }

  /// The clients hurt, each with its worst impact.
  var clients: [AffectedClient] {
    guard let known else { return registryClients }
    var impacts: [AffectedClient] = []
    for state in [Report.TaskState.breaks, .worse] {
      for effect in known.effects where effect.state == state && !impacts.contains(where: { $0.name == effect.client })
      {
        impacts.append(AffectedClient(name: effect.client, impact: state == .breaks ? .breaks : .degrades))
      }
    }
    return impacts
  }

  /// Where the report does not say, what the requirements say, in the order in which they name clients.
  private var registryClients: [AffectedClient] {
    var impacts: [(name: String, impact: AffectedClient.Impact)] = []
    for client in requirements.flatMap(\.clients) {
      if let index = impacts.firstIndex(where: { $0.name == client.name }) {
        if client.impact == .breaks { impacts[index].impact = .breaks }
      } else {
        impacts.append((client.name, client.impact))
      }
    }
    let sorted = impacts.filter { $0.impact == .breaks } + impacts.filter { $0.impact != .breaks }
    return sorted.map { AffectedClient(name: $0.name, impact: $0.impact) }
  }

  /// Whether a client breaks at it.
  var breaksClient: Bool { clients.contains { $0.impact == .breaks } }
}

extension Report {
  /// What broke, gathered by likely common cause: the highest level first, then what breaks a client, then
  /// what the most checks met, then in the order of the report.
  var commonCauses: [CommonCause] {
    let exchangeByID = Dictionary(exchanges.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let requirementByID = Dictionary(
      listedRequirements.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let diagnosisOf = Self.diagnosisByExchange(observations)
    func diagnosis(of check: Check) -> Observation? { check.exchange.flatMap { diagnosisOf[$0] } }
    var order: [String] = []
    var checksByKey: [String: [Check]] = [:]
    let knownByID = Dictionary(causes.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    for check in checks
    where check.verdict == .unexpectedPass || CauseBook.hasCause(check) && check.verdict != .expectedFail {
      let key = diagnosis(of: check).map { CauseSignature.digest($0.code) } ?? CauseSignature.of(check)
      if checksByKey[key] == nil { order.append(key) }
      checksByKey[key, default: []].append(check)
    }
    let causes = order.compactMap { key -> CommonCause? in
      guard let checks = checksByKey[key], let first = checks.first else { return nil }
      let found = checks.map(\.requirement).uniqued.compactMap { requirementByID[$0] }
      let requirements = Level.allCases.flatMap { level in found.filter { $0.level == level } }
      let endpoints = checks.compactMap { $0.exchange.flatMap { exchangeByID[$0] }.map(Self.endpoint) }
      let top = requirements.first?.id
      let candidates = checks.filter { $0.requirement == top }
      return CommonCause(
        id: key, checks: checks, requirements: requirements,
        exemplar: candidates.first { $0.at != nil } ?? candidates.first ?? first,
        endpoints: endpoints.mostFrequentFirst,
        title: diagnosis(of: first)?.sentence ?? knownByID[key]?.sentence
          ?? checks.map { $0.message ?? $0.reason ?? $0.verdict.rawValue }.mostFrequentFirst[0],
        known: knownByID[key])
    }
    let core = Set(clients.flatMap { client in client.tasks.filter(\.isCore).map { [client.name, $0.task] } })
    func rank(_ cause: CommonCause) -> [Int] {
      // Clients that are of no use for it.
      let lost = Set(
        (cause.known?.effects ?? []).filter { $0.state == .breaks && core.contains([$0.client, $0.task]) }.map(\.client)
      )
      return [
        -lost.count, cause.breaksClient ? 0 : 1, Level.allCases.firstIndex(of: cause.level) ?? 0, -cause.checks.count,
      ]
    }
    return causes.map { (cause: $0, rank: rank($0)) }.enumerated().sorted { left, right in
      left.element.rank == right.element.rank
        ? left.offset < right.offset : left.element.rank.lexicographicallyPrecedes(right.element.rank)
    }.map(\.element.cause)
  }

  /// Puts causes into the order of their harm, and says in each whom it hurts.
  mutating func settleCauses() {
    let effects = clients.effectsByCause
    for index in causes.indices { causes[index].effects = effects[causes[index].id] ?? [] }
    let order = Dictionary(
      commonCauses.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    causes = causes.enumerated().sorted { left, right in
      (order[left.element.id] ?? .max, left.offset) < (order[right.element.id] ?? .max, right.offset)
    }.map(\.element)
  }

  /// The observation about the whole server that explains what is found on an exchange.
  static func diagnosisByExchange(_ observations: [Observation]) -> [String: Observation] {
    var observationByID: [String: Observation] = [:]
    for observation in observations where Diagnosis.Code(rawValue: observation.code) != nil {
      for exchange in observation.evidence where observationByID[exchange] == nil {
        observationByID[exchange] = observation
      }
    }
    return observationByID
  }

  /// Method and path without its query; what is different in every request, such as a model's id, is no part of it.
  static func endpoint(_ exchange: Exchange) -> String {
    let path = exchange.path.prefix { $0 != "?" }
    guard let endpoint = Endpoint.exact(path: String(path), method: exchange.method)?.endpoint,
      endpoint.method == exchange.method
    else {
      return "\(exchange.method) \(path)"
    }
    return endpoint.label
  }

  /// Bytes of excerpts in one report.
  private static let excerptBudget = 1 << 20

  /// Gives the exchanges that causes are shown by their excerpts, as far as the budget goes.
  mutating func attach(_ excerpts: [String: ExchangeExcerpt]) {
    guard !excerpts.isEmpty else { return }
    let places = Dictionary(
      exchanges.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    var left = Self.excerptBudget
    for cause in commonCauses {
      guard let id = cause.exemplar.exchange, let place = places[id], exchanges[place].excerpt == nil,
        let excerpt = excerpts[id], excerpt.size <= left
      else { continue }
      exchanges[place].excerpt = excerpt
      left -= excerpt.size
    }
  }
}

extension [String] {
  /// Each text once, the most frequent first and equals in the order of their first appearance.
  var mostFrequentFirst: [String] {
    var counts: [String: Int] = [:]
    for text in self { counts[text, default: 0] += 1 }
    let texts = uniqued
    return texts.enumerated().sorted { left, right in
      let (one, other) = (counts[left.element] ?? 0, counts[right.element] ?? 0)
      return one == other ? left.offset < right.offset : one > other
    }.map(\.element)
  }
}

extension Sequence where Element: Hashable {
  /// Each element once, in the order of its first appearance.
  var uniqued: [Element] {
    var seen = Set<Element>()
    return filter { seen.insert($0).inserted }
  }
}

extension [Report.Client] {
  /// What each cause does to whom.
  var effectsByCause: [String: [Report.Cause.Effect]] {
    var effects: [String: [Report.Cause.Effect]] = [:]
    for client in self {
      for task in client.tasks {
        for cause in task.causes {
          effects[cause, default: []].append(
            .init(client: client.name, task: task.task, state: task.breaking.contains(cause) ? .breaks : .worse))
        }
      }
    }
    return effects
  }
}
