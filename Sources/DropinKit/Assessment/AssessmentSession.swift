import ReferenceServer
import Wire

/// What the clients of somebody's own tests did: every test has a run at one server, which sees what is asked and hears
/// from the test what came of it.
package final class AssessmentSession: Sendable {
  private let exchanges = Locked<[(run: ServedExchange.Run, exchange: ServedExchange)]>([])

  package init() {}

  /// What belongs to no run is left out.
  package func add(_ exchange: ServedExchange) {
    guard let run = exchange.run else { return }
    exchanges.withLock { $0.append((run, exchange)) }
  }

  /// One for each run, in the order in which they began.
  package var results: [ClientAssessment.Result] {
    let all = exchanges.withLock { $0 }
    return Self.inOrder(all.map(\.run.id)).map { id in
      let own = all.filter { $0.run.id.sameBytes(as: id) }
      let sound = own.filter(\.run.names.isEmpty).map(\.exchange)
      let told = sound.compactMap(\.outcome)
      return ClientAssessment.Result(
        subject: .run(id), sound: Self.entry("", sound, outcome: Self.outcome(sound: told)),
        isRepeatable: Self.isRepeatable(told),
        entries: Self.inOrder(own.map { Self.name($0.run) }).filter { !$0.isEmpty }.map { name in
          let asked = own.filter { Self.name($0.run) == name }.map(\.exchange)
          return Self.entry(name, asked, outcome: Self.outcome(asked.compactMap(\.outcome).last, sound: told))
        })
    }
  }

  private static func name(_ run: ServedExchange.Run) -> String { run.names.joined(separator: "+") }

  private static func isRepeatable(_ told: [ServedExchange.Outcome]) -> Bool {
    Set(told.map { Array($0.words.utf8) }).count < 2
  }

  private static func outcome(sound told: [ServedExchange.Outcome]) -> ClientAssessment.Outcome {
    told.isEmpty ? .untold : told.contains(where: \.isFailure) ? .failed : .unharmed
  }

  /// - Parameter sound: what the test says of its client against the sound server.
  private static func outcome(_ told: ServedExchange.Outcome?, sound: [ServedExchange.Outcome])
    -> ClientAssessment.Outcome
  {
    if told?.isFailure == true { return .failed }
    guard let expected = sound.last, !expected.isFailure else { return .untold }
    guard let told else { return .hung }
    return told.words.sameBytes(as: expected.words) || !isRepeatable(sound) ? .unharmed : .misled
  }

  private static func entry(_ name: String, _ asked: [ServedExchange], outcome: ClientAssessment.Outcome)
    -> ClientAssessment.Entry
  {
    let requests = asked.filter { $0.outcome == nil }
    let said = asked.compactMap(\.outcome).last { $0.isFailure }
    return ClientAssessment.Entry(
      name: name, outcome: outcome, status: nil, requests: requests.count,
      repeated: ClientAssessment.repeated(requests), milliseconds: requests.reduce(0) { $0 + $1.milliseconds },
      said: said.flatMap { ClientAssessment.lastLine(Array($0.words.utf8)) })
  }

  private static func inOrder(_ names: [String]) -> [String] {
    var seen = Set<[UInt8]>()
    return names.filter { seen.insert(Array($0.utf8)).inserted }
  }
}
