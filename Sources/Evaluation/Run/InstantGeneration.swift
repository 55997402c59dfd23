import Verdicts

/// Whether a reply that came in one piece was held back. Where replies of a few tokens take as long, the time went into
/// reading the prompt and the reply was written in no time, as mocks do: then the stream shows nothing about buffering.
struct InstantGeneration {
  /// What a reply of a few tokens took, in microseconds, by the size of its request.
  private let short: [(requestBytes: Int, time: Int)]
  private let exchanges: [String: ExchangeSummary]

  /// Failures that rest on the time at which the content of a stream came.
  static let requirements: Set<String> = ["sse-incremental", "http-coded-stream-flushed"]

  /// The most output tokens of a short reply.
  private static let fewTokens = 4
  /// Generation that is over sooner may reach the reader in one piece, in microseconds.
  private static let fastGeneration = 300_000

  init(_ exchanges: [ExchangeSummary]) {
    short = exchanges.compactMap { exchange in
      guard exchange.outcome == .answered, let tokens = exchange.outputTokens, tokens <= Self.fewTokens else {
        return nil
      }
      return (exchange.request.body?.count ?? 0, exchange.timings.ended)
    }
    self.exchanges = Dictionary(exchanges.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// Takes the findings out. What remains of the requirement is what its case claims.
  func takeBack(from results: inout [CheckResult]) {
    results.removeAll { result in
      guard Self.requirements.contains(result.requirement), result.id.isInvariant,
        result.verdict.violation?.reason.code == "buffered",
        let exchange = result.exchange.flatMap({ exchanges[$0] })
      else { return false }
      return showsNothing(exchange)
    }
  }

  /// The median, so that one slow start excuses nothing. A longer prompt may take longer to read.
  private func showsNothing(_ exchange: ExchangeSummary) -> Bool {
    let size = exchange.request.body?.count ?? 0
    let times = short.filter { $0.requestBytes <= size }.map(\.time).sorted()
    guard !times.isEmpty else { return false }
    return exchange.timings.ended.minus(times[times.count / 2]) < Self.fastGeneration
  }
}
