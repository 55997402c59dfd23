import Evaluation
import Contract
import Transport
import Wire

/// Which timeouts a server has caused, so that a run does not spend its full limits on it again and again.
///
/// After three cases have hit the same timeout, later requests wait three times as long as the slowest answer of this
/// server took, and at least a few seconds, which become fewer with every three cases more. An answer that went on without
/// an end is long to wait for, so that the second and the third case are given less than the first.
struct KnownWaits: Sendable {
  enum Wait: CaseIterable, Sendable {
    /// No answer begins.
    case firstByte
    /// An answer falls silent without an end.
    case silence
    /// An answer goes on without an end.
    case drip
    /// A stream that has said its last word stays open.
    case openEnd
  }

  static let enough = 3
  /// As long as a stream may stay open after its last event, and a little more.
  static let openEnd = 2_500
  /// No wait is made shorter than this, in milliseconds.
  static let shortest = 1_000
  /// What the second and the third answer without an end are given at least, in milliseconds.
  static let secondDrip = 120_000
  private var cases: [Wait: Set<String>] = [:]
  private var exchanges: [Wait: [String]] = [:]
  /// The longest waits, in milliseconds, that ended with an answer.
  private var longest: [Wait: Int] = [:]
  /// Exchanges that were cut short.
  private(set) var shortened = 0

  /// Takes the end of an exchange into account.
  mutating func learn(_ exchange: Exchange, of address: String) {
    switch exchange.end {
    case .failed(let failure):
      let wait: Wait? =
        switch failure.kind {
        case .firstByteTimeout: .firstByte
        case .idleTimeout: exchange.hasLastWord ? .openEnd : .silence
        case .totalTimeout: exchange.hasLastWord ? .openEnd : .drip
        default: nil
        }
      if let wait { note(wait, in: exchange, address: address) }
    case .complete:
      let times = exchange.response?.arrivals.map(\.microseconds) ?? []
      if let last = times.last, exchange.hasLastWord, exchange.timings.ended.minus(last) > 2_000_000 {
        note(.openEnd, in: exchange, address: address)
      }
      let gap = zip(times, times.dropFirst()).map { $1.minus($0) }.max() ?? 0
      raise(.firstByte, exchange.timings.firstByte ?? 0)
      raise(.silence, gap)
      raise(.drip, exchange.timings.ended)
    case .closedByClient: break
    }
  }

  private mutating func note(_ wait: Wait, in exchange: Exchange, address: String) {
    cases[wait, default: []].insert(address)
    if (exchanges[wait]?.count ?? 0) < 8 { exchanges[wait, default: []].append(exchange.id) }
  }

  private mutating func raise(_ wait: Wait, _ microseconds: Int) {
    longest[wait] = max(longest[wait] ?? 0, microseconds / 1000)
  }

  private func isKnown(_ wait: Wait) -> Bool { (cases[wait]?.count ?? 0) >= Self.enough }

  /// A server that has never answered gets a second at most.
  private func limit(_ wait: Wait, _ given: Int, least: Int) -> Int {
    guard isKnown(wait) else { return given }
    let halvings = min(8, ((cases[wait]?.count ?? 0) - Self.enough) / Self.enough)
    let floor = max(Self.shortest, least >> halvings)
    return min(given, longest[wait].map { max(floor, $0.times(3)) } ?? Self.shortest)
  }

  /// What an answer as a whole may take once one of them has had no end.
  private func dripLimit(_ given: Int) -> Int {
    if isKnown(.drip) || cases[.drip] == nil { return limit(.drip, given, least: 15_000) }
    return min(given, max(Self.secondDrip, (longest[.drip] ?? 0).times(10)))
  }

  /// Lowers the limits to what is known of the server.
  mutating func shorten(_ options: inout TransferOptions) {
    let before = options.limits
    options.limits.firstByte = limit(.firstByte, before.firstByte, least: 5_000)
    options.limits.idle = limit(.silence, before.idle, least: 5_000)
    options.limits.total = dripLimit(before.total)
    if isKnown(.openEnd), options.disconnect == nil {
      options.quietEnd = QuietEnd(mark: "message_stop", milliseconds: Self.openEnd)
    }
    if options.limits != before || options.quietEnd != nil { shortened += 1 }
  }

  /// One for each timeout that three cases have hit.
  var diagnoses: [Diagnosis] {
    Wait.allCases.filter(isKnown).map { wait in
      let what =
        switch wait {
        case .firstByte: "no answer began"
        case .silence: "an answer fell silent without an end"
        case .drip: "an answer went on without an end"
        case .openEnd: "a finished stream stayed open"
        }
      return Diagnosis(
        code: .repeatedTimeouts,
        sentence: "In \(cases[wait]?.count ?? 0) cases \(what). After the third case, later requests had less time.",
        exchanges: exchanges[wait] ?? [])
    }
  }
}

extension Exchange {
  /// Whether the body ends with the event that ends a message.
  fileprivate var hasLastWord: Bool {
    guard let body = response?.body else { return false }
    return String(decoding: body.suffix(120), as: UTF8.self).utf8Contains("message_stop")
  }
}
