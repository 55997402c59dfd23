import Files
import Transport
import Wire

/// Gives back the exchanges of an earlier run. Asks nobody, sends nothing.
///
/// A replay asks in the order in which the run recorded, so the file is read forward and only what came
/// early is held.
package actor RecordedSource: ExchangeSource {
  private let reader: LineReader
  private let path: String
  private var early: [ExchangeKey: Exchange] = [:]
  /// Bytes of the file that is held, and the most: no run writes so much out of order.
  private var held = 0
  private static let mostHeld = 256 << 20
  private var isAtEnd = false
  /// The first thing that could not be read; a torn last line, as a killed run leaves it, is none.
  package private(set) var failure: EvidenceError?

  /// Throws `EvidenceError` when there is no evidence to read.
  package init(_ evidence: RecordedEvidence) throws(EvidenceError) {
    path = evidence.exchangesPath
    reader = try evidence.lines()
  }

  package init(_ directory: EvidenceDirectory) throws(EvidenceError) { try self.init(RecordedEvidence(directory)) }

  package func exchange(_ key: ExchangeKey, sending request: Request, options: TransferOptions) -> Exchange? {
    // The request as the case renders it now: long bodies are not kept with the exchange.
    func answering(_ exchange: Exchange) -> Exchange {
      var exchange = exchange
      exchange.request = request
      // Older evidence has bodies as they came.
      return exchange.decoded(limit: options.limits.maximumBodyBytes)
    }
    if let exchange = early.removeValue(forKey: key) { return answering(exchange) }
    while let (found, exchange, size) = next() {
      if found == key { return answering(exchange) }
      held = held.plus(size)
      guard held <= Self.mostHeld else {
        failure = EvidenceError("\(path): more than \(Self.mostHeld >> 20) MB come before what they belong to")
        return nil
      }
      early[found] = exchange
    }
    return nil
  }

  /// What has happened needs no waiting for.
  package func exchange(_ key: ExchangeKey, sending request: Request, options: TransferOptions, after wait: Int)
    -> Exchange?
  {
    exchange(key, sending: request, options: options)
  }

  private func next() -> (ExchangeKey, Exchange, Int)? {
    guard !isAtEnd, failure == nil else { return nil }
    do {
      guard let line = try reader.next(), line.isComplete else {
        isAtEnd = true
        return nil
      }
      let record = try JSONParser.parse(line.bytes).root
      guard let key = ExchangeKey(json: record["for"]), let json = record["exchange"] else {
        failure = EvidenceError("\(path):\(line.number): no 'for' or no 'exchange'")
        return nil
      }
      return (key, try Exchange(json: json), line.bytes.count)
    } catch {
      failure = EvidenceError("\(path): \(error)")
      return nil
    }
  }
}
