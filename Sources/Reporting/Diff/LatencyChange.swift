import Contract
import Wire

/// How much faster or slower answers have become, over the exchanges that both reports have.
///
/// Medians of pairs, so that one slow answer, or a model that was loaded during one of them, does not decide.
package struct LatencyChange: Sendable, Equatable {
  package enum Metric: String, Sendable, CaseIterable {
    case firstByte = "first_byte_ms"
    case total = "total_ms"
    var words: String { self == .firstByte ? "time to the first byte" : "time to the whole answer" }
  }

  package var metric: Metric
  package var direction: DiffChange.Direction
  package var gates: Bool
  /// How many exchanges were compared.
  package var pairs: Int
  /// Medians, in milliseconds.
  package var old: Int
  package var new: Int
  /// The median of new to old, pair by pair.
  package var ratio: Double
  /// What it was held against.
  package var bound: Double

  /// Fewer pairs say nothing.
  static let leastPairs = 5
  /// Differences below this many milliseconds are the machine's, not the server's.
  static let leastDifference = 50

  package var words: String {
    let factor = Self.text(direction == .better ? 1 / ratio : ratio)
    return "\(metric.words): \(old) ms → \(new) ms, \(factor) times \(direction == .better ? "faster" : "slower") "
      + "(medians of \(pairs) exchanges, bound \(Self.text(bound)))"
  }

  static func between(_ old: Report, _ new: Report, gate: ReportDiff.Gate) -> [LatencyChange] {
    let pairs = pairs(old, new)
    return Metric.allCases.compactMap { metric in
      let times = pairs.compactMap { before, after -> (Int, Int)? in
        guard let a = metric.value(before), let b = metric.value(after) else { return nil }
        return (a, b)
      }
      guard times.count >= leastPairs else { return nil }
      let (before, after) = (median(times.map(\.0)), median(times.map(\.1)))
      let ratios = times.map { Double(max($0.1, 1)) / Double(max($0.0, 1)) }.sorted()
      let ratio = ratios[ratios.count / 2]
      let isSlower = ratio > gate.latencyBound && after.minus(before) >= leastDifference
      let isFaster = ratio < 1 / gate.latencyBound && before.minus(after) >= leastDifference
      guard isSlower || isFaster else { return nil }
      return LatencyChange(
        metric: metric, direction: isSlower ? .worse : .better, gates: isSlower && gate.causes.contains(.latency),
        pairs: times.count, old: before, new: after, ratio: ratio, bound: gate.latencyBound)
    }
  }

  /// Answered exchanges with the model, of cases that both reports have unchanged.
  private static func pairs(_ old: Report, _ new: Report) -> [(Report.Exchange, Report.Exchange)] {
    let digests = [old, new].map { report in
      Dictionary((report.cases ?? []).map { ($0.id, $0.digest) }, uniquingKeysWith: { first, _ in first })
    }
    func table(_ report: Report) -> [(key: String, exchange: Report.Exchange)] {
      var counts: [String: Int] = [:]
      return report.exchanges.compactMap { exchange in
        guard exchange.status == 200, exchange.end == "complete",
          let endpoint = Endpoint(url: exchange.path, method: exchange.method),
          endpoint.generatesTokens, exchange.method == endpoint.method
        else { return nil }
        let address = exchange.caseID + (exchange.row.map { "[\($0)]" } ?? "")
        guard digests[0][address] == digests[1][address] else { return nil }
        let key = "\(address) \(exchange.step ?? "")"
        counts[key, default: 0] += 1
        return ("\(key) \(counts[key] ?? 0)", exchange)
      }
    }
    let after = Dictionary(table(new).map { ($0.key, $0.exchange) }, uniquingKeysWith: { first, _ in first })
    return table(old).compactMap { key, exchange in after[key].map { (exchange, $0) } }
  }

  private static func median(_ values: [Int]) -> Int { values.sorted()[values.count / 2] }

  /// With one digit behind the point.
  static func text(_ value: Double) -> String {
    let tenths = Int(nearest: value * 10)
    return "\(tenths / 10).\(tenths % 10)"
  }
}

extension LatencyChange.Metric {
  fileprivate func value(_ exchange: Report.Exchange) -> Int? {
    self == .firstByte ? exchange.firstByteMilliseconds : exchange.totalMilliseconds
  }
}
