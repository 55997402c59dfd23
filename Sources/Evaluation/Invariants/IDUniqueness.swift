import Contract
import Wire

/// Remembers ids over a whole run: an id may not come twice. Memory grows with the number of ids, not
/// with the size of responses.
public struct IDUniqueness: Sendable {
  /// The exchange in which an id was seen first, by kind of id.
  private var seen: [String: [String: String]] = [:]

  public init() {}

  /// Findings about the ids of this exchange, compared with all before it.
  public mutating func receive(_ reading: ResponseReading) -> [Finding] {
    var findings: [Finding] = []
    let exchange = reading.exchange.id
    if let id = reading.exchange.response?.head.headers.first("request-id"), !id.isEmpty {
      findings += note(id, of: "request", "resp-request-id-unique", exchange)
    }
    guard reading.contract.endpoint == .messages, reading.error == nil, let message = reading.message else {
      return findings
    }
    if let id = message["id"]?.string, !id.isEmpty {
      let requirement = reading.stream == nil ? "resp-id-unique" : "sse-start-id-stable"
      findings += note(id, of: "message", requirement, exchange)
    }
    for block in message["content"]?.array ?? [] where block["type"]?.string == "tool_use" {
      if let id = block["id"]?.string, !id.isEmpty { findings += note(id, of: "call", "tooluse-id-unique", exchange) }
    }
    return Self.counted(findings)
  }

  /// One finding for many of a kind: a reply can hold as many calls as fit into it.
  private static func counted(_ findings: [Finding]) -> [Finding] {
    var kept: [Finding] = []
    var repeated: [String: (first: Int, count: Int)] = [:]
    for finding in findings {
      let kind = "\(finding.requirement) \(finding.isViolated)"
      if let known = repeated[kind] {
        repeated[kind] = (known.first, known.count + 1)
      } else {
        repeated[kind] = (kept.count, 1)
        kept.append(finding)
      }
    }
    for (first, count) in repeated.values where count > 1 {
      guard case .violated(let reason, let message, let expected, let actual) = kept[first].outcome else { continue }
      kept[first].outcome = .violated(
        reason: reason, message: message, expected: expected, actual: "\(actual); \(count) such ids in this exchange")
    }
    return kept
  }

  /// The first sighting proves nothing, so it yields no finding.
  private mutating func note(_ id: String, of kind: String, _ requirement: String, _ exchange: String) -> [Finding] {
    defer { seen[kind, default: [:]][id] = exchange }
    guard let known = seen[kind], !known.isEmpty else { return [] }
    guard let earlier = known[id] else { return [.satisfied(requirement)] }
    var finding = Finding.violated(
      requirement, reason: "repeated-id", "an id that another exchange or block already had",
      expected: "an id of its own", actual: shortened("\(id), also in exchange \(earlier)"))
    if earlier != exchange { finding.relatedExchanges = [earlier] }
    return [finding]
  }
}
